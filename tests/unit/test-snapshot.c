/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "compile/ruleset-text.h"
#include "snapping.h"

/* All that a ruleset says: its agreements as text, and what is looked up beside them. */
static char *
show (const EquateRuleset *ruleset)
{
  GString *text = g_string_new (ruleset->digest);

  for (guint32 i = 0; i < ruleset->n_agreements; i++)
    equate_ruleset_append_agreement (ruleset, i, text);
  for (guint32 i = 0; i < ruleset->n_editions; i++)
    g_string_append_printf (text, "%s %" G_GINT64_FORMAT "\n",
                            equate_ruleset_get_title (ruleset, i), ruleset->editions[i].credits);
  for (guint i = 0; i < equate_gradebook_get_n_conversions (ruleset->gradebook); i++)
    {
      const EquateConversion *conversion = equate_gradebook_get_conversion (ruleset->gradebook, i);

      g_string_append_printf (
          text, "%s %s:%u\n", conversion->id.text,
          equate_source_get_name (conversion->id.span.source),
          equate_source_get_position (conversion->id.span.source, conversion->id.span.offset).line);
    }
  g_string_append_printf (text, "%u %u %u\n",
                          equate_ruleset_find_course (
                              ruleset, equate_ruleset_find_institution (ruleset, "alpha"), "OLD1"),
                          equate_ruleset_find_agreement (ruleset, 0, 1, NULL, date ("2025-02-01")),
                          equate_ruleset_find_institution (ruleset, "nobody"));
  return g_string_free (text, FALSE);
}

static void
test_same (void)
{
  g_autoptr (World) world = world_new (WORLD_TEXT);
  g_autoptr (GByteArray) bytes = world_snap (world);
  g_autoptr (EquateRuleset) ruleset = open_ruleset (bytes->data, bytes->len);

  g_assert_nonnull (ruleset);

  g_autofree char *found = show (ruleset);
  g_autofree char *expected = show (world->ruleset);

  g_assert_cmpstr (found, ==, expected);
}

/* A workspace without anything has a snapshot as well. */
static void
test_empty (void)
{
  g_autoptr (World) world = world_new ("# nothing\n");
  g_autoptr (GByteArray) bytes = world_snap (world);
  g_autoptr (EquateRuleset) ruleset = open_ruleset (bytes->data, bytes->len);

  g_assert_nonnull (ruleset);
  g_assert_cmpuint (ruleset->n_rules, ==, 0);
  g_assert_cmpstr (ruleset->digest, ==, world->ruleset->digest);
}

/* Whichever bit is damaged, and wherever the file ends, nothing is made of it. */
static void
test_damage (void)
{
  g_autoptr (World) world = world_new (WORLD_TEXT);
  g_autoptr (GByteArray) bytes = world_snap (world);
  gsize size = ((EquateSnapshotHeader *) (gpointer) bytes->data)->size;

  for (gsize i = 0; i < size; i++)
    {
      bytes->data[i] ^= (guint8) (1 << (i % 8));
      g_assert_null (open_ruleset (bytes->data, bytes->len));
      bytes->data[i] ^= (guint8) (1 << (i % 8));
    }
  for (gsize length = 0; length < bytes->len; length += 7)
    g_assert_null (open_bytes (bytes->data, length));
  g_byte_array_append (bytes, (const guint8 *) "", 1);
  g_assert_null (open_bytes (bytes->data, bytes->len));
}

