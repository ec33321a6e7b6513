/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "batch/line-input.h"

#include <string.h>

#define CHUNK ((gsize) 64 * 1024)

struct _EquateLineInput
{
  EquateByteInput *bytes; /* owned */
  char *data;             /* owned */
  gsize room;
  gsize place; /* in data: of the next line */
  gsize used;  /* in data */
  gboolean at_end;
};

EquateLineInput *
equate_line_input_open (const char *path, GError **error)
{
  EquateByteInput *bytes = equate_byte_input_open (path, error);
  EquateLineInput *input;

  if (!bytes)
    return NULL;
  input = g_new0 (EquateLineInput, 1);
  input->bytes = bytes;
  return input;
}

void
equate_line_input_free (EquateLineInput *input)
{
  if (!input)
    return;
  equate_byte_input_free (input->bytes);
  g_free (input->data);
  g_free (input);
}

const char *
equate_line_input_get_name (const EquateLineInput *input)
{
  return equate_byte_input_get_name (input->bytes);
}

/* More bytes behind those that are left. */
static gboolean
refill (EquateLineInput *input, GError **error)
{
  gssize count;

  input->used -= input->place;
  if (input->used > 0)
    memmove (input->data, input->data + input->place, input->used);
  input->place = 0;
  if (input->room - input->used < CHUNK)
    {
      input->room = MAX (2 * input->used, CHUNK) + CHUNK;
      input->data = g_realloc (input->data, input->room);
    }
  count = equate_byte_input_read (input->bytes, input->data + input->used, CHUNK, NULL, error);
  if (count < 0)
    return FALSE;
  input->used += (gsize) count;
  input->at_end = (gsize) count < CHUNK;
  return TRUE;
}

const char *
equate_line_input_next (EquateLineInput *input, gsize *length, gboolean *is_ended, GError **error)
{
  gsize looked = 0;

  for (;;)
    {
      gsize left = input->used - input->place;
      const char *line = input->data + input->place;
      const char *newline = left > looked ? memchr (line + looked, '\n', left - looked) : NULL;

      if (newline || (input->at_end && left > 0))
        {
          *length = newline ? (gsize) (newline - line) : left;
          *is_ended = newline != NULL;
          input->place += *length + (newline ? 1 : 0);
          return line;
        }
      if (input->at_end || !refill (input, error))
        return NULL;
      looked = left;
    }
}
