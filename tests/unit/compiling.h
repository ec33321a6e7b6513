/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * A ruleset made from a text, and a small world for rules to live in.
 */
#pragma once

#include <glib/gstdio.h>
#include <string.h>

#include "compile/ruleset.h"
#include "findings.h"

typedef struct
{
  EquateWorkspace *workspace;        /* owned */
  EquateDiagnosticList *diagnostics; /* owned */
  EquateRuleset *ruleset;            /* owned */
} Compiled;

#define ALPHA_COURSES                                                                              \
  "  - {code: A1, title: {en: Mathematics, pl: Matematyka}, credits: 4, aliases: [OLD1]}\n"        \
  "  - {code: A2, title: Physics, credits: 6}\n"                                                   \
  "  - {code: A3, title: Chemistry, credits: 2}\n"                                                 \
  "  - {code: A4, title: Circuits, credits: 4, level: bachelor, language: [en, pl], hours: "       \
  "{total: 60, laboratory: 15}, isced: '0714', tags: [core]}\n"                                    \
  "  - {code: A5, title: Seminar}\n"                                                               \
  "  - {code: A6, title: Drawing, credits: 3, valid: {until: 2022-12-31}}\n"                       \
  "  - {code: A6, title: Drawing, credits: 5, valid: {from: 2023-07-01}}\n"                        \
  "  - {code: A7, title: Skiing, credits: 1}\n"
#define BETA_COURSES                                                                               \
  "  - {code: T1, title: {pl: Matematyka, en: Mathematics}, credits: 6}\n"                         \
  "  - {code: T2, title: Fizyka, credits: 4}\n"                                                    \
  "  - {code: T3, title: Chemia, credits: 5}\n"                                                    \
  "  - {code: T4, title: Seminarium}\n"                                                            \
  "  - {code: T9, title: Nowy, credits: 3, valid: {from: 2030-01-01}}\n"
#define BETA_PROGRAMMES                                                                            \
  "  - id: ee\n    title: Electrical Engineering\n    credits: 30\n    plan:\n"                    \
  "      - {semester: 1, courses: [T1, T2]}\n"                                                     \
  "      - {semester: 2, courses: [T3]}\n"                                                         \
  "      - {semester: 2, elective: free, credits: 5}\n"                                            \
  "      - {semester: 3, elective: free, credits: 4}\n"                                            \
  "  - {id: me, title: Mechanics}\n"
#define GRADING                                                                                    \
  "equate: grading/1\nscales:\n"                                                                   \
  "  - {id: cn, best: 100, pass: 60, worst: 0, ungraded: {passed: [P], failed: [F], pending: "     \
  "[D]}}\n"                                                                                        \
  "  - {id: pl, grades: [{label: '5.0', value: 5, aliases: [bdb]}, {label: '4.5', value: 4.5}, "   \
  "{label: '4.0', value: 4}, {label: '3.5', value: 3.5}, {label: '3.0', value: 3}, {label: "       \
  "'2.0', value: 2, failed: true}]}\n"                                                             \
  "  - {id: abc, grades: [{label: A}, {label: B}, {label: C}, {label: F, failed: true}]}\n"        \
  "conversions:\n"                                                                                 \
  "  - {id: cn-pl, from: cn, to: pl, method: table, table: [{at-least: 91, give: '5.0'}, "         \
  "{at-least: 81, give: '4.5'}, {at-least: 71, give: '4.0'}, {at-least: 61, give: '3.5'}, "        \
  "{at-least: 50, give: '3.0'}, {at-least: 0, give: '2.0'}]}\n"                                    \
  "  - {id: cn-abc, from: cn, to: abc, method: table, table: [{at-least: 90, give: A}, "           \
  "{at-least: 75, give: B}, {at-least: 50, give: C}, {at-least: 0, give: F}]}\n"
#define CATALOG(id, unit, grading)                                                                 \
  "---\nequate: catalog/1\ninstitution: " id "\nname: " id "\ncountry: PL\ncredit-unit: " unit     \
  "\ngrading: " grading "\ncourses:\n"

/* Students go from alpha to beta. */
#define WORLD                                                                                      \
  GRADING CATALOG ("alpha", "cn", "cn") ALPHA_COURSES CATALOG ("beta", "ects", "pl") BETA_COURSES  \
      "programmes:\n" BETA_PROGRAMMES
#define AGREEMENT_HEAD                                                                             \
  "---\nequate: agreement/1\nid: main\nfrom: alpha\nto: beta\nstatus: approved\n"
#define AGREEMENT(terms, rules) AGREEMENT_HEAD terms "rules:\n" rules

static inline void
compiled_free (Compiled *compiled)
{
  g_clear_pointer (&compiled->ruleset, equate_ruleset_free);
  equate_diagnostic_list_free (compiled->diagnostics);
  equate_workspace_free (compiled->workspace);
  g_free (compiled);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Compiled, compiled_free)

/* All documents of the text stand in one file, so that findings have its lines. */
static inline Compiled *
compile_text (const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("equate-compile-XXXXXX", &error);
  g_assert_no_error (error);
  g_autofree char *rules = g_build_filename (folder, "rules", NULL);
  g_autofree char *path = g_build_filename (rules, "test.yaml", NULL);
  g_assert_cmpint (g_mkdir (rules, 0700), ==, 0);
  g_file_set_contents (path, text, -1, &error);
  g_assert_no_error (error);

  Compiled *compiled = g_new0 (Compiled, 1);
  compiled->diagnostics = equate_diagnostic_list_new ();
  compiled->workspace = equate_workspace_load (folder, 0, compiled->diagnostics, &error);
  g_assert_no_error (error);
  g_assert_cmpint (g_unlink (path), ==, 0);
  g_assert_cmpint (g_rmdir (rules), ==, 0);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
  compiled->ruleset = equate_ruleset_new (compiled->workspace, compiled->diagnostics);
  equate_diagnostic_list_sort (compiled->diagnostics);
  return compiled;
}

/* A text in which nothing is wrong. */
static inline Compiled *
compile_good (const char *text)
{
  Compiled *compiled = compile_text (text);
  g_autofree char *found = findings (compiled->diagnostics);
  g_assert_cmpstr (found, ==, "");
  return compiled;
}

/* All of a table are tried, so that one look shows what has changed. */
static inline void
assert_shown (const char *name, const char *shown, const char *expected)
{
  if (strcmp (shown, expected) == 0)
    return;
  g_test_message ("%s:\n  found    \"%s\"\n  expected \"%s\"", name, shown, expected);
  g_test_fail ();
}

/* The message and the help of the only finding: what a person is told to mend. */
static inline char *
show_only_finding (const Compiled *compiled)
{
  g_assert_cmpuint (equate_diagnostic_list_get_length (compiled->diagnostics), ==, 1);
  const EquateDiagnostic *finding = equate_diagnostic_list_get (compiled->diagnostics, 0);
  return g_strdup_printf ("%s; %s", finding->message, finding->help != NULL ? finding->help : "-");
}

/* The text without its last character, a separator. */
static inline char *
finish_list (GString *text)
{
  if (text->len > 0)
    g_string_truncate (text, text->len - 1);
  return g_string_free (text, FALSE);
}

static inline const char *
text_at (const Compiled *compiled, EquateString string)
{
  return equate_ruleset_text (compiled->ruleset, string);
}

static inline EquateDate
date (const char *text)
{
  EquateDate day = 0;
  g_assert_true (equate_date_parse (text, -1, &day));
  return day;
}
