/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "compile/snapshot-format.h"

#include <xxhash.h>

/* The parts cover the file without gap or overlap, whatever its size. */
static void
test_parts (void)
{
  const guint64 sizes[] = { sizeof (EquateSnapshotHeader), 4096, 4096 + 7 * 64, 1 << 20 };

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_assert_cmpuint (equate_snapshot_part (sizes[i], 0), ==, EQUATE_SNAPSHOT_CHECKED);
      for (guint part = 0; part < EQUATE_SNAPSHOT_PARTS; part++)
        g_assert_cmpuint (equate_snapshot_part (sizes[i], part), <=,
                          equate_snapshot_part (sizes[i], part + 1));
      g_assert_cmpuint (equate_snapshot_part (sizes[i], EQUATE_SNAPSHOT_PARTS), ==, sizes[i]);
    }
}

static void
test_align (void)
{
  g_assert_cmpuint (equate_snapshot_align (0), ==, 0);
  g_assert_cmpuint (equate_snapshot_align (1), ==, EQUATE_SNAPSHOT_ALIGNMENT);
  g_assert_cmpuint (equate_snapshot_align (EQUATE_SNAPSHOT_ALIGNMENT), ==,
                    EQUATE_SNAPSHOT_ALIGNMENT);
}

static void
test_records (void)
{
  g_assert_cmpuint (equate_snapshot_record_size (EQUATE_SECTION_strings), ==, 1);
  g_assert_cmpuint (equate_snapshot_record_size (EQUATE_SECTION_rules), ==,
                    sizeof (EquateCompiledRule));
  g_assert_cmpuint (equate_snapshot_record_size (EQUATE_SECTION_gradings), ==,
                    sizeof (EquateSnapshotGrading));
  for (guint i = 0; i < EQUATE_N_SECTIONS; i++)
    g_assert_cmpuint (equate_snapshot_record_size (i), <=, EQUATE_SNAPSHOT_ALIGNMENT * 4);
  g_assert_cmpuint (equate_snapshot_get_maker (), ==, equate_snapshot_get_maker ());
}

static void
test_stamps (void)
{
  g_autoptr (GArray) files = g_array_new (FALSE, FALSE, sizeof (EquateListedFile));
  EquateFileList list = { .taken = 5, .files = files };
  EquateListedFile file = { "a.yaml", { 1, 2, 3, 4 } };

  g_array_append_val (files, file);

  g_autoptr (GByteArray) bytes = equate_snapshot_make_stamps (&list);
  const EquateSnapshotStamps *head = (const EquateSnapshotStamps *) (gpointer) bytes->data;
  const EquateFileStamp *stamp = (const EquateFileStamp *) (head + 1);

  g_assert_cmpuint (bytes->len, ==, sizeof *head + sizeof *stamp);
  g_assert_cmpint (head->taken, ==, 5);
  g_assert_cmpuint (stamp->size, ==, 1);
  g_assert_cmpint (stamp->changed, ==, 2);
  g_assert_cmpuint (stamp->inode, ==, 3);
  g_assert_cmpuint (stamp->device, ==, 4);
  g_assert_cmpuint (head->checksum, ==, XXH3_64bits (&head->taken, bytes->len - 8));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/snapshot-format/parts", test_parts);
  g_test_add_func ("/snapshot-format/align", test_align);
  g_test_add_func ("/snapshot-format/records", test_records);
  g_test_add_func ("/snapshot-format/stamps", test_stamps);
  return g_test_run ();
}
