/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "compile/ruleset-load.h"

#include <sched.h>

#include "compiling.h"

#define N_FILES 40u
#define N_RULES 60u

static void
write_file (const char *folder, const char *name, const char *text)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autofree char *parent = g_path_get_dirname (path);
  g_autoptr (GError) error = NULL;
  g_assert_cmpint (g_mkdir_with_parents (parent, 0755), ==, 0);
  g_file_set_contents (path, text, -1, &error);
  g_assert_no_error (error);
}

/* So many bytes that two threads pay. Each agreement is in force for a year of its own. */
static void
write_agreements (const char *folder)
{
  for (guint i = 0; i < N_FILES; i++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      g_autofree char *name = g_strdup_printf ("rules/many/%02u.yaml", i);
      g_string_append_printf (
          text,
          "equate: agreement/1\nid: many-%u\nfrom: alpha\nto: beta\n"
          "status: approved\nvalid: {from: %u-01-01, until: %u-12-31}\nrules:\n",
          i, 1950 + i, 1950 + i);
      for (guint r = 0; r < N_RULES + i % 7; r++)
        g_string_append_printf (
            text,
            "  - {id: r%02u, take: {match: 'A[%u-9].*', min-grade: \"%u\"}, give: "
            "{elective: e%u, credits: %u}, priority: %u}\n",
            r, r % 9, 60 + i, r % 5, 1 + r, i % 3);
      write_file (folder, name, text->str);
    }
}

static char *
make_folder (const char *more)
{
  g_autoptr (GError) error = NULL;
  char *folder = g_dir_make_tmp ("equate-load-XXXXXX", &error);
  g_assert_no_error (error);
  write_file (folder, "rules/world.yaml", WORLD);
  write_agreements (folder);
  if (more != NULL)
    write_file (folder, "rules/more.yaml", more);
  return folder;
}

static void
remove_folder (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  for (const char *name = dir ? g_dir_read_name (dir) : NULL; name; name = g_dir_read_name (dir))
    {
      g_autofree char *inner = g_build_filename (path, name, NULL);
      remove_folder (inner);
    }
  g_remove (path);
}

static void
assert_equal (const EquateRuleset *left, const EquateRuleset *right)
{
  g_assert_cmpstr (left->digest, ==, right->digest);
  g_assert_cmpmem (left->strings, left->n_strings, right->strings, right->n_strings);
#define COMPARE(name, type)                                                                        \
  g_assert_cmpmem (left->name, left->n_##name * sizeof (type), right->name,                        \
                   right->n_##name * sizeof (type));
  EQUATE_RULESET_ARRAYS (COMPARE)
#undef COMPARE
}

/* To the byte what the two steps make, with as many threads as there are processors and with one.
 */
static void
test_same (void)
{
  g_autofree char *folder = make_folder (NULL);
  g_autoptr (EquateDiagnosticList) diagnostics = equate_diagnostic_list_new ();
  g_autoptr (EquateWorkspace) whole = equate_workspace_load (folder, 0, diagnostics, NULL);
  g_autoptr (EquateRuleset) expected = equate_ruleset_new (whole, diagnostics);
  cpu_set_t all, one;

  g_assert_cmpint (sched_getaffinity (0, sizeof all, &all), ==, 0);
  CPU_ZERO (&one);
  CPU_SET (sched_getcpu (), &one);
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (EquateWorkspace) workspace = NULL;
      g_autoptr (EquateRuleset) ruleset = NULL;

      g_assert_cmpint (sched_setaffinity (0, sizeof all, i == 0 ? &all : &one), ==, 0);
      ruleset = equate_ruleset_load (folder, 0, &workspace, diagnostics, NULL);
      g_assert_cmpint (sched_setaffinity (0, sizeof all, &all), ==, 0);
      g_assert_cmpuint (equate_diagnostic_list_get_length (diagnostics), ==, 0);
      g_assert_cmpuint (ruleset->n_agreements, ==, N_FILES);
      g_assert_cmpuint (equate_workspace_get_agreements (workspace)->len, ==, 0);
      g_assert_cmpuint (equate_workspace_get_n_files (workspace), ==, N_FILES + 1);
      g_assert_cmpuint (equate_workspace_get_size (workspace), ==,
                        equate_workspace_get_size (whole));
      assert_equal (ruleset, expected);
    }
  remove_folder (folder);
}

#define HEAD(id) "equate: agreement/1\nid: " id "\nfrom: alpha\nto: beta\nstatus: approved\n"
#define LONG_AGO "valid: {until: 1940-01-01}\n"
#define RULE "rules: [{id: r, take: A1, give: T1}]\n"

