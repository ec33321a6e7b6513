/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "base/diagnostic.h"

#include <string.h>

static const EquateSpan NOWHERE = { NULL, 0, 0 };

/* --- the table --- */

static void
test_table (void)
{
  const char *previous = "EQ000";

  for (guint i = 0; i < EQUATE_N_DIAGNOSTICS; i++)
    {
      const EquateDiagnosticInfo *info = equate_diagnostic_get_info ((EquateDiagnosticCode) i);
      EquateDiagnosticCode found = EQUATE_N_DIAGNOSTICS;

      g_test_message ("%s", info->code);
      g_assert_cmpuint (strlen (info->code), ==, 5);
      g_assert_cmpstr (info->code, >, previous);
      g_assert_cmpuint (strspn (info->name, "abcdefghijklmnopqrstuvwxyz0123456789-"), ==,
                        strlen (info->name));
      g_assert_true (g_str_has_suffix (info->explanation, "."));
      g_assert_false (g_str_has_suffix (info->title, "."));
      g_assert_true (equate_diagnostic_lookup (info->code, &found));
      g_assert_cmpuint (found, ==, i);
      found = EQUATE_N_DIAGNOSTICS;
      g_assert_true (equate_diagnostic_lookup (info->name, &found));
      g_assert_cmpuint (found, ==, i);
      previous = info->code;
    }
}

static void
test_lookup (void)
{
  static const struct
  {
    const char *text;
    EquateDiagnosticCode code; /* EQUATE_N_DIAGNOSTICS: none */
  } cases[] = {
    { "EQ001", EQUATE_DIAGNOSTIC_UNREADABLE },
    { "EQ201", EQUATE_DIAGNOSTIC_UNKNOWN_COURSE },
    { "eq201", EQUATE_DIAGNOSTIC_UNKNOWN_COURSE },
    { "unknown-course", EQUATE_DIAGNOSTIC_UNKNOWN_COURSE },
    { "Unknown-Course", EQUATE_DIAGNOSTIC_UNKNOWN_COURSE },
    { "unknown_course", EQUATE_N_DIAGNOSTICS },
    { "201", EQUATE_N_DIAGNOSTICS },
    { "EQ1", EQUATE_N_DIAGNOSTICS },
    { "EQ999", EQUATE_N_DIAGNOSTICS },
    { "EQ2010", EQUATE_N_DIAGNOSTICS },
    { "", EQUATE_N_DIAGNOSTICS },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      EquateDiagnosticCode code = EQUATE_N_DIAGNOSTICS;
      g_assert_cmpint (equate_diagnostic_lookup (cases[i].text, &code), ==,
                       cases[i].code != EQUATE_N_DIAGNOSTICS);
      g_assert_cmpuint (code, ==, cases[i].code);
    }
}

/* --- lists --- */

static void
test_add (void)
{
  g_autoptr (EquateDiagnosticList) list = equate_diagnostic_list_new ();
  g_autoptr (EquateSource) source = equate_source_new_static ("a.yaml", "take: X", 7, 1);
  const EquateSpan span = { source, 6, 1 };

  g_assert_cmpuint (equate_diagnostic_list_get_length (list), ==, 0);
  EquateDiagnostic *added = equate_diagnostic_list_add (list, EQUATE_DIAGNOSTIC_UNKNOWN_COURSE,
                                                        span, "unknown course `%s`", "X");
  equate_diagnostic_set_label (added, "not in %s", "catalogs/cqu.yaml");
  equate_diagnostic_set_label (added, "not in %s", "catalogs/put.yaml");
  equate_diagnostic_set_help (added, "did you mean `%s`?", "Z");
  equate_diagnostic_set_help (added, "did you mean `%s`?", "Y");
  equate_diagnostic_list_add (list, EQUATE_DIAGNOSTIC_ILLUSTRATIVE, NOWHERE, "100%%");

  const EquateDiagnostic *first = equate_diagnostic_list_get (list, 0);
  g_assert_cmpint (first->code, ==, EQUATE_DIAGNOSTIC_UNKNOWN_COURSE);
  g_assert_cmpint (first->severity, ==, EQUATE_SEVERITY_ERROR);
  g_assert_true (first->span.source == source);
  g_assert_cmpuint (first->span.offset, ==, 6);
  g_assert_cmpuint (first->span.length, ==, 1);
  g_assert_cmpstr (first->message, ==, "unknown course `X`");
  g_assert_cmpstr (first->label, ==, "not in catalogs/put.yaml");
  g_assert_cmpstr (first->help, ==, "did you mean `Y`?");

  const EquateDiagnostic *second = equate_diagnostic_list_get (list, 1);
  g_assert_cmpint (second->severity, ==, EQUATE_SEVERITY_WARNING);
  g_assert_cmpstr (second->message, ==, "100%");
  g_assert_null (second->label);
  g_assert_null (second->help);

  equate_diagnostic_list_add (list, EQUATE_DIAGNOSTIC_EMPTY, NOWHERE, "empty");
  g_assert_cmpuint (equate_diagnostic_list_get_length (list), ==, 3);
  g_assert_cmpuint (equate_diagnostic_list_count (list, EQUATE_SEVERITY_ERROR), ==, 2);
  g_assert_cmpuint (equate_diagnostic_list_count (list, EQUATE_SEVERITY_WARNING), ==, 1);
  equate_diagnostic_list_clear (list);
  g_assert_cmpuint (equate_diagnostic_list_get_length (list), ==, 0);
  g_assert_cmpuint (equate_diagnostic_list_count (list, EQUATE_SEVERITY_ERROR), ==, 0);
}

