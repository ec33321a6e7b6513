/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "decide/selection-memo.h"

#include <string.h>

static gboolean
visit (EquateSelectionMemo *memo, const char *place, gint64 first, gint64 second)
{
  const gint64 value[] = { first, second };
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  g_byte_array_append (bytes, (const guint8 *) place, (guint) strlen (place) + 1);
  return equate_selection_memo_visit (memo, bytes, value);
}

/* Only what is worth more than before is followed again. */
static void
test_values (void)
{
  static const struct
  {
    const char *place;
    gint64 first;
    gint64 second;
    gboolean new;
  } rows[] = {
    { "a", 5, 0, TRUE },  { "a", 5, 0, FALSE }, { "a", 4, 9, FALSE }, { "b", 1, 0, TRUE },
    { "a", 5, 1, TRUE },  { "a", 5, 0, FALSE }, { "a", 6, -9, TRUE }, { "a", 5, 1, FALSE },
    { "ab", 0, 0, TRUE }, { "", 0, 0, TRUE },   { "b", 1, 0, FALSE },
  };
  g_autoptr (EquateSelectionMemo) memo = equate_selection_memo_new (2, 100);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    g_assert_cmpint (visit (memo, rows[i].place, rows[i].first, rows[i].second), ==, rows[i].new);
}

/* A full memo forgets nothing, and takes what it cannot keep for new. */
static void
test_most (void)
{
  g_autoptr (EquateSelectionMemo) memo = equate_selection_memo_new (2, 50);

  for (guint round = 0; round < 2; round++)
    for (guint i = 0; i < 200; i++)
      {
        g_autofree char *place = g_strdup_printf ("place %u", i);
        g_assert_cmpint (visit (memo, place, 1, 1), ==, round == 0 || i >= 50);
      }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/selection-memo/values", test_values);
  g_test_add_func ("/selection-memo/most", test_most);
  return g_test_run ();
}
