/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "batch/block.h"

#include <string.h>

/* A block that was used is as good as a new one. */
static void
test_reset (void)
{
  g_autoptr (EquateBlock) block = equate_block_new ();
  EquateBlockPiece piece = { .number = 7 };
  const guint which = 0;
  EquateBlockFault fault = { 7, equate_source_new_static ("s", "x", 1, 1),
                             equate_diagnostic_list_new () };

  equate_block_reserve (block, 3);
  memcpy (block->data, "abc", 4);
  block->used = 3;
  block->ends_open = TRUE;
  block->counts.records = 1;
  g_array_append_val (block->pieces, piece);
  g_array_append_val (block->rejects, which);
  g_array_append_val (block->faults, fault);
  g_string_append (block->findings, "said");
  equate_block_reset (block);
  g_assert_cmpuint (block->used, ==, 0);
  g_assert_cmpuint (block->pieces->len, ==, 0);
  g_assert_cmpuint (block->rejects->len, ==, 0);
  g_assert_cmpuint (block->faults->len, ==, 0);
  g_assert_cmpuint (block->findings->len, ==, 0);
  g_assert_cmpuint (block->counts.records, ==, 0);
  g_assert_false (block->ends_open);
}

/* Room grows and never shrinks; the bytes stay. */
static void
test_reserve (void)
{
  g_autoptr (EquateBlock) block = equate_block_new ();

  equate_block_reserve (block, 3);
  memcpy (block->data, "abc", 4);
  equate_block_reserve (block, 100000);
  g_assert_cmpstr (block->data, ==, "abc");
  block->data[100000] = '\0';
  equate_block_reserve (block, 10);
  g_assert_cmpuint (block->room, ==, 100000);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/block/reset", test_reset);
  g_test_add_func ("/block/reserve", test_reserve);
  return g_test_run ();
}
