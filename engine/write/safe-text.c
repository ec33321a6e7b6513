/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "write/safe-text.h"

#include <string.h>

static gboolean
is_unsafe (gunichar character)
{
  if (character < 0x20 || (character >= 0x7f && character < 0xa0))
    return TRUE;
  return character == 0x061c || character == 0x200e || character == 0x200f
         || (character >= 0x2028 && character <= 0x202e)
         || (character >= 0x2066 && character <= 0x2069) || character == 0xfeff;
}

void
equate_text_append_safe (GString *out, const char *text, gssize length)
{
  if (!text)
    return;

  const char *end = text + (length < 0 ? strlen (text) : (gsize) length);
  const char *run = text;

  while (text < end)
    {
      guchar byte = (guchar) *text;

      if (byte >= 0x20 && byte < 0x7f)
        {
          text++;
          continue;
        }

      gunichar character = g_utf8_get_char_validated (text, end - text);
      gboolean is_character = character < 0x110000;
      const char *next = is_character && byte != 0 ? g_utf8_next_char (text) : text + 1;

      if (byte == 0)
        character = 0;
      if ((byte == 0 || is_character) && !is_unsafe (character))
        {
          text = next;
          continue;
        }
      g_string_append_len (out, run, text - run);
      if (byte == 0 || is_character)
        g_string_append_printf (out, "\\u{%X}", character);
      else
        g_string_append_printf (out, "\\x{%02X}", byte);
      run = text = next;
    }
  g_string_append_len (out, run, text - run);
}
