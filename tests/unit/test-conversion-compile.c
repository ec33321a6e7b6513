/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "gradebooks.h"

#include <string.h>

/* Line 10 is the first of the conversions. */
static const Expectation rows[] = {
  { "table", SCALES TABLE ("x", "cn", "pl", AGH), "" },
  { "equal gives",
    SCALES TABLE ("x", "cn", "pl", "{at-least: 91, give: '5.0'}, {at-least: 81, give: bdb}"), "" },
  { "an unknown grade", SCALES TABLE ("x", "cn", "pl", "{at-least: 91, give: '5.5'}"), "EQ210" },
  { "beyond the scale", SCALES TABLE ("x", "cn", "pl", "{at-least: 101, give: '5.0'}"), "EQ210" },
  { "no mark", SCALES TABLE ("x", "cn", "pl", "{at-least: P, give: '5.0'}"), "EQ210" },
  { "between two steps", SCALES TABLE ("x", "cn", "de", "{at-least: 91, give: '1.25'}"), "EQ402" },
  { "upside down",
    SCALES TABLE ("x", "cn", "pl", "{at-least: 81, give: '4.5'}, {at-least: 91, give: '5.0'}"),
    "EQ402" },
  { "a row twice",
    SCALES TABLE ("x", "cn", "pl", "{at-least: 81, give: '4.5'}, {at-least: 81, give: '4.0'}"),
    "EQ402" },
  { "a worse grade gives a better one",
    SCALES TABLE ("x", "cn", "pl", "{at-least: 91, give: '4.5'}, {at-least: 81, give: '5.0'}"),
    "EQ402" },
  { "line", SCALES LINE ("x", "cn", "pl", ""), "" },
  { "no values to draw a line from", SCALES LINE ("x", "abc", "pl", ""), "EQ402" },
  { "no values to draw a line to", SCALES LINE ("x", "cn", "abc", ""), "EQ402" },
  { "pass is best", SCALES LINE ("x", "one", "cn", ""), "EQ402" },
  { "pass is best at the end of the line", SCALES LINE ("x", "cn", "one", ""), "" },
  { "shares", SCALES SHARES ("x", "abc", "pl", "counts: {A: 1, C: 2}", "counts: {'5.0': 1}", ""),
    "" },
  { "an unknown grade was counted",
    SCALES SHARES ("x", "abc", "pl", "counts: {A: 1, D: 2}", "counts: {'5.0': 1}", ""), "EQ210" },
  { "nobody passed",
    SCALES SHARES ("x", "abc", "pl", "counts: {A: 0, F: 2}", "counts: {'5.0': 1}", ""), "EQ402" },
  { "counted twice",
    SCALES SHARES ("x", "abc", "pl", "counts: {A: 1}", "counts: {'5.0': 1, bdb: 2}", ""), "EQ402" },
  { "a fallback between other scales",
    SCALES LINE ("y", "cn", "pl", "") SHARES ("x", "abc", "pl", "counts: {A: 1}",
                                              "counts: {'5.0': 1}", ", min-sample: 5, fallback: y"),
    "EQ402" },
  { "chain",
    SCALES LINE ("y", "cn", "pl", "") LINE ("z", "pl", "ab", "") CHAIN ("x", "cn", "ab", "y, z"),
    "" },
  { "a link that begins elsewhere",
    SCALES LINE ("y", "cn", "pl", "") LINE ("z", "de", "ab", "") CHAIN ("x", "cn", "ab", "y, z"),
    "EQ402" },
  { "a last link that ends elsewhere",
    SCALES LINE ("y", "cn", "pl", "") CHAIN ("x", "cn", "ab", "y"), "EQ402" },
};

static void
test_findings (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (Loaded) loaded = load_text (rows[i].text, equate_load_grading);
      g_assert_cmpuint (equate_diagnostic_list_get_length (loaded->diagnostics), ==, 0);
      EquateGradebook *book = make_book (loaded);
      g_autoptr (GString) codes = g_string_new (NULL);
      for (guint f = 0; f < equate_diagnostic_list_get_length (loaded->diagnostics); f++)
        {
          const EquateDiagnostic *finding = equate_diagnostic_list_get (loaded->diagnostics, f);
          g_assert_nonnull (finding->span.source);
          g_string_append_printf (codes, "%s%s", f > 0 ? " " : "",
                                  equate_diagnostic_get_info (finding->code)->code);
        }
      if (strcmp (codes->str, rows[i].findings) != 0)
        {
          g_test_message ("%s: found \"%s\", expected \"%s\"", rows[i].name, codes->str,
                          rows[i].findings);
          g_test_fail ();
        }
      equate_gradebook_free (book);
    }
}

/* What to mend is said with the words of the scale. */
static void
test_help (void)
{
  static const struct
  {
    const char *text;
    const char *help;
  } helps[] = {
    { SCALES TABLE ("x", "cn", "pl", "{at-least: 101, give: '5.0'}"),
      "its grades are numbers from 0 to 100" },
    { SCALES TABLE ("x", "cn", "pl", "{at-least: 91, give: '5.00'}"), "did you mean `5.0`?" },
    { SCALES TABLE ("x", "cn", "de", "{at-least: 91, give: '1.25'}"), "its step is 0.1" },
    { SCALES LINE ("y", "cn", "pl", "") CHAIN ("x", "cn", "ab", "y"),
      "add a conversion from `pl` to `ab` behind it" },
  };
  for (guint i = 0; i < G_N_ELEMENTS (helps); i++)
    {
      g_autoptr (Loaded) loaded = load_text (helps[i].text, equate_load_grading);
      EquateGradebook *book = make_book (loaded);
      g_assert_cmpuint (equate_diagnostic_list_get_length (loaded->diagnostics), ==, 1);
      g_assert_cmpstr (equate_diagnostic_list_get (loaded->diagnostics, 0)->help, ==,
                       helps[i].help);
      equate_gradebook_free (book);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/conversion-compile/findings", test_findings);
  g_test_add_func ("/conversion-compile/help", test_help);
  return g_test_run ();
}