/* A file that was changed just before it was looked at is read, the others are believed. */
static void
test_stamps (void)
{
  g_autoptr (World) world = world_new (WORLD_TEXT);
  EquateListedFile *file = &g_array_index (world->list->files, EquateListedFile, 0);
  const gint64 second = 1000000000;

  file->stamp.changed = world->list->taken - second;
  g_autoptr (GByteArray) early = world_snap (world);
  file->stamp.changed = world->list->taken - 3 * second;
  g_autoptr (GByteArray) settled = world_snap (world);
  g_autoptr (EquateSnapshot) snapshot = open_bytes (settled->data, settled->len);
  g_autoptr (EquateSnapshot) doubtful = NULL;

  g_assert_true (equate_snapshot_has_stamps (snapshot, world->list));
  g_assert_true (equate_snapshot_has_contents (snapshot, world->list));
  g_assert_cmpstr (equate_snapshot_get_workspace (snapshot), ==, world->folder);
  g_assert_cmpint (equate_snapshot_get_made (snapshot), >=, world->list->taken);
  doubtful = open_bytes (early->data, early->len);
  g_assert_false (equate_snapshot_has_stamps (doubtful, world->list));

  const EquateFileStamp stamp = file->stamp;

  file->stamp.size++;
  g_assert_false (equate_snapshot_has_stamps (snapshot, world->list));
  file->stamp = stamp;
  file->stamp.changed++;
  g_assert_false (equate_snapshot_has_stamps (snapshot, world->list));
  file->stamp = stamp;
  file->stamp.inode++;
  g_assert_false (equate_snapshot_has_stamps (snapshot, world->list));
  file->stamp = stamp;
  file->stamp.device++;
  g_assert_false (equate_snapshot_has_stamps (snapshot, world->list));
}

static void
assert_contents (const World *world, const EquateSnapshot *snapshot, gboolean expected)
{
  g_autoptr (EquateFileList) list = equate_file_list_new (world->folder, NULL);

  g_assert_cmpint (equate_snapshot_has_contents (snapshot, list), ==, expected);
  if (!expected)
    g_assert_false (equate_snapshot_has_stamps (snapshot, list));
}

static void
test_contents (void)
{
  g_autoptr (World) world = world_new (WORLD_TEXT);
  g_autoptr (GByteArray) bytes = world_snap (world);
  g_autoptr (EquateSnapshot) snapshot = open_bytes (bytes->data, bytes->len);
  g_autofree char *other = g_strdup (WORLD_TEXT);

  assert_contents (world, snapshot, TRUE);
  other[strlen (other) - 2] = ' ';
  world_write (world, "rules/test.yaml", other);
  assert_contents (world, snapshot, FALSE);
  world_write (world, "rules/test.yaml", WORLD_TEXT);
  assert_contents (world, snapshot, TRUE);
  world_write (world, "rules/more.yaml", "");
  assert_contents (world, snapshot, FALSE);
  world_remove (world, "rules/more.yaml");
  assert_contents (world, snapshot, TRUE);
}

/* The stamps of today take the place of those that no longer fit, in the file. */
static void
test_restamp (void)
{
  g_autoptr (World) world = world_new (WORLD_TEXT);
  g_autoptr (GByteArray) bytes = world_snap (world);
  int fd = memfd_create ("snapshot", MFD_CLOEXEC);

  g_assert_cmpint (write (fd, bytes->data, bytes->len), ==, (gssize) bytes->len);
  g_array_index (world->list->files, EquateListedFile, 0).stamp.changed = 1;

  g_autoptr (EquateSnapshot) before = equate_snapshot_open (fd);

  g_assert_false (equate_snapshot_has_stamps (before, world->list));
  equate_snapshot_restamp (before, fd, world->list);

  g_autoptr (EquateSnapshot) after = equate_snapshot_open (fd);

  g_assert_true (equate_snapshot_has_stamps (after, world->list));
  g_assert_cmpint (pwrite (fd, "damaged", 7, (off_t) bytes->len - 20), ==, 7);

  g_autoptr (EquateSnapshot) damaged = equate_snapshot_open (fd);

  g_assert_false (equate_snapshot_has_stamps (damaged, world->list));
  g_assert_true (equate_snapshot_has_contents (damaged, world->list));
  close (fd);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/snapshot/same", test_same);
  g_test_add_func ("/snapshot/empty", test_empty);
  g_test_add_func ("/snapshot/damage", test_damage);
  g_test_add_func ("/snapshot/stamps", test_stamps);
  g_test_add_func ("/snapshot/contents", test_contents);
  g_test_add_func ("/snapshot/restamp", test_restamp);
  return g_test_run ();
}