static char *
describe (const EquateDiagnosticList *list)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < equate_diagnostic_list_get_length (list); i++)
    {
      const EquateDiagnostic *found = equate_diagnostic_list_get (list, i);
      const char *name = "-";
      EquatePosition place = { 0, 0 };

      if (found->span.source != NULL)
        {
          name = equate_source_get_name (found->span.source);
          place = equate_source_get_position (found->span.source, found->span.offset);
        }
      g_string_append_printf (text, "%s:%u:%u %s %s %s\n", name, place.line, place.column,
                              equate_diagnostic_get_info (found->code)->code, found->message,
                              found->help != NULL ? found->help : "-");
    }
  return g_string_free (text, FALSE);
}

static void
test_sort (void)
{
  g_autoptr (EquateSource) a = equate_source_new_static ("a.yaml", "one\ntwo\nthree", 13, 1);
  g_autoptr (EquateSource) b = equate_source_new_static ("b.yaml", "one\ntwo\nthree", 13, 1);
  g_autoptr (EquateSource) record_2 = equate_source_new_static ("c.jsonl", "{} {}", 5, 2);
  g_autoptr (EquateSource) record_10 = equate_source_new_static ("c.jsonl", "{} {}", 5, 10);
  g_autoptr (EquateDiagnosticList) list = equate_diagnostic_list_new ();
  const struct
  {
    const EquateSource *source;
    guint32 offset;
    EquateDiagnosticCode code;
    const char *message, *help;
  } rows[] = {
    { b, 0, EQUATE_DIAGNOSTIC_EMPTY, "m", NULL },
    { record_10, 0, EQUATE_DIAGNOSTIC_EMPTY, "m", NULL },
    { record_2, 3, EQUATE_DIAGNOSTIC_EMPTY, "m", NULL },
    { a, 9, EQUATE_DIAGNOSTIC_EMPTY, "m", NULL },
    { a, 5, EQUATE_DIAGNOSTIC_EMPTY, "n", NULL },
    { a, 5, EQUATE_DIAGNOSTIC_EMPTY, "m", "first" },
    { a, 5, EQUATE_DIAGNOSTIC_EMPTY, "m", "second" },
    { NULL, 0, EQUATE_DIAGNOSTIC_UNREADABLE, "z", NULL },
    { a, 5, EQUATE_DIAGNOSTIC_WRONG_SHAPE, "z", NULL },
    { a, 4, EQUATE_DIAGNOSTIC_EMPTY, "m", NULL },
    { a, 5, EQUATE_DIAGNOSTIC_EMPTY, "m", "third" },
    { NULL, 0, EQUATE_DIAGNOSTIC_UNREADABLE, "y", NULL },
    { record_10, 3, EQUATE_DIAGNOSTIC_EMPTY, "m", NULL },
    { NULL, 0, EQUATE_DIAGNOSTIC_UNREADABLE, "z", "double" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      const EquateSpan span = { rows[i].source, rows[i].offset, 1 };
      EquateDiagnostic *added
          = equate_diagnostic_list_add (list, rows[i].code, span, "%s", rows[i].message);
      if (rows[i].help != NULL)
        equate_diagnostic_set_help (added, "%s", rows[i].help);
    }

  /* Sorting what is sorted changes nothing. */
  for (guint round = 0; round < 2; round++)
    {
      equate_diagnostic_list_sort (list);
      g_autofree char *text = describe (list);
      g_assert_cmpstr (text, ==,
                       "-:0:0 EQ001 y -\n"
                       "-:0:0 EQ001 z -\n"
                       "a.yaml:2:1 EQ114 m -\n"
                       "a.yaml:2:2 EQ105 z -\n"
                       "a.yaml:2:2 EQ114 m first\n"
                       "a.yaml:2:2 EQ114 n -\n"
                       "a.yaml:3:2 EQ114 m -\n"
                       "b.yaml:1:1 EQ114 m -\n"
                       "c.jsonl:2:4 EQ114 m -\n"
                       "c.jsonl:10:1 EQ114 m -\n"
                       "c.jsonl:10:4 EQ114 m -\n");
    }
}

static void
test_sort_nothing (void)
{
  g_autoptr (EquateDiagnosticList) list = equate_diagnostic_list_new ();

  equate_diagnostic_list_sort (list);
  g_assert_cmpuint (equate_diagnostic_list_get_length (list), ==, 0);
  equate_diagnostic_list_add (list, EQUATE_DIAGNOSTIC_EMPTY, NOWHERE, "m");
  equate_diagnostic_list_sort (list);
  g_assert_cmpuint (equate_diagnostic_list_get_length (list), ==, 1);
}

static void
test_take_all (void)
{
  g_autoptr (EquateDiagnosticList) list = equate_diagnostic_list_new ();
  g_autoptr (EquateDiagnosticList) other = equate_diagnostic_list_new ();

  equate_diagnostic_list_take_all (list, other);
  g_assert_cmpuint (equate_diagnostic_list_get_length (list), ==, 0);
  equate_diagnostic_list_add (list, EQUATE_DIAGNOSTIC_EMPTY, NOWHERE, "one");
  equate_diagnostic_list_add (other, EQUATE_DIAGNOSTIC_EMPTY, NOWHERE, "two");
  equate_diagnostic_set_help (
      equate_diagnostic_list_add (other, EQUATE_DIAGNOSTIC_EMPTY, NOWHERE, "three"), "h");
  equate_diagnostic_list_take_all (list, other);
  equate_diagnostic_list_add (other, EQUATE_DIAGNOSTIC_EMPTY, NOWHERE, "four");

  g_autofree char *text = describe (list);
  g_assert_cmpstr (text, ==,
                   "-:0:0 EQ114 one -\n"
                   "-:0:0 EQ114 two -\n"
                   "-:0:0 EQ114 three h\n");
  g_assert_cmpuint (equate_diagnostic_list_get_length (other), ==, 1);
}

static void
test_drop (void)
{
  g_autoptr (EquateDiagnosticList) list = equate_diagnostic_list_new ();

  equate_diagnostic_list_drop (list, EQUATE_DIAGNOSTIC_EMPTY);
  equate_diagnostic_list_add (list, EQUATE_DIAGNOSTIC_EMPTY, NOWHERE, "one");
  equate_diagnostic_list_add (list, EQUATE_DIAGNOSTIC_EMPTY, NOWHERE, "two");
  equate_diagnostic_list_add (list, EQUATE_DIAGNOSTIC_BAD_DATE, NOWHERE, "three");
  equate_diagnostic_list_add (list, EQUATE_DIAGNOSTIC_EMPTY, NOWHERE, "four");
  equate_diagnostic_list_drop (list, EQUATE_DIAGNOSTIC_EMPTY);

  g_autofree char *text = describe (list);
  g_assert_cmpstr (text, ==, "-:0:0 EQ107 three -\n");
}

static gboolean
is_error (const EquateDiagnostic *diagnostic, gpointer data)
{
  guint *n_asked = data;

  (*n_asked)++;
  return diagnostic->severity == EQUATE_SEVERITY_ERROR;
}

static void
test_filter (void)
{
  g_autoptr (EquateDiagnosticList) list = equate_diagnostic_list_new ();
  const EquateDiagnosticCode codes[]
      = { EQUATE_DIAGNOSTIC_ILLUSTRATIVE, EQUATE_DIAGNOSTIC_BAD_DATE,
          EQUATE_DIAGNOSTIC_CREDITS_DIFFER, EQUATE_DIAGNOSTIC_BAD_NUMBER };
  guint n_asked = 0;

  for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
    equate_diagnostic_set_help (
        equate_diagnostic_list_add (list, codes[i], (EquateSpan){ NULL }, "%u", i), "help");
  equate_diagnostic_list_filter (list, is_error, &n_asked);
  g_assert_cmpuint (n_asked, ==, 4);
  g_assert_cmpuint (equate_diagnostic_list_get_length (list), ==, 2);
  g_assert_cmpstr (equate_diagnostic_list_get (list, 0)->message, ==, "1");
  g_assert_cmpstr (equate_diagnostic_list_get (list, 1)->message, ==, "3");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/diagnostic/table", test_table);
  g_test_add_func ("/diagnostic/lookup", test_lookup);
  g_test_add_func ("/diagnostic/add", test_add);
  g_test_add_func ("/diagnostic/sort", test_sort);
  g_test_add_func ("/diagnostic/sort-nothing", test_sort_nothing);
  g_test_add_func ("/diagnostic/take-all", test_take_all);
  g_test_add_func ("/diagnostic/drop", test_drop);
  equate_diagnostic_list_free (NULL);
  g_test_add_func ("/diagnostic/filter", test_filter);
  return g_test_run ();
}
