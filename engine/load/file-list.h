/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Which files a workspace consists of, and whether they are still what they were.
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* What the system says of a file without reading it; all zero: it says nothing. */
typedef struct
{
  guint64 size;   /* bytes */
  gint64 changed; /* when its contents last were, in nanoseconds since 1970 */
  guint64 inode;
  guint64 device;
} EquateFileStamp;

typedef struct
{
  const char *relative; /* borrowed from the list: path in the workspace */
  EquateFileStamp stamp;
} EquateListedFile;

/* A fingerprint of what a file holds. */
typedef struct
{
  guint64 low;
  guint64 high;
} EquateFingerprint;

typedef struct
{
  char *folder;          /* owned: the workspace */
  gint64 taken;          /* when the files were looked at, in nanoseconds since 1970 */
  GArray *files;         /* owned: EquateListedFile, in the byte order of their paths */
  GStringChunk *texts;   /* owned: the paths */
  GPtrArray *unreadable; /* owned: GError, of folders that could not be read */
} EquateFileList;

/**
 * equate_file_list_new:
 * @folder: (type filename): the workspace
 * @error: return location for an error
 *
 * Lists every *.yaml below catalogs/ and rules/. Hidden files are left out, links to folders are
 * not followed. Fails with a #GFileError where one of the two cannot be read, and with
 * %G_IO_ERROR_NOT_FOUND where there is neither.
 *
 * Returns: (transfer full) (nullable): the list, or %NULL with @error set; free with
 *   equate_file_list_free()
 *
 * Since: 0.1
 */
EquateFileList *equate_file_list_new (const char *folder, GError **error);

/**
 * equate_file_list_free:
 * @list: (transfer full) (nullable): a list
 *
 * Frees a list.
 *
 * Since: 0.1
 */
void equate_file_list_free (EquateFileList *list);

/**
 * equate_file_list_get_size:
 * @list: a list
 *
 * Adds up what the system says of the sizes of the files.
 *
 * Returns: bytes
 *
 * Since: 0.1
 */
guint64 equate_file_list_get_size (const EquateFileList *list);

/**
 * equate_file_stamp_is_settled:
 * @stamp: what the system says of a file
 * @taken: when it said so, in nanoseconds since 1970
 *
 * Tells whether a stamp that stays the same means that the file does. One that was changed just
 * before may have been changed once more within one tick of the clock that stamps it.
 *
 * Returns: whether the last change was long enough ago
 *
 * Since: 0.1
 */
gboolean equate_file_stamp_is_settled (const EquateFileStamp *stamp, gint64 taken);

/**
 * equate_fingerprint:
 * @bytes: what a file holds
 * @length: how many bytes
 *
 * Works out the fingerprint of a file.
 *
 * Returns: the fingerprint
 *
 * Since: 0.1
 */
EquateFingerprint equate_fingerprint (const char *bytes, gsize length);

/**
 * equate_file_list_hold:
 * @list: a list
 * @expected: (array): what the files held, one for each of the list
 *
 * Reads all files, with 2 threads where that pays, and compares what they hold.
 *
 * Returns: whether all of them could be read and hold the same; a pipe, a device or a file that
 *   grows does not
 *
 * Since: 0.1
 */
gboolean equate_file_list_hold (const EquateFileList *list, const EquateFingerprint *expected);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EquateFileList, equate_file_list_free)

G_END_DECLS
