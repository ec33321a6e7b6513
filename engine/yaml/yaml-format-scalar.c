/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "yaml/yaml-format-scalar.h"

#include <stdlib.h>
#include <string.h>

#define DIGITS "0123456789_"

/* --- What stands behind a key --- */

typedef struct
{
  const char *key;
  EquateFormatRole role;
} KeyRole;

/* In the order of the alphabet; what is not here is text. */
static const KeyRole key_roles[] = {
  { "aliases", EQUATE_FORMAT_CODE }, /* of courses; of grades they are text */
  { "all-of", EQUATE_FORMAT_CODE },
  { "any-of", EQUATE_FORMAT_CODE },
  { "at-least", EQUATE_FORMAT_NUMBER },
  { "at-most", EQUATE_FORMAT_NUMBER },
  { "best", EQUATE_FORMAT_NUMBER },
  { "code", EQUATE_FORMAT_CODE },
  { "consumes", EQUATE_FORMAT_CODE },
  { "counts", EQUATE_FORMAT_NUMBERS },
  { "course", EQUATE_FORMAT_CODE },
  { "courses", EQUATE_FORMAT_CODE },
  { "credits", EQUATE_FORMAT_NUMBER },
  { "deny", EQUATE_FORMAT_CODE },
  { "failed", EQUATE_FORMAT_NUMBER }, /* a list of labels is text */
  { "from", EQUATE_FORMAT_CODE },     /* in requirements; elsewhere it is text */
  { "give", EQUATE_FORMAT_CODE },     /* of rules; in tables of grades it is text */
  { "hours", EQUATE_FORMAT_NUMBERS },
  { "max-credits", EQUATE_FORMAT_NUMBER },
  { "min-credits", EQUATE_FORMAT_NUMBER },
  { "min-hours", EQUATE_FORMAT_NUMBERS },
  { "min-sample", EQUATE_FORMAT_NUMBER },
  { "n-of", EQUATE_FORMAT_NUMBER },
  { "one-of", EQUATE_FORMAT_CODE },
  { "optimal", EQUATE_FORMAT_NUMBER },
  { "pass", EQUATE_FORMAT_NUMBER },
  { "prerequisites", EQUATE_FORMAT_CODE },
  { "priority", EQUATE_FORMAT_NUMBER },
  { "rate", EQUATE_FORMAT_NUMBER },
  { "sample", EQUATE_FORMAT_NUMBER },
  { "semester", EQUATE_FORMAT_NUMBER },
  { "share", EQUATE_FORMAT_NUMBER },
  { "step", EQUATE_FORMAT_NUMBER },
  { "take", EQUATE_FORMAT_CODE },
  { "times", EQUATE_FORMAT_NUMBER },
  { "total-credits", EQUATE_FORMAT_NUMBER },
  { "unless", EQUATE_FORMAT_CODE },
  { "value", EQUATE_FORMAT_NUMBER },
  { "waive", EQUATE_FORMAT_CODE },
  { "worst", EQUATE_FORMAT_NUMBER },
  { "years", EQUATE_FORMAT_NUMBER },
};

static int
compare_key (const void *key, const void *element)
{
  return strcmp (key, ((const KeyRole *) element)->key);
}

EquateFormatRole
equate_format_get_role (const char *key, const char *kind, gboolean in_requirement)
{
  const KeyRole *found
      = bsearch (key, key_roles, G_N_ELEMENTS (key_roles), sizeof key_roles[0], compare_key);

  if (!found)
    return EQUATE_FORMAT_TEXT;
  if ((strcmp (key, "aliases") == 0 && !g_str_has_prefix (kind, "catalog/"))
      || (strcmp (key, "give") == 0 && g_str_has_prefix (kind, "grading/"))
      || (strcmp (key, "from") == 0 && !in_requirement))
    return EQUATE_FORMAT_TEXT;
  return found->role;
}

/* --- What YAML could take for something else --- */

static gboolean
is_word (const char *text)
{
  static const char *const words[] = { "y",     "n",    "yes", "no", "on", "off",  "true",
                                       "false", "null", "~",   "=",  "<<", ".inf", ".nan" };

  if (*text == '+' || *text == '-')
    text++;
  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_ascii_strcasecmp (text, words[i]) == 0)
      return TRUE;
  return FALSE;
}

