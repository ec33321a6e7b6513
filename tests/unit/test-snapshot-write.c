/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "compile/snapshot-write.h"

#include "snapping.h"

/* Two of the same workspace differ in nothing but when they were made. */
static void
test_same_bytes (void)
{
  g_autoptr (World) world = world_new (WORLD_TEXT);
  g_autoptr (GByteArray) first = world_snap (world);
  g_autoptr (GByteArray) second = world_snap (world);
  EquateSnapshotHeader *left = (EquateSnapshotHeader *) (gpointer) first->data;
  EquateSnapshotHeader *right = (EquateSnapshotHeader *) (gpointer) second->data;

  g_assert_cmpint (left->made, <=, right->made);
  right->made = left->made;
  memcpy (right->checksums, left->checksums, sizeof left->checksums);
  g_assert_cmpmem (first->data, first->len, second->data, second->len);
}

/* Only what holds scales or conversions is kept as it was written. */
static void
test_gradings (void)
{
  g_autoptr (World) world = world_new (GRADING);

  world_write (world, "rules/other.yaml", "# no documents\n");

  g_autoptr (EquateFileList) list = equate_file_list_new (world->folder, NULL);
  g_autoptr (EquateWorkspace) workspace
      = equate_workspace_load (world->folder, 0, world->diagnostics, NULL);
  g_autoptr (EquateRuleset) ruleset = equate_ruleset_new (workspace, world->diagnostics);
  g_autoptr (GByteArray) bytes = g_byte_array_new ();

  g_assert_true (equate_snapshot_write (ruleset, workspace, list, append_bytes, bytes, NULL));

  const EquateSnapshotHeader *header = (const EquateSnapshotHeader *) (gpointer) bytes->data;
  const EquateSnapshotGrading *grading
      = (const EquateSnapshotGrading
             *) (gpointer) (bytes->data + header->sections[EQUATE_SECTION_gradings].offset);

  g_assert_cmpuint (header->sections[EQUATE_SECTION_files].count, ==, 2);
  g_assert_cmpuint (header->sections[EQUATE_SECTION_gradings].count, ==, 1);
  g_assert_cmpuint (grading->file, ==, 1);
  g_assert_cmpmem (bytes->data + header->sections[EQUATE_SECTION_texts].offset + grading->text,
                   grading->length, GRADING, strlen (GRADING));
  world_remove (world, "rules/other.yaml");
}

static void
assert_refused (const World *world, const EquateFileList *list)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  g_autoptr (GError) error = NULL;

  g_assert_false (
      equate_snapshot_write (world->ruleset, world->workspace, list, append_bytes, bytes, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_BUSY);
  g_assert_cmpuint (bytes->len, ==, 0);
}

/* What was read is not what was listed: nothing is written. */
static void
test_changed (void)
{
  g_autoptr (World) world = world_new (WORLD_TEXT);

  world_write (world, "rules/test.yaml", WORLD_TEXT "# more\n");
  g_autoptr (EquateFileList) longer = equate_file_list_new (world->folder, NULL);
  assert_refused (world, longer);
  world_write (world, "rules/test.yaml", WORLD_TEXT);
  world_write (world, "rules/more.yaml", "");
  g_autoptr (EquateFileList) more = equate_file_list_new (world->folder, NULL);
  assert_refused (world, more);
  world_remove (world, "rules/test.yaml");
  world_remove (world, "rules/more.yaml");
  world_write (world, "rules/test2.yaml", WORLD_TEXT);
  g_autoptr (EquateFileList) other = equate_file_list_new (world->folder, NULL);
  assert_refused (world, other);
  world_remove (world, "rules/test2.yaml");
  world_write (world, "rules/test.yaml", WORLD_TEXT);
}

typedef struct
{
  guint left; /* calls that succeed */
  guint n_calls;
} Disk;

static gboolean
fill (const char *bytes, gsize length, gpointer data, GError **error)
{
  Disk *disk = data;

  disk->n_calls++;
  if (disk->left-- > 0)
    return TRUE;
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE, "full");
  return FALSE;
}

/* The first refusal ends it, wherever it comes. */
static void
test_full (void)
{
  g_autoptr (World) world = world_new (WORLD_TEXT);
  Disk endless = { G_MAXUINT, 0 };

  g_assert_true (
      equate_snapshot_write (world->ruleset, world->workspace, world->list, fill, &endless, NULL));
  g_assert_cmpuint (endless.n_calls, >, 20);
  for (guint left = 0; left < endless.n_calls; left++)
    {
      Disk disk = { left, 0 };
      g_autoptr (GError) error = NULL;

      g_assert_false (equate_snapshot_write (world->ruleset, world->workspace, world->list, fill,
                                             &disk, &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE);
      g_assert_cmpuint (disk.n_calls, ==, left + 1);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/snapshot-write/same bytes", test_same_bytes);
  g_test_add_func ("/snapshot-write/gradings", test_gradings);
  g_test_add_func ("/snapshot-write/changed", test_changed);
  g_test_add_func ("/snapshot-write/full", test_full);
  return g_test_run ();
}
