/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "base/arena.h"

#include <string.h>

static gboolean
is_zero (const char *bytes, gsize size)
{
  for (gsize i = 0; i < size; i++)
    if (bytes[i] != 0)
      return FALSE;
  return TRUE;
}

static void
test_alloc (void)
{
  static const gsize sizes[] = { 0, 1, 15, 16, 17, 4096, 8000, 8192, 100000, 3000000, 1 };
  g_autoptr (EquateArena) arena = equate_arena_new ();
  char *memory[G_N_ELEMENTS (sizes)];

  g_assert_cmpuint (equate_arena_get_size (arena), ==, 0);
  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      memory[i] = equate_arena_alloc (arena, sizes[i]);
      g_assert_nonnull (memory[i]);
      g_assert_cmpuint ((guintptr) memory[i] % 16, ==, 0);
      g_assert_true (is_zero (memory[i], sizes[i]));
      memset (memory[i], (int) i + 1, sizes[i]);
    }
  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    for (gsize j = 0; j < sizes[i]; j++)
      g_assert_cmpint (memory[i][j], ==, i + 1);
  g_assert_cmpuint (equate_arena_get_size (arena), >=, 3000000 + 100000);
}

static void
test_texts (void)
{
  g_autoptr (EquateArena) arena = equate_arena_new ();
  const char unended[] = { 'E', 'T', '1' };
  char *copies[3000];

  g_assert_cmpstr (equate_arena_strndup (arena, unended, 3), ==, "ET1");
  g_assert_cmpstr (equate_arena_strndup (arena, NULL, 0), ==, "");
  g_assert_cmpstr (equate_arena_strdup (arena, ""), ==, "");
  g_assert_cmpstr (equate_arena_strdup (arena, "工程"), ==, "工程");
  g_assert_null (equate_arena_strdup (arena, NULL));
  g_assert_cmpmem (equate_arena_strndup (arena, "a\0b", 3), 4, "a\0b", 4);

  /* Texts and records share the blocks from both ends. */
  for (guint i = 0; i < G_N_ELEMENTS (copies); i++)
    {
      g_autofree char *text = g_strdup_printf ("course %u", i);
      copies[i] = equate_arena_strdup (arena, text);
      memset (equate_arena_alloc (arena, i % 50), 0xff, i % 50);
    }
  for (guint i = 0; i < G_N_ELEMENTS (copies); i++)
    {
      g_autofree char *text = g_strdup_printf ("course %u", i);
      g_assert_cmpstr (copies[i], ==, text);
    }
}

static void
test_copy (void)
{
  g_autoptr (EquateArena) arena = equate_arena_new ();
  const guint numbers[] = { 3, 1, 2 };
  const guint *copy = equate_arena_copy (arena, numbers, sizeof (guint), 3);

  g_assert_true (copy != numbers);
  g_assert_cmpmem (copy, sizeof (numbers), numbers, sizeof (numbers));
  g_assert_null (equate_arena_copy (arena, numbers, sizeof (guint), 0));
  g_assert_null (equate_arena_copy (arena, NULL, sizeof (guint), 0));

  EquateArena **record = equate_arena_new0 (arena, EquateArena *);
  g_assert_null (*record);
}

static void
take_record (EquateArena *arena, guint seed)
{
  static const gsize sizes[] = { 40, 9000, 500, 200000, 16, 60000 };

  for (guint i = 0; i < 60; i++)
    {
      const gsize size = sizes[(i * seed + seed) % G_N_ELEMENTS (sizes)];
      char *memory = equate_arena_alloc (arena, size);
      g_assert_true (is_zero (memory, size));
      memset (memory, 0x55, size);
      equate_arena_strdup (arena, "text");
    }
}

static void
test_reset (void)
{
  g_autoptr (EquateArena) arena = equate_arena_new ();

  equate_arena_reset (arena);
  for (guint i = 0; i < 50; i++)
    {
      take_record (arena, i);
      equate_arena_reset (arena);
    }

  /* The same records again must find room in what is held. */
  const gsize held = equate_arena_get_size (arena);
  for (guint i = 0; i < 50; i++)
    {
      take_record (arena, i);
      equate_arena_reset (arena);
    }
  g_assert_cmpuint (equate_arena_get_size (arena), ==, held);
}

static void
test_absurd (void)
{
  if (g_test_subprocess ())
    {
      g_autoptr (EquateArena) arena = equate_arena_new ();
      equate_arena_copy (arena, "", G_MAXSIZE / 2, 3);
      return;
    }
  g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_DEFAULT);
  g_test_trap_assert_failed ();
  g_test_trap_assert_stderr ("*bytes of memory are asked for*");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/arena/alloc", test_alloc);
  g_test_add_func ("/arena/texts", test_texts);
  g_test_add_func ("/arena/copy", test_copy);
  g_test_add_func ("/arena/reset", test_reset);
  g_test_add_func ("/arena/absurd-size", test_absurd);
  equate_arena_free (NULL);
  return g_test_run ();
}
