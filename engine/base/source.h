/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * The bytes of a file and where its lines begin.
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _EquateSource EquateSource;

/*
 * A place in a source: bytes, so that it costs nothing to take; lines and columns are worked out
 * when somebody reads them. A zeroed span means "no place".
 */
typedef struct
{
  const EquateSource *source; /* borrowed: sources outlive all records read from them */
  guint32 offset;             /* bytes from the start of the source */
  guint32 length;             /* bytes; may be 0 */
} EquateSpan;

/* Line and column as people count: from 1, the column in characters. */
typedef struct
{
  guint line;
  guint column;
} EquatePosition;

/* Where a source begins in its file, which it is a part of. */
typedef struct
{
  guint64 offset; /* bytes */
  guint line;     /* from 1 */
  guint column;   /* from 1, in characters */
} EquateOrigin;

#define EQUATE_SOURCE_ERROR (equate_source_error_quark ())

typedef enum
{
  EQUATE_SOURCE_ERROR_TOO_LARGE /* the file has more bytes than may be held */
} EquateSourceError;

/**
 * equate_source_error_quark:
 *
 * Names the error domain of sources.
 *
 * Returns: the quark
 *
 * Since: 0.1
 */
GQuark equate_source_error_quark (void);

/**
 * equate_source_new_from_file:
 * @path: (type filename): the file to read
 * @name: what is shown for it; copied
 * @max_size: bytes that may be held
 * @error: return location for an error
 *
 * Reads a whole file, counting while it reads, so that no pipe or device is read beyond @max_size.
 * Fails with a #GIOErrorEnum where the system refuses, for a folder and for a pipe that nobody
 * writes to, and with %EQUATE_SOURCE_ERROR_TOO_LARGE where the limit is met.
 *
 * Returns: (transfer full) (nullable): the source, or %NULL with @error set
 *
 * Since: 0.1
 */
EquateSource *equate_source_new_from_file (const char *path, const char *name, gsize max_size,
                                           GError **error);

/**
 * equate_source_new_take:
 * @name: what is shown for it; copied
 * @data: (transfer full): the bytes, from g_malloc(); may be moved
 * @length: how many bytes, less than 4 GiB
 * @first_line: the number of the first line: 1 but for JSON Lines, where each record is a source
 *   of its own
 *
 * Makes a source that owns its bytes.
 *
 * Returns: (transfer full): the source; free with equate_source_free()
 *
 * Since: 0.1
 */
EquateSource *equate_source_new_take (const char *name, char *data, gsize length, guint first_line);

/**
 * equate_source_new_static:
 * @name: what is shown for it; copied
 * @data: the bytes, borrowed: they must outlive the source; a NUL must stand behind them
 * @length: how many bytes without that NUL, less than 4 GiB
 * @first_line: the number of the first line, as for equate_source_new_take()
 *
 * Makes a source that borrows its bytes.
 *
 * Returns: (transfer full): the source; free with equate_source_free()
 *
 * Since: 0.1
 */
EquateSource *equate_source_new_static (const char *name, const char *data, gsize length,
                                        guint first_line);

/**
 * equate_source_new_part:
 * @name: what is shown for the file; copied
 * @data: the bytes, borrowed: they must outlive the source; a NUL must stand behind them
 * @length: how many bytes without that NUL, less than 4 GiB
 * @origin: where in the file they begin
 *
 * Makes a source of a part of a file, such as one record of many; lines, columns and the offsets in
 * messages stay those of the file. No byte order mark is looked for.
 *
 * Returns: (transfer full): the source; free with equate_source_free()
 *
 * Since: 0.1
 */
EquateSource *equate_source_new_part (const char *name, const char *data, gsize length,
                                      const EquateOrigin *origin);

/**
 * equate_source_new_part_take:
 * @name: what is shown for the file; copied
 * @data: (transfer full): the bytes, from g_malloc(), with a NUL behind them
 * @length: how many bytes without that NUL, less than 4 GiB
 * @origin: where in the file they begin
 *
 * Makes a source of a part of a file as equate_source_new_part() does, which owns its bytes.
 *
 * Returns: (transfer full): the source; free with equate_source_free()
 *
 * Since: 0.1
 */