static gsize
count_digits (const char **text, const char *digits)
{
  gsize length = strspn (*text, digits);

  *text += length;
  return length;
}

/* Of any version of YAML: signs, underscores, bases, exponents and base 60. */
static gboolean
is_number (const char *text)
{
  gsize n_digits;

  if (*text == '+' || *text == '-')
    text++;
  if (*text == '0' && text[1] != '\0' && strchr ("xXoObB", text[1]))
    return text[2 + strspn (text + 2, "0123456789abcdefABCDEF_")] == '\0';
  if (*text == '_')
    return FALSE;
  n_digits = count_digits (&text, DIGITS);
  while (n_digits > 0 && *text == ':' && g_ascii_isdigit (text[1]))
    {
      text++;
      count_digits (&text, DIGITS);
    }
  if (*text == '.')
    {
      text++;
      n_digits += count_digits (&text, DIGITS);
    }
  if (n_digits > 0 && (*text == 'e' || *text == 'E'))
    {
      text++;
      if (*text == '+' || *text == '-')
        text++;
      return count_digits (&text, DIGITS) > 0 && *text == '\0';
    }
  return n_digits > 0 && *text == '\0';
}

/* Days alone are read as such by all fields that may hold one; with a time of day they are not. */
static gboolean
is_timestamp (const char *text)
{
  gsize year = strspn (text, "0123456789");

  return year == 4 && text[4] == '-' && strpbrk (text, ":")
         && strspn (text, DIGITS "-+:.tTzZ ") == strlen (text);
}

/* In the first column it would end the document. */
static gboolean
begins_as_marker (const char *text)
{
  return g_str_has_prefix (text, "---") || g_str_has_prefix (text, "...");
}

static gboolean
needs_quotes (const char *text, EquateFormatPlace place)
{
  if (*text == '\0')
    return FALSE;
  if (begins_as_marker (text))
    return TRUE;
  /* `on` is a key of the language, and is read as such. */
  if (place.is_key)
    return strcmp (text, "on") != 0 && (is_word (text) || is_number (text) || is_timestamp (text));
  switch (place.role)
    {
    case EQUATE_FORMAT_CODE:
      return TRUE;
    case EQUATE_FORMAT_NUMBER:
    case EQUATE_FORMAT_NUMBERS:
      return (is_word (text) && strcmp (text, "true") != 0 && strcmp (text, "false") != 0)
             || is_timestamp (text);
    default:
      return is_word (text) || is_number (text) || is_timestamp (text);
    }
}

/* --- Quotes --- */

/* Line ends that a text file does not have: a lone CR, and three that only YAML knows; and the byte
 * order mark. */
static gboolean
has_odd_character (const char *text, gsize length)
{
  const guchar *bytes = (const guchar *) text;

  for (gsize i = 0; i < length; i++)
    {
      if (bytes[i] != '\r' && bytes[i] < 0x80)
        continue;
      if (bytes[i] == '\r' && (i + 1 == length || bytes[i + 1] != '\n'))
        return TRUE;
      if (i + 1 < length && bytes[i] == 0xc2 && bytes[i + 1] == 0x85)
        return TRUE;
      if (i + 2 < length && bytes[i] == 0xef && bytes[i + 1] == 0xbb && bytes[i + 2] == 0xbf)
        return TRUE;
      if (i + 2 < length && bytes[i] == 0xe2 && bytes[i + 1] == 0x80
          && (bytes[i + 2] == 0xa8 || bytes[i + 2] == 0xa9))
        return TRUE;
    }
  return FALSE;
}

static gboolean
is_one_line (const char *text, gsize length)
{
  for (gsize i = 0; i < length; i++)
    if ((guchar) text[i] < 0x20)
      return FALSE;
  return !has_odd_character (text, length);
}

static void
append_escaped (GString *out, gunichar c)
{
  if (c == '"' || c == '\\')
    g_string_append_printf (out, "\\%c", (char) c);
  else if (c == '\n')
    g_string_append (out, "\\n");
  else if (c == '\t')
    g_string_append (out, "\\t");
  else if (c < 0x20 || (c >= 0x7f && c < 0xa0))
    g_string_append_printf (out, "\\x%02x", c);
  else if (c == 0x2028 || c == 0x2029 || c == 0xfeff)
    g_string_append_printf (out, "\\u%04x", c);
  else
    g_string_append_unichar (out, c);
}

