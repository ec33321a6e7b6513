/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "decide/selection-memo.h"

#include <string.h>
#include <xxhash.h>

typedef struct
{
  guint64 hash;
  guint32 offset; /* of the place in bytes */
  guint32 length; /* 0: a free slot */
  guint32 value;  /* index of the value */
} Slot;

struct _EquateSelectionMemo
{
  guint n_levels;
  guint most;
  guint n_used;
  Slot *slots; /* owned; a power of two */
  guint n_slots;
  GByteArray *bytes; /* owned: the places */
  GArray *values;    /* owned: gint64, n_levels each */
};

EquateSelectionMemo *
equate_selection_memo_new (guint n_levels, guint most)
{
  EquateSelectionMemo *memo = g_new0 (EquateSelectionMemo, 1);
  memo->n_levels = n_levels;
  memo->most = most;
  memo->n_slots = 16;
  while (memo->n_slots < most * 2)
    memo->n_slots *= 2;
  memo->slots = g_new0 (Slot, memo->n_slots);
  memo->bytes = g_byte_array_new ();
  memo->values = g_array_new (FALSE, FALSE, sizeof (gint64));
  return memo;
}

void
equate_selection_memo_free (EquateSelectionMemo *memo)
{
  g_free (memo->slots);
  g_byte_array_unref (memo->bytes);
  g_array_unref (memo->values);
  g_free (memo);
}

static Slot *
find_slot (EquateSelectionMemo *memo, const GByteArray *place, guint64 hash)
{
  guint mask = memo->n_slots - 1;
  guint i = (guint) hash & mask;
  while (memo->slots[i].length != 0
         && (memo->slots[i].hash != hash || memo->slots[i].length != place->len
             || memcmp (memo->bytes->data + memo->slots[i].offset, place->data, place->len) != 0))
    i = (i + 1) & mask;
  return &memo->slots[i];
}

static int
compare (const gint64 *a, const gint64 *b, guint n)
{
  for (guint i = 0; i < n; i++)
    if (a[i] != b[i])
      return a[i] < b[i] ? -1 : 1;
  return 0;
}

gboolean
equate_selection_memo_visit (EquateSelectionMemo *memo, const GByteArray *place,
                             const gint64 *value)
{
  guint64 hash = XXH3_64bits (place->data, place->len);
  Slot *slot = find_slot (memo, place, hash);
  if (slot->length != 0)
    {
      gint64 *known = &g_array_index (memo->values, gint64, slot->value * memo->n_levels);
      if (compare (value, known, memo->n_levels) <= 0)
        return FALSE;
      memcpy (known, value, memo->n_levels * sizeof *known);
      return TRUE;
    }
  if (memo->n_used == memo->most)
    return TRUE;
  *slot = (Slot){ hash, memo->bytes->len, place->len, memo->n_used++ };
  g_byte_array_append (memo->bytes, place->data, place->len);
  g_array_append_vals (memo->values, value, memo->n_levels);
  return TRUE;
}
