/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "write/diagnostics-text.h"

#include <string.h>

#include "write/safe-text.h"

/* Columns of a source line that are shown before and behind the beginning of what is meant. */
#define SHOWN_BEFORE 60u
#define SHOWN_BEHIND 80u

#define BOLD "\033[1m"
#define RED "\033[1;31m"
#define YELLOW "\033[1;33m"
#define BLUE "\033[1;34m"
#define RESET "\033[0m"

/* The part of a line that is shown, as bytes of the source line. */
typedef struct
{
  const char *first;
  const char *mark; /* what is meant */
  const char *mark_end;
  const char *last;
  gboolean cut_before;
  gboolean cut_behind;
} Excerpt;

const char *
equate_severity_get_text (EquateSeverity severity)
{
  return severity == EQUATE_SEVERITY_ERROR ? "error" : "warning";
}

static void
append_coloured (GString *out, const EquateDiagnosticStyle *style, const char *colour,
                 const char *text)
{
  if (style->colour)
    g_string_append (out, colour);
  g_string_append (out, text);
  if (style->colour)
    g_string_append (out, RESET);
}

static void
append_head (GString *out, const EquateDiagnosticStyle *style, const char *word, gboolean is_error,
             const char *message)
{
  append_coloured (out, style, is_error ? RED : YELLOW, word);
  g_string_append (out, ": ");
  if (style->colour)
    g_string_append (out, BOLD);
  equate_text_append_safe (out, message, -1);
  if (style->colour)
    g_string_append (out, RESET);
  g_string_append_c (out, '\n');
}

static const char *
next_character (const char *text, const char *end)
{
  gunichar character = g_utf8_get_char_validated (text, end - text);

  return character < 0x110000 && *text != '\0' ? g_utf8_next_char (text) : text + 1;
}

static const char *
previous_character (const char *text, const char *start)
{
  const char *previous = g_utf8_find_prev_char (start, text);

  return previous && next_character (previous, text) == text ? previous : text - 1;
}

/* Cuts a long line around the span, never within a character. */
static Excerpt
make_excerpt (const EquateSpan *span)
{
  gsize length;
  guint32 start;
  const char *line = equate_source_get_line (span->source, span->offset, &length, &start);
  const char *end = line + length;
  Excerpt excerpt = { .mark = line + MIN (span->offset - start, length) };

  excerpt.mark_end = excerpt.mark + MIN (span->length, (gsize) (end - excerpt.mark));
  excerpt.first = excerpt.last = excerpt.mark;
  for (guint i = 0; i < SHOWN_BEFORE && excerpt.first > line; i++)
    excerpt.first = previous_character (excerpt.first, line);
  for (guint i = 0; i < SHOWN_BEHIND && excerpt.last < end; i++)
    excerpt.last = next_character (excerpt.last, end);
  excerpt.mark_end = MIN (excerpt.mark_end, excerpt.last);
  /* A part of a file may begin within a line. */
  excerpt.cut_before = excerpt.first > line
                       || equate_source_get_position (span->source, start).column > 1;
  excerpt.cut_behind = excerpt.last < end;
  return excerpt;
}

/* Tabs become blanks, so that the carets need not know where the terminal's stops are. Returns the
 * column behind the text. */
static guint
append_source (GString *out, const char *text, const char *end, guint column)
{
  while (text < end)
    {
      const char *run = text;
      gsize before = out->len;

      if (*text == '\t')
        {
          guint next = column + equate_display_width (text, 1, column);

          for (; column < next; column++)
            g_string_append_c (out, ' ');
          text++;
          continue;
        }
      while (text < end && *text != '\t')
        text++;
      equate_text_append_safe (out, run, text - run);
      column += equate_display_width (out->str + before, out->len - before, column);
    }
  return column;
}

static void
append_gutter (GString *out, const EquateDiagnosticStyle *style, guint width, const char *number)
{
  g_autofree char *gutter = g_strdup_printf ("%*s |", (int) width, number);

  append_coloured (out, style, BLUE, gutter);
}

static void
append_carets (GString *out, const EquateDiagnostic *diagnostic, const EquateDiagnosticStyle *style,
               guint from, guint until)
{
  GString *carets = g_string_new (NULL);

  for (guint i = 0; i < from; i++)
    g_string_append_c (out, ' ');
  for (guint i = from; i < MAX (until, from + 1); i++)
    g_string_append_c (carets, '^');
  if (diagnostic->label)
    {
      g_string_append_c (carets, ' ');
      equate_text_append_safe (carets, diagnostic->label, -1);
    }
  append_coloured (out, style, diagnostic->severity == EQUATE_SEVERITY_ERROR ? RED : YELLOW,
                   carets->str);
  g_string_append_c (out, '\n');
  g_string_free (carets, TRUE);
}