typedef struct
{
  const char *name;
  const char *text;
  const char *findings;
} Row;

/* Whatever is not plain is found as by the two steps. */
static const Row rows[] = {
  { "a finding in the file", HEAD ("x") LONG_AGO "rules: [{id: r, take: A1}]\n", "EQ115@7:10" },
  { "a course that is unknown", HEAD ("x") LONG_AGO "rules: [{id: r, take: A11, give: T1}]\n",
    "EQ201@7:23" },
  { "an id that stands twice", HEAD ("many-3") LONG_AGO RULE, "EQ207@2:5" },
  { "one that extends another", HEAD ("x") LONG_AGO "extends: many-0\n" RULE, "" },
  { "a base", "equate: agreement/1\nid: x\n" RULE, "" },
  { "two that fit equally", HEAD ("x") "valid: {from: 1952-03-01, until: 1952-04-01}\n" RULE,
    "EQ301@2:5" },
  { "two documents", HEAD ("x") LONG_AGO RULE "---\nequate: cases/1\nagreement: x\ncases: []\n",
    "" },
};

static void
test_not_plain (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *folder = make_folder (rows[i].text);
      g_autoptr (EquateWorkspace) whole = NULL;
      g_autoptr (EquateWorkspace) workspace = NULL;
      g_autoptr (EquateDiagnosticList) before = equate_diagnostic_list_new ();
      g_autoptr (EquateDiagnosticList) after = equate_diagnostic_list_new ();

      whole = equate_workspace_load (folder, 0, before, NULL);
      g_autoptr (EquateRuleset) expected = equate_ruleset_new (whole, before);
      g_autoptr (EquateRuleset) ruleset = equate_ruleset_load (folder, 0, &workspace, after, NULL);
      g_autofree char *shown = findings (before);
      g_autofree char *found = findings (after);

      g_test_message ("%s", rows[i].name);
      g_assert_cmpstr (found, ==, shown);
      g_assert_cmpstr (found, ==, rows[i].findings);
      g_assert_cmpuint (equate_workspace_get_agreements (workspace)->len, >=, N_FILES);
      assert_equal (ruleset, expected);
      remove_folder (folder);
    }
}

static void
test_no_folder (void)
{
  g_autoptr (EquateDiagnosticList) diagnostics = equate_diagnostic_list_new ();
  g_autoptr (EquateWorkspace) workspace = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_null (equate_ruleset_load ("/nowhere", 0, &workspace, diagnostics, &error));
  g_assert_nonnull (error);
  g_assert_null (workspace);
}

/* What counts is what is read in the end: a file may have changed, or be gone, since it was put
 * apart. */
static void
test_changed (void)
{
  g_autofree char *folder = make_folder (NULL);
  g_autoptr (EquateDiagnosticList) diagnostics = equate_diagnostic_list_new ();
  g_autoptr (EquateDecoder) decoder = equate_decoder_new (NULL, NULL, NULL);
  g_autoptr (EquateArena) arena = equate_arena_new ();
  g_autoptr (EquateWorkspace) apart = equate_workspace_load_apart (folder, 0, diagnostics, NULL);

  g_assert_cmpuint (equate_workspace_get_n_apart (apart), ==, N_FILES);
  write_file (folder, "rules/many/03.yaml", HEAD ("x"));
  for (guint i = 0; i < N_FILES; i++)
    {
      EquateWorkspaceFile *file = equate_workspace_parse_apart (apart, i, decoder, arena);

      g_assert_null (equate_workspace_get_digest (apart));
      g_assert_cmpuint (file->documents->len, ==, 1);
      equate_workspace_hand_in (apart, i, file);
      equate_workspace_file_free (file);
    }

  g_autoptr (EquateWorkspace) whole = equate_workspace_load (folder, 0, diagnostics, NULL);

  g_assert_cmpstr (equate_workspace_get_digest (apart), ==, equate_workspace_get_digest (whole));
  g_assert_cmpuint (equate_workspace_get_size (apart), ==, equate_workspace_get_size (whole));
  remove_folder (folder);
  g_assert_null (equate_workspace_parse_apart (apart, 4, decoder, arena));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ruleset-load/same", test_same);
  g_test_add_func ("/ruleset-load/not-plain", test_not_plain);
  g_test_add_func ("/ruleset-load/no-folder", test_no_folder);
  g_test_add_func ("/ruleset-load/changed", test_changed);
  return g_test_run ();
}
