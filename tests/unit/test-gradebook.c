/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "compile/gradebook.h"

#include <string.h>

#include "gradebooks.h"

static const Expectation faults[] = {
  { "nothing", "equate: grading/1\n", "" },
  { "all is well",
    SCALES LINE ("a", "cn", "de", "") TABLE ("b", "cn", "pl", AGH) CHAIN ("c", "cn", "pl", "b")
        SHARES ("d", "cn", "pl", "sample: 3, counts: {'90': 1, '80': 2, '3': 9}",
                "counts: {bdb: 1}", ", fallback: b"),
    "" },
  { "unknown scales", SCALES LINE ("a", "cm", "pll", ""), "EQ203@10:19 EQ203@10:27" },
  { "unknown conversions",
    SCALES CHAIN ("a", "cn", "pl", "bb, cc")
        SHARES ("b", "abc", "abc", "counts: {A: 1}", "counts: {A: 1}", ", fallback: cc"),
    "EQ204@10:52 EQ204@10:56 EQ204@11:128" },
  { "an id for two", SCALES LINE ("a", "cn", "de", "") TABLE ("a", "cn", "pl", AGH),
    "EQ207@11:10" },
  { "grades of a table",
    SCALES TABLE ("a", "cn", "pl",
                  "{at-least: 101, give: '5.0'}, {at-least: P, give: '4'}, {at-least: 1, give: "
                  "zal.}"),
    "EQ210@10:65 EQ210@10:95 EQ210@10:104 EQ210@10:130" },
  { "rows in disorder",
    SCALES TABLE ("a", "cn", "pl",
                  "{at-least: 80, give: '4.0'}, {at-least: 80, give: '4.0'}, {at-least: 90, give: "
                  "'5.0'}"),
    "EQ402@10:94 EQ402@10:123" },
  { "grades between two steps",
    SCALES TABLE ("a", "cn", "de",
                  "{at-least: 80, give: 1.15}, {at-least: 70, give: 4}, {at-least: 1, give: 4.05}")
        SHARES ("b", "cn", "de", "counts: {'90.5': 1}", "counts: {'1.3': 2, '1.35': 1}", ""),
    "EQ402@10:75 EQ402@10:127 EQ402@11:122" },
  { "no values", SCALES LINE ("a", "abc", "pl", "") LINE ("b", "cn", "abc", ""),
    "EQ402@10:19 EQ402@11:27" },
  { "no way", SCALES LINE ("a", "one", "pl", "") LINE ("b", "pl", "one", ""), "EQ402@10:19" },
  { "counts",
    SCALES SHARES ("a", "abc", "pl", "counts: {X: 1, F: 3}",
                   "sample: 2, counts: {bdb: 3, '5.0': 4}", ""),
    "EQ210@10:86 EQ402@10:77 EQ402@10:133 EQ402@10:105" },
  { "the fallback of another",
    SCALES LINE ("a", "cn", "pl", "")
        SHARES ("b", "cn", "de", "counts: {'90': 1}", "counts: {'1': 1}", ", fallback: a"),
    "EQ402@11:131" },
  { "links that do not fit",
    SCALES LINE ("a", "cn", "pl", "") LINE ("b", "de", "pl", "") CHAIN ("c", "cn", "pl", "a, b")
        CHAIN ("d", "de", "cn", "b") CHAIN ("e", "cn", "de", "b"),
    "EQ402@12:55 EQ402@13:52 EQ402@14:52 EQ402@14:52" },
  { "itself", SCALES CHAIN ("a", "cn", "cn", "a"), "EQ402@10:52" },
  { "in a circle",
    SCALES CHAIN ("a", "cn", "cn", "b") CHAIN ("b", "cn", "cn", "c, d") CHAIN ("c", "cn", "cn", "b")
        SHARES ("d", "cn", "cn", "counts: {'90': 1}", "counts: {'90': 1}", ", fallback: a"),
    "EQ402@12:52 EQ402@13:132" },
};