static guint
append_frame (const EquateDiagnostic *diagnostic, const EquateDiagnosticStyle *style, GString *out)
{
  EquatePosition position
      = equate_source_get_position (diagnostic->span.source, diagnostic->span.offset);
  g_autofree char *number = g_strdup_printf ("%u", position.line);
  guint width = (guint) strlen (number);
  Excerpt excerpt = make_excerpt (&diagnostic->span);
  guint from, until;

  g_string_append_printf (out, "%*s", (int) width, "");
  append_coloured (out, style, BLUE, "-->");
  g_string_append_c (out, ' ');
  equate_text_append_safe (out, equate_source_get_name (diagnostic->span.source), -1);
  g_string_append_printf (out, ":%u:%u\n", position.line, position.column);
  append_gutter (out, style, width, "");
  g_string_append_c (out, '\n');
  append_gutter (out, style, width, number);
  g_string_append_c (out, ' ');
  if (excerpt.cut_before)
    g_string_append (out, "…");
  from = append_source (out, excerpt.first, excerpt.mark, excerpt.cut_before ? 1 : 0);
  until = append_source (out, excerpt.mark, excerpt.mark_end, from);
  append_source (out, excerpt.mark_end, excerpt.last, until);
  if (excerpt.cut_behind)
    g_string_append (out, "…");
  while (out->str[out->len - 1] == ' ')
    g_string_truncate (out, out->len - 1);
  g_string_append_c (out, '\n');
  append_gutter (out, style, width, "");
  g_string_append_c (out, ' ');
  append_carets (out, diagnostic, style, from, until);
  return width;
}

static void
append_note (GString *out, const EquateDiagnosticStyle *style, const char *word, const char *text)
{
  append_coloured (out, style, BOLD, word);
  g_string_append (out, ": ");
  equate_text_append_safe (out, text, -1);
  g_string_append_c (out, '\n');
}

/* The other place, the example and the mend, below the frame. */
static void
append_notes (const EquateDiagnostic *diagnostic, const EquateDiagnosticStyle *style, GString *out)
{
  if (diagnostic->other_label)
    {
      EquatePosition position
          = equate_source_get_position (diagnostic->other.source, diagnostic->other.offset);
      g_autofree char *text = g_strdup_printf ("%s (%s:%u:%u)", diagnostic->other_label,
                                               equate_source_get_name (diagnostic->other.source),
                                               position.line, position.column);
      append_note (out, style, "other", text);
    }
  if (diagnostic->witness)
    append_note (out, style, "witness", diagnostic->witness);
  if (diagnostic->help)
    append_note (out, style, "help", diagnostic->help);
}

void
equate_diagnostic_append_text (const EquateDiagnostic *diagnostic,
                               const EquateDiagnosticStyle *style, GString *out)
{
  const EquateDiagnosticInfo *info = equate_diagnostic_get_info (diagnostic->code);

  g_autofree char *word
      = g_strdup_printf ("%s[%s]", equate_severity_get_text (diagnostic->severity), info->code);

  append_head (out, style, word, diagnostic->severity == EQUATE_SEVERITY_ERROR,
               diagnostic->message);
  if (diagnostic->span.source)
    {
      guint width = append_frame (diagnostic, style, out);

      if (diagnostic->help || diagnostic->witness || diagnostic->other_label || style->explain)
        {
          append_gutter (out, style, width, "");
          g_string_append_c (out, '\n');
        }
    }
  append_notes (diagnostic, style, out);
  if (style->explain)
    append_note (out, style, "note", info->explanation);
}

void
equate_message_append_text (const char *word, const char *message, const char *help,
                            const EquateDiagnosticStyle *style, GString *out)
{
  append_head (out, style, word, g_str_equal (word, "error"), message);
  if (help)
    append_note (out, style, "help", help);
}

void
equate_diagnostics_append_text (const EquateDiagnosticList *diagnostics,
                                const EquateDiagnosticStyle *style, GString *out)
{
  for (guint i = 0; i < equate_diagnostic_list_get_length (diagnostics); i++)
    {
      if (i > 0)
        g_string_append_c (out, '\n');
      equate_diagnostic_append_text (equate_diagnostic_list_get (diagnostics, i), style, out);
    }
}

void
equate_diagnostics_append_compact (const EquateDiagnosticList *diagnostics, GString *out)
{
  for (guint i = 0; i < equate_diagnostic_list_get_length (diagnostics); i++)
    {
      const EquateDiagnostic *diagnostic = equate_diagnostic_list_get (diagnostics, i);
      const EquateSpan *span = &diagnostic->span;

      if (span->source)
        {
          EquatePosition position = equate_source_get_position (span->source, span->offset);

          equate_text_append_safe (out, equate_source_get_name (span->source), -1);
          g_string_append_printf (out, ":%u:%u: ", position.line, position.column);
        }
      g_string_append_printf (out, "%s[%s]: ", equate_severity_get_text (diagnostic->severity),
                              equate_diagnostic_get_info (diagnostic->code)->code);
      equate_text_append_safe (out, diagnostic->message, -1);
      g_string_append_c (out, '\n');
    }
}
