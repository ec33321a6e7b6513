/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "yaml/yaml-format.h"

#include <string.h>

#include "findings.h"

static const struct
{
  const char *yaml;
  const char *canonical; /* NULL: it is so already */
} texts[] = {
  { "", NULL },
  { "# nothing but a comment\n", NULL },
  { "\xef\xbb\xbf"
    "a:   b \r\nc: d",
    "a: b\nc: d\n" },
  /* quotes */
  { "code: MA1101\ncourse: 0123\n", "code: \"MA1101\"\ncourse: \"0123\"\n" },
  { "take: [MA1101, {course: B}, {n-of: 1, from: [C]}]\n",
    "take: [\"MA1101\", {course: \"B\"}, {n-of: 1, from: [\"C\"]}]\n" },
  { "take: {course: \"A\", taken: {from: 2020-01-01}}\n", NULL },
  { "from: alpha\nvalid: {from: 2020-01-01}\n", NULL },
  { "equate: catalog/1\naliases: [A]\n", "equate: catalog/1\naliases: [\"A\"]\n" },
  { "equate: grading/1\naliases: [bdb]\ngive: very good\n", NULL },
  { "a: [NO, 0123, 1E10, 12:30, 1.10, ~, 0x1F, .5, yes, 2020-01-01 10:00:00]\n",
    "a: [\"NO\", \"0123\", \"1E10\", \"12:30\", \"1.10\", \"~\", \"0x1F\", \".5\", \"yes\", "
    "\"2020-01-01 10:00:00\"]\n" },
  { "a: [3/2, 10%, 5 years, 2020-01-01, 1.2.3, a, C++]\n", "a: [3/2, 10%, 5 years, 2020-01-01, "
                                                           "1.2.3, a, C++]\n" },
  { "credits: 6\nstep: 0.05\nfailed: true\nyears: [2020, 2021]\nhours: {total: 30}\n", NULL },
  { "no: a\n\"to\": b\n5.0: c\n", "\"no\": a\nto: b\n\"5.0\": c\n" },
  { "a: 'x'\nmatch: 'GE\\d{4}'\nb: 'say \"it''s\"'\n",
    "a: \"x\"\nmatch: 'GE\\d{4}'\nb: 'say \"it''s\"'\n" },
  { "a: \"one\n  two\"\n", "a: \"one two\"\n" },
  { "a: ---b\n", "a: \"---b\"\n" },
  /* layout */
  { "a:\n- b\n-   c: d\n    e: f\n- - g\n", "a:\n  - b\n  - c: d\n    e: f\n  - - g\n" },
  { "a:\n    b\nc: {d: e,f: [ ],g: }\n", "a: b\nc: {d: e, f: [], g: }\n" },
  { "a: [b: c]\n", "a: [{b: c}]\n" },
  { "\n\na: b\n\n\n\nc: d\n\n", "a: b\n\nc: d\n" },
  { "---\na: b\n...\n---\nc: d\n", "---\na: b\n---\nc: d\n" },
  { "a: b\n--- # x\n- c\n", "a: b\n---  # x\n- c\n" },
  { "a: one\n     two\n\n     three\n", "a: one\n  two\n\n  three\n" },
  { "a: >-\n      one\n      two\n\n\nb: |+\n  x\n\n", "a: >-\n  one\n  two\n\nb: \"x\\n\\n\"\n" },
  { "a: {b: \"cccccccccccccccccccccccccccccccccccccccccccccc\", d: "
    "\"eeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee\"}\n",
    NULL },
  { "a: {b: \"cccccccccccccccccccccccccccccccccccccccccccccc\", d: "
    "\"eeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee\"}  # f\n",
    "a:  # f\n  b: \"cccccccccccccccccccccccccccccccccccccccccccccc\"\n"
    "  d: \"eeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee\"\n" },
  /* comments */
  { "# a\n\nb: c # d\n#e\nf: # g\n # h\n - i\n\n # j\n - k\n # l\n# m\nq: o\n# p\n",
    "# a\n\nb: c  # d\n#e\nf:  # g\n  # h\n  - i\n\n  # j\n  - k\n  # l\n# m\nq: o\n# p\n" },
  { "- a: b\n  # c\n- # d\n  e: f\n", "- a: b\n  # c\n# d\n- e: f\n" },
  { "a: # b\n  c\n", "# b\na: c\n" },
  { "a: [b, # c\n  d # e\n  # f\n ] # g\n", "a:\n  - b  # c\n  - d  # e\n  # f\n  # g\n" },
  { "a: [x: y, # c\n  d]\n", "a:\n  - {x: \"y\"}  # c\n  - d\n" },
  { "a: > # b\n  c\nd: e\n", "a: >  # b\n  c\nd: e\n" },
  { "a: [ # b\n ]\nc: d\n", "a: []\n# b\nc: d\n" },
};