static void
test_faults (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (faults); i++)
    {
      g_autoptr (Loaded) loaded = load_text (faults[i].text, equate_load_grading);
      g_autoptr (EquateGradebook) book = make_book (loaded);
      const EquateGrading *grading = loaded->record;

      assert_findings (&faults[i], loaded->diagnostics);

      /* A faulty one can be asked all the same. */
      for (guint32 j = 0; j < grading->conversions.length; j++)
        {
          guint32 from = equate_gradebook_get_from (book, j);
          if (from == EQUATE_NO_INDEX)
            continue;
          EquateMark mark
              = equate_scale_lowest_pass (equate_gradebook_get_scale (book, from, ENTRY, NULL));
          equate_gradebook_convert (book, j, &mark, ENTRY, ON);
        }
    }
}

/* What no document says, as the loader asks for it. */
static void
test_empty_methods (void)
{
  g_autoptr (Loaded) loaded
      = load_text (SCALES TABLE ("a", "cn", "pl", AGH) CHAIN ("b", "cn", "pl", "a")
                       SHARES ("c", "abc", "abc", "counts: {A: 1}", "counts: {A: 1}", ""),
                   equate_load_grading);
  const EquateGrading *grading = loaded->record;
  EquateConversion *conversions = grading->conversions.items;

  conversions[0].table.length = 0;
  conversions[1].via.length = 0;
  conversions[2].distributions = NULL;
  g_autoptr (EquateGradebook) book = make_book (loaded);
  g_autofree char *found = findings (loaded->diagnostics);
  g_assert_cmpstr (found, ==, "EQ402@10:10 EQ402@11:10 EQ402@12:10");
}

