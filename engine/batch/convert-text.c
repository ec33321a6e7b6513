/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "batch/convert-text.h"

#include <errno.h>

#define NO_CHARACTER '\xff'

static const char *const names[] = { "UTF-8", "GB18030", "CP1250" };

const char *
equate_encoding_get_name (EquateEncoding encoding)
{
  return names[encoding];
}

GString *
equate_text_convert (EquateEncoding encoding, const char *bytes, gsize length, gssize *bad)
{
  GIConv converter = g_iconv_open ("UTF-8", names[encoding]);
  GString *text = g_string_sized_new (2 * length + 8);
  char *from = (char *) bytes; /* only iconv's type wants it to be changed */
  gsize left = length;

  g_assert (converter != (GIConv) -1);
  *bad = -1;
  while (left > 0)
    {
      gsize used = text->len;
      gsize room;
      char *to;

      g_string_set_size (text, used + 2 * left + 8);
      to = text->str + used;
      room = 2 * left + 8;
      gboolean is_done = g_iconv (converter, &from, &left, &to, &room) != (gsize) -1;
      int number = errno;
      g_string_truncate (text, (gsize) (to - text->str));
      if (is_done || number == E2BIG)
        continue;
      *bad = *bad < 0 ? from - bytes : *bad;
      g_string_append_c (text, NO_CHARACTER);
      from++;
      left--;
    }
  g_iconv_close (converter);
  return text;
}