static void
test_texts (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      const char *wanted = texts[i].canonical ? texts[i].canonical : texts[i].yaml;
      g_autoptr (EquateSource) source
          = equate_source_new_static ("a.yaml", texts[i].yaml, strlen (texts[i].yaml), 1);
      g_autoptr (EquateSource) again
          = equate_source_new_static ("b.yaml", wanted, strlen (wanted), 1);
      g_autoptr (EquateDiagnosticList) list = equate_diagnostic_list_new ();
      g_autoptr (GString) text = g_string_new ("kept");

      g_assert_true (equate_yaml_format (source, list, text));
      g_assert_cmpstr (text->str + strlen ("kept"), ==, wanted);
      g_string_truncate (text, 0);
      g_assert_true (equate_yaml_format (again, list, text));
      g_assert_cmpstr (text->str, ==, wanted);
      g_assert_true (equate_yaml_is_same (source, again));
    }
}

static const struct
{
  const char *yaml;
  const char *findings;
} faults[] = {
  { "a: [b\n", "EQ004@1:6" },      { "a: &b c\n", "EQ007@1:4" },       { "a: ! b\n", "EQ008@1:4" },
  { "? [a]\n: b\n", "EQ004@1:3" }, { "? {a: b}\n: c\n", "EQ004@1:3" }, { ": b\n", "EQ004@1:1" },
  { "a: \xff\n", "EQ003@1:4" },    { "a: b\n--- [\n", "EQ004@2:6" },
};

/* Each level of lists by one more step, also further in than a line of blanks is long. */
static void
test_deep (void)
{
  g_autoptr (GString) yaml = g_string_new (NULL);
  g_autoptr (GString) canonical = g_string_new (NULL);
  g_autoptr (EquateDiagnosticList) list = equate_diagnostic_list_new ();
  g_autoptr (GString) text = g_string_new (NULL);

  for (gint level = 0; level < 25; level++)
    {
      g_string_append_printf (yaml, "%*sa:\n", level, "");
      g_string_append_printf (canonical, "%*sa:\n", 2 * level, "");
    }
  g_string_append_printf (yaml, "%*sb: c\n%*sd: e\n", 25, "", 25, "");
  g_string_append_printf (canonical, "%*sb: c\n%*sd: e\n", 50, "", 50, "");
  g_autoptr (EquateSource) source = equate_source_new_static ("a.yaml", yaml->str, yaml->len, 1);
  g_assert_true (equate_yaml_format (source, list, text));
  g_assert_cmpstr (text->str, ==, canonical->str);
}

static void
test_faults (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (faults); i++)
    {
      g_autoptr (EquateSource) source
          = equate_source_new_static ("a.yaml", faults[i].yaml, strlen (faults[i].yaml), 1);
      g_autoptr (EquateDiagnosticList) list = equate_diagnostic_list_new ();
      g_autoptr (GString) text = g_string_new ("kept");

      g_assert_false (equate_yaml_format (source, list, text));
      g_assert_cmpstr (text->str, ==, "kept");
      g_assert_false (equate_yaml_is_same (source, source));

      g_autofree char *found = findings (list);

      g_assert_cmpstr (found, ==, faults[i].findings);
    }
}

static void
test_differences (void)
{
  static const struct
  {
    const char *left, *right;
    gboolean is_same;
  } pairs[] = {
    { "a: b\n", "a:    'b'\n", TRUE },      { "a: b\n", "a: c\n", FALSE },
    { "a: b # c\n", "# c\na: b\n", TRUE },  { "a: b # c\n", "a: b # d\n", FALSE },
    { "a: b # c\n", "a: b\n", FALSE },      { "a: [b]\n", "a: {b: }\n", FALSE },
    { "a: b\n", "---\na: b\n...\n", TRUE }, { "a: b\n", "a: b\n---\n", FALSE },
    { "[ab, c]\n", "[a, bc]\n", FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (pairs); i++)
    {
      g_autoptr (EquateSource) left
          = equate_source_new_static ("a.yaml", pairs[i].left, strlen (pairs[i].left), 1);
      g_autoptr (EquateSource) right
          = equate_source_new_static ("b.yaml", pairs[i].right, strlen (pairs[i].right), 1);

      g_assert_cmpint (equate_yaml_is_same (left, right), ==, pairs[i].is_same);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/yaml-format/texts", test_texts);
  g_test_add_func ("/yaml-format/deep", test_deep);
  g_test_add_func ("/yaml-format/faults", test_faults);
  g_test_add_func ("/yaml-format/differences", test_differences);
  return g_test_run ();
}