EquateSource *equate_source_new_part_take (const char *name, char *data, gsize length,
                                           const EquateOrigin *origin);

/**
 * equate_source_free:
 * @source: (transfer full) (nullable): a source
 *
 * Frees a source with the bytes that it owns.
 *
 * Since: 0.1
 */
void equate_source_free (EquateSource *source);

/**
 * equate_source_get_name:
 * @source: a source
 *
 * Says what is shown for the source.
 *
 * Returns: (transfer none): the name
 *
 * Since: 0.1
 */
const char *equate_source_get_name (const EquateSource *source);

/**
 * equate_source_get_data:
 * @source: a source
 * @length: (out) (optional): bytes of the text
 *
 * Hands out the text after a byte order mark, if line 1 begins with one; the offsets of spans count
 * from here.
 *
 * Returns: (transfer none): the text, with a NUL behind its last byte
 *
 * Since: 0.1
 */
const char *equate_source_get_data (const EquateSource *source, gsize *length);

/**
 * equate_source_get_bytes:
 * @source: a source
 * @length: (out): how many bytes
 *
 * Hands out what the file holds, a byte order mark included, for a fingerprint of the file.
 *
 * Returns: (transfer none): the bytes
 *
 * Since: 0.1
 */
const char *equate_source_get_bytes (const EquateSource *source, gsize *length);

/**
 * equate_source_get_file_offset:
 * @source: a source
 * @offset: bytes from the start of the text
 *
 * Says where in the file a byte stands that a part of it holds.
 *
 * Returns: bytes from the start of the file's text
 *
 * Since: 0.1
 */
guint64 equate_source_get_file_offset (const EquateSource *source, guint32 offset);

/**
 * equate_source_get_position:
 * @source: a source
 * @offset: bytes from the start of the text; beyond its end is its end
 *
 * Works out line and column; LF, CRLF and a lone CR end a line. A byte that is no UTF-8 counts as
 * one character. Several threads may ask at once.
 *
 * Returns: the position
 *
 * Since: 0.1
 */
EquatePosition equate_source_get_position (const EquateSource *source, guint32 offset);

/**
 * equate_source_count_lines:
 * @source: a source
 * @from: a byte
 * @to: a byte behind it
 *
 * Counts the ends of lines between two places, so that whoever asks for the lines of many places in
 * rising order needs no table of all lines.
 *
 * Returns: how many
 *
 * Since: 0.1
 */
guint equate_source_count_lines (const EquateSource *source, guint32 from, guint32 to);

/**
 * equate_source_get_line:
 * @source: a source
 * @offset: bytes from the start of the text; beyond its end is its end
 * @length: (out): bytes of the line without its end
 * @start: (out) (optional): the offset of the line
 *
 * Finds the line that an offset lies in; the end of a line belongs to it.
 *
 * Returns: (transfer none): the line; no NUL stands behind it
 *
 * Since: 0.1
 */
const char *equate_source_get_line (const EquateSource *source, guint32 offset, gsize *length,
                                    guint32 *start);

/**
 * equate_display_width:
 * @text: a text; need not end in NUL
 * @length: bytes of @text
 * @start: the terminal column, from 0, at which it begins
 *
 * Counts the columns that a terminal needs: Han and other wide characters two, combining ones none,
 * a tab up to the next multiple of 8, a byte that is no UTF-8 one.
 *
 * Returns: the columns
 *
 * Since: 0.1
 */
guint equate_display_width (const char *text, gsize length, guint start);

/**
 * equate_source_find_invalid:
 * @source: a source
 *
 * Finds the first byte that is no UTF-8, or is NUL.
 *
 * Returns: its offset, or -1 when there is none
 *
 * Since: 0.1
 */
gssize equate_source_find_invalid (const EquateSource *source);

/**
 * equate_source_guess_encoding:
 * @source: a source
 *
 * Guesses what a text that is no UTF-8 was saved as, for a hint and never to read it by.
 *
 * Returns: (transfer none) (nullable): "GB18030", "CP1250", or %NULL where it looks like neither
 *
 * Since: 0.1
 */
const char *equate_source_guess_encoding (const EquateSource *source);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EquateSource, equate_source_free)

G_END_DECLS
