/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * A workspace in a folder, its snapshot as bytes, and bytes opened as a snapshot.
 */
#pragma once

#include <sys/mman.h>
#include <unistd.h>

#include "compile/snapshot-format.h"
#include "compile/snapshot-write.h"
#include "compile/snapshot.h"
#include "compiling.h"

typedef struct
{
  char *folder;                      /* owned: the workspace */
  EquateFileList *list;              /* owned */
  EquateWorkspace *workspace;        /* owned */
  EquateDiagnosticList *diagnostics; /* owned */
  EquateRuleset *ruleset;            /* owned */
} World;

#define WORLD_RULES                                                                                \
  "  - {id: one, take: {course: A1, min-grade: '60'}, give: T1}\n"                                 \
  "  - {id: two, take: {n-of: 2, from: [A2, {match: 'A[34]', max-age: 9 years}, {title: Draw}]}, " \
  "give: [T2, {elective: free, credits: 2}], unless: {total-credits: 50, from: {match: '.*'}}, "   \
  "priority: 3, times: 2, programmes: [ee]}\n"                                                     \
  "  - {id: three, take: {any-of: [{tag: core}, {all-of: [A5, {isced: '07'}]}]}, give: "           \
  "{one-of: [T3, {waive: T2}]}, valid: {from: 2020-01-01}}\n"                                      \
  "  - {id: four, deny: [A7, {title: Ski}], because: no sport}\n"
#define WORLD_TERMS                                                                                \
  "grades: cn-pl\nlimits: [{id: all, credits: 60}, {id: half, share: 1/2}]\n"                      \
  "credits: {rate: 3/2, round: {step: 0.5, mode: half-up}, shortfall: {at-most: 10%, otherwise: "  \
  "{elective: free, credits: converted}}}\n"
#define WORLD_TEXT                                                                                 \
  WORLD AGREEMENT (WORLD_TERMS, WORLD_RULES) "---\nequate: agreement/1\nid: base\nstatus: "        \
                                             "draft\nrules:\n  - {id: x, take: A1, give: Z1}\n"

static inline void
world_read (World *world)
{
  g_autoptr (GError) error = NULL;

  world->list = equate_file_list_new (world->folder, &error);
  g_assert_no_error (error);
  world->diagnostics = equate_diagnostic_list_new ();
  world->workspace = equate_workspace_load (world->folder, 0, world->diagnostics, &error);
  g_assert_no_error (error);
  world->ruleset = equate_ruleset_new (world->workspace, world->diagnostics);
  g_assert_cmpuint (equate_diagnostic_list_count (world->diagnostics, EQUATE_SEVERITY_ERROR), ==,
                    0);
}

static inline void
world_write (const World *world, const char *relative, const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = g_build_filename (world->folder, relative, NULL);
  g_autofree char *parent = g_path_get_dirname (path);

  g_assert_cmpint (g_mkdir_with_parents (parent, 0700), ==, 0);
  g_file_set_contents (path, text, -1, &error);
  g_assert_no_error (error);
}

static inline void
world_remove (const World *world, const char *relative)
{
  g_autofree char *path = g_build_filename (world->folder, relative, NULL);

  g_assert_cmpint (g_remove (path), ==, 0);
}

static inline World *
world_new (const char *text)
{
  g_autoptr (GError) error = NULL;
  World *world = g_new0 (World, 1);

  world->folder = g_dir_make_tmp ("equate-snapshot-XXXXXX", &error);
  g_assert_no_error (error);
  world_write (world, "rules/test.yaml", text);
  world_read (world);
  return world;
}

static inline void
world_free (World *world)
{
  world_remove (world, "rules/test.yaml");
  world_remove (world, "rules");
  g_assert_cmpint (g_rmdir (world->folder), ==, 0);
  equate_ruleset_free (world->ruleset);
  equate_diagnostic_list_free (world->diagnostics);
  equate_workspace_free (world->workspace);
  equate_file_list_free (world->list);
  g_free (world->folder);
  g_free (world);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (World, world_free)

static inline gboolean
append_bytes (const char *bytes, gsize length, gpointer data, GError **error)
{
  g_byte_array_append (data, (const guint8 *) bytes, (guint) length);
  return TRUE;
}

static inline GByteArray *
world_snap (const World *world)
{
  g_autoptr (GError) error = NULL;
  GByteArray *bytes = g_byte_array_new ();

  equate_snapshot_write (world->ruleset, world->workspace, world->list, append_bytes, bytes,
                         &error);
  g_assert_no_error (error);
  return bytes;
}

static inline EquateSnapshot *
open_bytes (gconstpointer bytes, gsize length)
{
  int fd = memfd_create ("snapshot", MFD_CLOEXEC);

  g_assert_cmpint (fd, >=, 0);
  g_assert_cmpint (write (fd, bytes, length), ==, (gssize) length);

  EquateSnapshot *snapshot = equate_snapshot_open (fd);

  close (fd);
  return snapshot;
}

static inline EquateRuleset *
open_ruleset (gconstpointer bytes, gsize length)
{
  EquateSnapshot *snapshot = open_bytes (bytes, length);

  return snapshot != NULL ? equate_snapshot_get_ruleset (snapshot) : NULL;
}
