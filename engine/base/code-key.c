/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "base/code-key.h"

#include <string.h>

/* g_unichar_isspace() passes over these two. */
#define VERTICAL_TAB 0x0b
#define NEXT_LINE 0x85

static gboolean
is_blank (gunichar c)
{
  return g_unichar_isspace (c) || c == VERTICAL_TAB || c == NEXT_LINE;
}

/* FALSE at the first byte that is not ASCII. */
static gboolean
ascii_key (const char *code, gsize length, GString *key)
{
  gboolean blank = FALSE;

  g_string_set_size (key, length);
  char *to = key->str;
  for (gsize i = 0; i < length; i++)
    {
      const guchar c = (guchar) code[i];
      if (c >= 0x80)
        return FALSE;
      if (c <= ' ' && (g_ascii_isspace (c) || c == VERTICAL_TAB))
        {
          blank = to > key->str;
          continue;
        }
      if (blank)
        *to++ = ' ';
      blank = FALSE;
      *to++ = (char) (c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c);
    }
  g_string_truncate (key, (gsize) (to - key->str));
  return TRUE;
}

/* g_utf8_strup() asks the locale: in tr_TR i becomes İ. Case folding does not, and knows the
 * characters whose capital form is several letters. */
static void
append_upper (GString *key, gunichar c)
{
  if (g_unichar_isalpha (c)
      && (g_unichar_islower (c) || g_unichar_isupper (c) || g_unichar_istitle (c)))
    {
      char single[6];
      g_autofree char *folded = g_utf8_casefold (single, g_unichar_to_utf8 (c, single));
      if (g_utf8_strlen (folded, -1) > 1)
        {
          for (const char *p = folded; *p != '\0'; p = g_utf8_next_char (p))
            g_string_append_unichar (key, g_unichar_toupper (g_utf8_get_char (p)));
          return;
        }
    }
  g_string_append_unichar (key, g_unichar_toupper (c));
}

static void
unicode_key (const char *code, gsize length, GString *key)
{
  gboolean blank = FALSE;
  g_autofree char *normal = g_utf8_normalize (code, (gssize) length, G_NORMALIZE_ALL_COMPOSE);

  g_string_truncate (key, 0);
  g_return_if_fail (normal != NULL);
  for (const char *p = normal; *p != '\0'; p = g_utf8_next_char (p))
    {
      const gunichar c = g_utf8_get_char (p);
      if (is_blank (c))
        {
          blank = key->len > 0;
          continue;
        }
      if (blank)
        g_string_append_c (key, ' ');
      blank = FALSE;
      append_upper (key, c);
    }

  /* Capitals may compose with accents that their small letters left alone. */
  g_autofree char *composed
      = g_utf8_normalize (key->str, (gssize) key->len, G_NORMALIZE_ALL_COMPOSE);
  g_string_assign (key, composed);
}

void
equate_code_key (const char *code, gssize length, GString *key)
{
  const gsize bytes = length < 0 ? strlen (code) : (gsize) length;

  if (!ascii_key (code, bytes, key))
    unicode_key (code, bytes, key);
}

gboolean
equate_code_key_is_key (const char *code, gsize length)
{
  guchar before = ' ';

  for (gsize i = 0; i < length; i++)
    {
      const guchar c = (guchar) code[i];
      if (c >= 0x80 || c == '\0' || (c >= 'a' && c <= 'z') || (c < ' ' && is_blank (c))
          || (c == ' ' && before == ' '))
        return FALSE;
      before = c;
    }
  return before != ' ';
}

char *
equate_code_key_dup (const char *code)
{
  GString *key = g_string_new (NULL);

  equate_code_key (code, -1, key);
  return g_string_free (key, FALSE);
}