static void
set_text (EquateFormatScalar *scalar, const char *text, gsize length)
{
  scalar->text = text;
  scalar->length = (guint32) length;
}

static void
quote (const EquateEvent *event, EquateArena *arena, EquateFormatScalar *scalar)
{
  g_autoptr (GString) out = g_string_new ("\"");

  for (const char *p = event->text; p < event->text + event->length; p = g_utf8_next_char (p))
    append_escaped (out, g_utf8_get_char (p));
  g_string_append_c (out, '"');
  set_text (scalar, equate_arena_strndup (arena, out->str, out->len), out->len);
}

/* Single quotes stay where double ones would need escapes: patterns. */
static void
quote_again (const EquateEvent *event, EquateArena *arena, EquateFormatScalar *scalar)
{
  gboolean has_escapes
      = memchr (event->text, '\\', event->length) || memchr (event->text, '"', event->length);

  if (!has_escapes || !is_one_line (event->text, event->length))
    {
      quote (event, arena, scalar);
      return;
    }

  g_autoptr (GString) out = g_string_new ("'");

  for (gsize i = 0; i < event->length; i++)
    g_string_append (out, event->text[i] == '\'' ? "''" : (char[]){ event->text[i], '\0' });
  g_string_append_c (out, '\'');
  set_text (scalar, equate_arena_strndup (arena, out->str, out->len), out->len);
}

/* A key that is a word needs no quotes. */
static gboolean
is_plain_key (const EquateEvent *event, EquateFormatPlace place)
{
  gsize length
      = strspn (event->text, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-");

  return place.is_key && length == event->length && g_ascii_isalpha (event->text[0])
         && !needs_quotes (event->text, place);
}

/* --- Several lines --- */

/* What needs a sign for its indentation, or ends in more or less than one line end. */
static gboolean
is_odd_block (const EquateEvent *event)
{
  gsize length = event->length;

  if (length > 0 && event->text[length - 1] == '\n')
    length--;
  return length == 0 || strchr (" \t\n", event->text[0])
         || strchr (" \t\n", event->text[length - 1]);
}

static void
format_block (const EquateEvent *event, EquateFormatPlace place, EquateArena *arena,
              const char *raw, gsize length, EquateFormatScalar *scalar)
{
  const char *head_end = memchr (raw, '\n', length);
  gsize head = head_end ? (gsize) (head_end - raw) + 1 : length;

  if (place.is_key || place.in_flow || is_odd_block (event) || has_odd_character (raw, length))
    {
      quote (event, arena, scalar);
      return;
    }

  gboolean strips = event->text[event->length - 1] != '\n';

  scalar->form = EQUATE_FORM_BLOCK;
  set_text (scalar, *raw == '|' ? (strips ? "|-" : "|") : (strips ? ">-" : ">"), strips ? 2 : 1);
  scalar->body = raw + head;
  while (length > head && strchr (" \t\r\n", raw[length - 1]))
    length--;
  scalar->body_length = (guint32) (length - head);
}

void
equate_format_scalar (const EquateEvent *event, EquateFormatPlace place, EquateArena *arena,
                      EquateFormatScalar *scalar)
{
  gsize source_length;
  const char *raw
      = equate_source_get_data (event->span.source, &source_length) + event->span.offset;
  gsize length = event->end - event->span.offset;

  *scalar = (EquateFormatScalar){ EQUATE_FORM_INLINE };
  if (event->style == EQUATE_SCALAR_PLAIN)
    {
      gboolean in_one_line = length == event->length && is_one_line (raw, length);

      if (in_one_line && !needs_quotes (event->text, place))
        set_text (scalar, raw, length);
      else if (in_one_line || place.is_key || place.in_flow || has_odd_character (raw, length)
               || begins_as_marker (event->text))
        quote (event, arena, scalar);
      else
        {
          scalar->form = EQUATE_FORM_LINES;
          scalar->body = raw;
          scalar->body_length = (guint32) length;
        }
    }
  else if (is_plain_key (event, place))
    set_text (scalar, equate_arena_strndup (arena, event->text, event->length), event->length);
  else if (*raw == '|' || *raw == '>')
    format_block (event, place, arena, raw, length, scalar);
  else if (*raw == '\'')
    quote_again (event, arena, scalar);
  else if (is_one_line (raw, length))
    set_text (scalar, raw, length);
  else
    quote (event, arena, scalar);
}