static void
test_help (void)
{
  static const struct
  {
    const char *text;
    const char *message;
    const char *help;
  } rows[] = {
    { SCALES LINE ("a", "cm", "pl", ""), "unknown grading scale `cm`", "did you mean `cn`?" },
    { SCALES LINE ("line", "cn", "pl", "") CHAIN ("b", "cn", "pl", "lime"),
      "unknown grade conversion `lime`", "did you mean `line`?" },
    { SCALES TABLE ("a", "cn", "pl", "{at-least: 105, give: '5.0'}"),
      "grade `105` is not on the scale `cn`", "its grades are numbers from 0 to 100" },
    { SCALES TABLE ("a", "cn", "pl", "{at-least: 95, give: '5,0'}"),
      "grade `5,0` is not on the scale `pl`", "did you mean `5.0`?" },
    { SCALES TABLE ("a", "cn", "pl", "{at-least: 95, give: zal.}"),
      "`zal.` of the scale `pl` carries no mark", NULL },
    { SCALES LINE ("a", "cn", "pl", "") LINE ("a", "cn", "pl", ""),
      "the conversion `a` stands twice", "give each conversion an id of its own" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (Loaded) loaded = load_text (rows[i].text, equate_load_grading);
      g_autoptr (EquateGradebook) book = make_book (loaded);
      const EquateDiagnostic *diagnostic = equate_diagnostic_list_get (loaded->diagnostics, 0);

      g_assert_cmpuint (equate_diagnostic_list_get_length (loaded->diagnostics), ==, 1);
      g_assert_cmpstr (diagnostic->message, ==, rows[i].message);
      g_assert_cmpstr (diagnostic->help, ==, rows[i].help);
      g_assert_nonnull (diagnostic->label);
    }
}

/* --- lookup --- */

static void
test_lookup (void)
{
  g_autoptr (Loaded) loaded = load_text (
      SCALES LINE ("line", "cn", "de", "") TABLE ("agh", "cn", "pl", AGH), equate_load_grading);
  g_autoptr (EquateGradebook) book = make_book (loaded);
  guint32 agh = equate_gradebook_find_conversion (book, "agh");

  g_assert_cmpuint (equate_gradebook_get_n_scales (book), ==, 6);
  g_assert_cmpuint (equate_gradebook_get_n_conversions (book), ==, 2);
  g_assert_cmpuint (equate_gradebook_find_scale (book, "pl"), ==, 2);
  g_assert_cmpuint (equate_gradebook_find_scale (book, "xx"), ==, EQUATE_NO_INDEX);
  g_assert_cmpuint (equate_gradebook_find_scale (book, NULL), ==, EQUATE_NO_INDEX);
  g_assert_cmpuint (equate_gradebook_find_conversion (book, "xx"), ==, EQUATE_NO_INDEX);
  g_assert_cmpuint (equate_gradebook_get_from (book, agh), ==, 0);
  g_assert_cmpuint (equate_gradebook_get_to (book, agh), ==, 2);
  g_assert_cmpstr (equate_gradebook_get_conversion (book, agh)->id.text, ==, "agh");
  g_assert_cmpstr (equate_gradebook_suggest_scale (book, "pll"), ==, "pl");
  g_assert_null (equate_gradebook_suggest_scale (book, "percent"));
  g_assert_cmpstr (equate_gradebook_suggest_conversion (book, "aghh"), ==, "agh");
  g_assert_null (equate_gradebook_suggest_conversion (book, "something"));
  g_assert_cmpstr (equate_gradebook_suggest_grade (book, 2, "4,5"), ==, "4.5");
  g_assert_null (equate_gradebook_suggest_grade (book, 0, "4,5"));
}

/* --- editions --- */

static EquateDate
day (const char *text)
{
  EquateDate date = 0;

  g_assert_true (equate_date_parse (text, -1, &date));
  return date;
}

#define EDITIONS                                                                                   \
  "equate: grading/1\nscales:\n"                                                                   \
  "  - {id: new, grades: [{label: A}, {label: E}, {label: F, failed: true}], valid: {from: "       \
  "2017-10-01, until: 2024-09-30}}\n"                                                              \
  "  - {id: new, grades: [{label: '1'}, {label: A}], valid: {until: 2015-09-30}}\n"                \
  "  - {id: old, best: 100, pass: 60, worst: 0, valid: {until: 2017-09-30}}\n"                     \
  "  - {id: old, best: 10, pass: 5, worst: 0, valid: {from: 2017-10-01}}\n"                        \
  "conversions:\n"                                                                                 \
  "  - {id: t, from: old, to: new, method: table, table: [{at-least: 90, give: '1'}, {at-least: "  \
  "9, give: A}, {at-least: 1, give: E}]}\n"                                                        \
  "  - {id: back, from: new, to: old, method: table, table: [{at-least: '1', give: 60}, "          \
  "{at-least: A, give: 9}]}\n"                                                                     \
  "  - {id: chain, from: new, to: new, method: chain, via: [back, t]}\n"                           \
  "  - {id: d, from: new, to: old, method: distribution, distributions: {from: {counts: {E: 1}}, " \
  "to: {counts: {'9': 1}}}}\n"

static const struct
{
  const char *conversion;
  const char *entry;
  const char *on;
  const char *grade;
  const char *result;
} by_time[] = {
  { "t", "2016-01-01", "2014-01-01", "95", "1" },
  { "t", "2016-01-01", "2016-01-01", "95", "1" },
  { "t", "2016-01-01", "2018-01-01", "95", NULL },
  { "t", "2016-01-01", "2018-01-01", "70", "A" },
  { "t", "2018-01-01", "2018-01-01", "9", "A" },
  { "t", "2018-01-01", "2018-01-01", "8", "E" },
  { "t", "2018-01-01", "2018-01-01", "3", "F" },
  { "back", "2014-01-01", "2014-01-01", "1", "60.000" },
  { "back", "2014-01-01", "2014-01-01", "A", "60.000" },
  { "back", "2014-01-01", "2018-01-01", "1", NULL },
  { "back", "2018-01-01", "2018-01-01", "A", "9.000" },
  { "back", "2018-01-01", "2018-01-01", "E", NULL },
  { "chain", "2014-01-01", "2018-01-01", "A", "A" },
  { "chain", "2014-01-01", "2014-01-01", "1", "A" },
  { "d", "2018-01-01", "2018-01-01", "E", "9.000" },
  { "d", "2014-01-01", "2018-01-01", "A", NULL },
};

static void
test_editions (void)
{
  g_autoptr (Loaded) loaded = load_text (EDITIONS, equate_load_grading);
  g_autoptr (EquateGradebook) book = make_book (loaded);
  g_autofree char *found = findings (loaded->diagnostics);
  gboolean in_force = FALSE;

  g_assert_cmpstr (found, ==, "");
  g_assert_cmpuint (equate_gradebook_get_n_scales (book), ==, 2);
  g_assert_cmpuint (equate_gradebook_get_n_editions (book, 0), ==, 2);
  const EquateScaleEdition *first = equate_gradebook_get_edition (book, 0, 0);
  const EquateScaleEdition *second = equate_gradebook_get_edition (book, 0, 1);
  const struct
  {
    const char *date;
    const EquateScaleEdition *edition;
    gboolean in_force;
  } days[] = {
    { "2015-09-30", first, TRUE },  { "2015-10-01", first, FALSE }, { "2017-09-30", first, FALSE },
    { "2017-10-01", second, TRUE }, { "2024-09-30", second, TRUE }, { "2024-10-01", second, FALSE },
  };
  for (guint i = 0; i < G_N_ELEMENTS (days); i++)
    {
      g_assert_true (equate_gradebook_get_scale (book, 0, day (days[i].date), &in_force)
                     == days[i].edition);
      g_assert_cmpint (in_force, ==, days[i].in_force);
    }

  for (guint i = 0; i < G_N_ELEMENTS (by_time); i++)
    {
      guint32 conversion = equate_gradebook_find_conversion (book, by_time[i].conversion);
      EquateMark mark = equate_scale_read (
          equate_gradebook_get_scale (book, equate_gradebook_get_from (book, conversion),
                                      day (by_time[i].entry), NULL),
          by_time[i].grade);
      EquateConverted converted = equate_gradebook_convert (
          book, conversion, &mark, day (by_time[i].entry), day (by_time[i].on));

      g_test_message ("row %u", i);
      g_assert_cmpstr (equate_mark_format (&converted.mark, loaded->arena), ==, by_time[i].result);
    }
}

static void
test_edition_faults (void)
{
#define SCALE(valid) "  - {id: s, best: 5, pass: 3, worst: 2" valid "}\n"
  static const Expectation rows[] = {
    { "for ever, twice", "equate: grading/1\nscales:\n" SCALE ("") SCALE (""), "EQ207@4:10" },
    { "a shared day",
      "equate: grading/1\nscales:\n" SCALE (", valid: {from: 2020-01-01}")
          SCALE (", valid: {until: 2020-01-01}"),
      "EQ207@3:10" },
    { "within a long one",
      "equate: grading/1\nscales:\n" SCALE (", valid: {from: 2020-01-01}") SCALE (
          ", valid: {from: 2020-01-02, until: 2020-01-03}") SCALE (", valid: {from: 2020-01-05}"),
      "EQ207@4:10 EQ207@5:10" },
    { "one behind the other",
      "equate: grading/1\nscales:\n" SCALE (", valid: {from: 2020-01-02}")
          SCALE (", valid: {until: 2020-01-01}"),
      "" },
    { "grades of different editions",
      EDITIONS
      "  - {id: e, from: new, to: new, method: distribution, distributions: {from: {counts: {'1': "
      "1, E: 2}}, to: {counts: {A: 1}}}}\n",
      "EQ402@12:78" },
    { "a faulty scale says enough",
      "equate: grading/1\nscales:\n  - {id: s, best: 5}\n  - {id: t, grades: [{label: a}]}\n"
      "conversions:\n  - {id: c, from: s, to: t, method: linear}\n",
      "EQ401@3:10 EQ401@3:10" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (Loaded) loaded = load_text (rows[i].text, equate_load_grading);
      g_autoptr (EquateGradebook) book = make_book (loaded);

      assert_findings (&rows[i], loaded->diagnostics);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/gradebook/faults", test_faults);
  g_test_add_func ("/gradebook/empty-methods", test_empty_methods);
  g_test_add_func ("/gradebook/help", test_help);
  g_test_add_func ("/gradebook/lookup", test_lookup);
  g_test_add_func ("/gradebook/editions", test_editions);
  g_test_add_func ("/gradebook/edition-faults", test_edition_faults);
  return g_test_run ();
}
