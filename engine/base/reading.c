/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "base/reading.h"

#include <string.h>

#include "base/limits.h"

/* Keys in messages are cut here: a longer one helps nobody to find it. */
#define SHOWN_KEY 80

/* The encodings of two and four bytes betray themselves by a mark, or by zeros among ASCII. */
static const char *
guess_wide_encoding (const char *data, gsize length)
{
  if (length >= 4
      && (memcmp (data, "\xff\xfe\0\0", 4) == 0 || memcmp (data, "\0\0\xfe\xff", 4) == 0))
    return "UTF-32";
  if (length >= 4
      && ((data[0] != 0 && memcmp (data + 1, "\0\0\0", 3) == 0)
          || (memcmp (data, "\0\0\0", 3) == 0 && data[3] != 0)))
    return "UTF-32";
  if (length >= 2 && (memcmp (data, "\xff\xfe", 2) == 0 || memcmp (data, "\xfe\xff", 2) == 0))
    return "UTF-16";
  if (length >= 2 && (data[0] == 0) != (data[1] == 0))
    return "UTF-16";
  return NULL;
}

/**
 * equate_reading_report_encoding:
 * @source: (transfer none): where the byte stands
 * @offset: its place in bytes
 * @diagnostics: (transfer none): receives the finding
 *
 * Reports a byte that is no UTF-8, or NUL, with its line and offset.
 *
 * Since: 0.1
 */
void
equate_reading_report_encoding (const EquateSource *source, guint32 offset,
                                EquateDiagnosticList *diagnostics)
{
  gsize length;
  const char *data = equate_source_get_data (source, &length);
  guint byte = offset < length ? (guchar) data[offset] : 0;
  guint line = equate_source_get_position (source, offset).line;
  const char *wide = guess_wide_encoding (data, length);
  guint64 place = equate_source_get_file_offset (source, offset);
  EquateSpan span = { source, offset, 1 };
  EquateDiagnostic *diagnostic;

  if (byte == 0)
    diagnostic
        = equate_diagnostic_list_add (diagnostics, EQUATE_DIAGNOSTIC_ENCODING, span,
                                      "a NUL byte stands at byte %" G_GUINT64_FORMAT " (line %u)",
                                      place, line);
  else
    diagnostic = equate_diagnostic_list_add (
        diagnostics, EQUATE_DIAGNOSTIC_ENCODING, span,
        "the byte 0x%02X at byte %" G_GUINT64_FORMAT " (line %u) is not UTF-8", byte, place, line);

  const char *guess = wide ? wide : equate_source_guess_encoding (source);

  if (guess)
    equate_diagnostic_set_help (diagnostic, "the file looks like %s: save it as UTF-8", guess);
  else
    equate_diagnostic_set_help (diagnostic, "save the file as UTF-8");
}

/* The bytes from the start that are ASCII, counted in eights. */
static gsize
count_ascii (const char *data, gsize length)
{
  guint64 word;
  gsize count = 0;

  while (length - count >= sizeof word)
    {
      memcpy (&word, data + count, sizeof word);
      if (word & G_GUINT64_CONSTANT (0x8080808080808080))
        break;
      count += sizeof word;
    }
  return count;
}

/**
 * equate_reading_is_ascii:
 * @source: (transfer none): a text
 *
 * Looks whether a source is ASCII without NUL, eight bytes at a time.
 *
 * Returns: TRUE when it is
 *
 * Since: 0.1
 */
gboolean
equate_reading_is_ascii (const EquateSource *source)
{
  gsize length;
  const char *data = equate_source_get_data (source, &length);

  for (gsize i = count_ascii (data, length); i < length; i++)
    if ((guchar) data[i] >= 0x80)
      return FALSE;
  return !memchr (data, '\0', length);
}

/* GLib looks at each byte; only the lines that are not ASCII need that. */
static gboolean
is_valid (const char *data, gsize length)
{
  if (memchr (data, '\0', length))
    return FALSE;
  for (gsize i = count_ascii (data, length); i < length; i += count_ascii (data + i, length - i))
    {
      const char *end = memchr (data + i, '\n', length - i);
      gsize line = end ? (gsize) (end + 1 - data) - i : length - i;

      if (!g_utf8_validate_len (data + i, line, NULL))
        return FALSE;
      i += line;
    }
  return TRUE;
}

/**
 * equate_reading_check_encoding:
 * @source: (transfer none): what is about to be read
 * @diagnostics: (transfer none): receives the finding
 *
 * Makes sure that a source is UTF-8 without NUL.
 *
 * Returns: FALSE when it is not, which was reported
 *
 * Since: 0.1
 */
gboolean
equate_reading_check_encoding (const EquateSource *source, EquateDiagnosticList *diagnostics)
{
  gsize length;
  const char *data = equate_source_get_data (source, &length);

  if (is_valid (data, length))
    return TRUE;

  gssize invalid = equate_source_find_invalid (source);

  equate_reading_report_encoding (source, (guint32) invalid, diagnostics);
  return FALSE;
}

/**
 * equate_reading_report_too_deep:
 * @diagnostics: (transfer none): receives the finding
 * @span: the first token beyond the limit
 *
 * Reports nesting beyond EQUATE_MAX_DEPTH.
 *
 * Since: 0.1
 */
void
equate_reading_report_too_deep (EquateDiagnosticList *diagnostics, EquateSpan span)
{
  EquateDiagnostic *diagnostic = equate_diagnostic_list_add (
      diagnostics, EQUATE_DIAGNOSTIC_TOO_DEEP, span,
      "mappings and lists are nested more than %d deep", EQUATE_MAX_DEPTH);

  equate_diagnostic_set_label (diagnostic, "the file is not read further");
}

/**
 * equate_reading_report_too_long:
 * @diagnostics: (transfer none): receives the finding
 * @span: the value
 *
 * Reports a value beyond EQUATE_MAX_SCALAR_SIZE.
 *
 * Since: 0.1
 */
void
equate_reading_report_too_long (EquateDiagnosticList *diagnostics, EquateSpan span)
{
  EquateDiagnostic *diagnostic
      = equate_diagnostic_list_add (diagnostics, EQUATE_DIAGNOSTIC_SCALAR_TOO_LONG, span,
                                    "one value has more than %u KiB", EQUATE_MAX_SCALAR_SIZE / 1024);

  equate_diagnostic_set_help (diagnostic,
                              "shorten it; a long text is better kept as a document of its own");
}

/**
 * equate_reading_report_duplicate:
 * @diagnostics: (transfer none): receives the finding
 * @key: the key
 * @again: where it stands the second time
 * @first: where it stands first
 *
 * Reports a key that one mapping has twice.
 *
 * Since: 0.1
 */
void
equate_reading_report_duplicate (EquateDiagnosticList *diagnostics, const char *key,
                                 EquateSpan again, EquateSpan first)
{
  EquatePosition position = equate_source_get_position (first.source, first.offset);
  g_autofree char *shown = g_utf8_substring (key, 0, MIN (g_utf8_strlen (key, -1), SHOWN_KEY));
  EquateDiagnostic *diagnostic = equate_diagnostic_list_add (
      diagnostics, EQUATE_DIAGNOSTIC_DUPLICATE_KEY, again, "the key `%s` stands twice", shown);

  equate_diagnostic_set_label (diagnostic, "first in line %u, column %u", position.line,
                               position.column);
  equate_diagnostic_set_help (diagnostic, "keep one of the two");
}
