/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "batch/block-queue.h"

#include "batching.h"

#define N_BLOCKS 200u

static void
fill (EquateBlock *block, EquateBatchFile *file, guint number)
{
  g_autofree char *text = g_strdup_printf (GOOD ("S-%u"), number);
  EquateBlockPiece piece = { .number = number };

  equate_block_reset (block);
  equate_block_reserve (block, strlen (text));
  strcpy (block->data, text);
  block->used = strlen (text);
  block->file = file;
  piece.piece = (EquatePiece){ .length = block->used,
                               .origin = { 0, number, 1 },
                               .is_first = TRUE,
                               .is_last = TRUE };
  g_array_append_val (block->pieces, piece);
}

/* However many threads there are, blocks come out as they were put in, each worked on once. */
static void
test_order (Folder *folder, gconstpointer data)
{
  static const guint jobs[] = { 1, 2, 3, 8 };
  EquateBatchSettings settings = make_settings (folder);
  char name[] = "in.jsonl";
  EquateBatchFile file = { .name = name, .format = EQUATE_FORMAT_JSONL };

  for (guint j = 0; j < G_N_ELEMENTS (jobs); j++)
    {
      g_autoptr (EquateBlockQueue) queue = equate_block_queue_new (&settings.work, jobs[j]);
      guint put = 0, taken = 0;

      g_assert_null (equate_block_queue_take (queue));
      while (taken < N_BLOCKS)
        {
          EquateBlock *block = put < N_BLOCKS ? equate_block_queue_get_room (queue) : NULL;

          if (block)
            {
              fill (block, &file, ++put);
              equate_block_queue_put (queue);
              continue;
            }
          block = equate_block_queue_take (queue);
          g_assert_nonnull (block);
          g_autofree char *row = g_strdup_printf ("S-%u,", ++taken);
          g_assert_true (g_str_has_prefix (block->decisions.text->str, row));
          g_assert_cmpuint (block->decisions.n_decisions, ==, 1);
        }
      g_assert_null (equate_block_queue_take (queue));
    }
}

/* A queue may be given up with blocks in it. */
static void
test_given_up (Folder *folder, gconstpointer data)
{
  EquateBatchSettings settings = make_settings (folder);
  char name[] = "in.jsonl";
  EquateBatchFile file = { .name = name, .format = EQUATE_FORMAT_JSONL };

  for (guint jobs = 1; jobs < 4; jobs++)
    {
      g_autoptr (EquateBlockQueue) queue = equate_block_queue_new (&settings.work, jobs);
      EquateBlock *block;

      while ((block = equate_block_queue_get_room (queue)))
        {
          fill (block, &file, 1);
          equate_block_queue_put (queue);
        }
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/block-queue/order", test_order);
  ADD ("/block-queue/given-up", test_given_up);
  return g_test_run ();
}
