/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "load/load.h"

#include <string.h>

#include "loading.h"

/* Eight lines, then the courses. */
#define HEAD                                                                                       \
  "equate: catalog/1\n"                                                                            \
  "institution: opole\n"                                                                           \
  "name: {en: Opole, pl: Opole}\n"                                                                 \
  "country: PL\n"                                                                                  \
  "identifiers: {schac: po.edu.pl, erasmus: PL OPOLE02}\n"                                         \
  "credit-unit: ects\n"                                                                            \
  "grading: pl-2-5\n"                                                                              \
  "courses:\n"

static const Expectation expectations[] = {
  { "no courses", HEAD " []\n", "" },
  { "all that is required", "equate: catalog/1\nnote: none\n",
    "EQ104@1:1 EQ104@1:1 EQ104@1:1 EQ104@1:1 EQ104@1:1 EQ104@1:1" },
  { "identifiers",
    "equate: catalog/1\ninstitution: Opole\nname: Opole\ncountry: pl\ncredit-unit: ects\n"
    "identifiers: {schac: a, schac: b}\ngrading: pl-2-5\ncourses: []\n",
    "EQ108@2:14 EQ109@4:10 EQ103@6:25" },
  { "a country has two letters",
    "equate: catalog/1\ninstitution: opole\nname: Opole\ncountry: POL\ncredit-unit: ects\n"
    "grading: pl-2-5\ncourses: []\n",
    "EQ109@4:10" },
  { "a course", HEAD "  - {code: A1, isced: 5410, credits: 6}\n", "EQ104@9:6" },
  { "fields of study",
    HEAD "  - {code: A, title: A, isced: 05x}\n  - {code: B, title: B, isced: 5}\n",
    "EQ108@9:32 EQ108@10:32" },
  { "numbers",
    HEAD "  - {code: A, title: A, credits: -1}\n  - {code: B, title: B, semester: 0}\n"
         "  - {code: C, title: C, hours: {lecture: 1e3, labs: 1}}\n",
    "EQ106@9:34 EQ106@10:35 EQ106@11:42 EQ102@11:47" },
  { "the same code", HEAD "  - {code: A 1, title: A}\n  - {code: 'a  1', title: A}\n",
    "EQ208@10:12" },
  { "editions one after another",
    HEAD "  - {code: A, title: A, valid: {until: 2020-09-30}}\n"
         "  - {code: A, title: A, valid: {from: 2022-10-01}}\n"
         "  - {code: A, title: A, valid: {from: 2020-10-01, until: 2022-09-30}}\n",
    "" },
  { "editions that share a day",
    HEAD "  - {code: A, title: A, valid: {from: 2020-10-01}}\n"
         "  - {code: B, title: B, valid: {until: 2020-10-01}}\n"
         "  - {code: A, title: A, valid: {until: 2020-10-01}}\n",
    "EQ208@11:12" },
  { "a long edition around two others",
    HEAD "  - {code: A, title: A, valid: {from: 2010-01-01, until: 2030-01-01}}\n"
         "  - {code: A, title: A, valid: {from: 2011-01-01, until: 2012-01-01}}\n"
         "  - {code: A, title: A, valid: {from: 2013-01-01, until: 2014-01-01}}\n",
    "EQ208@10:12 EQ208@11:12" },
  { "an alias that is a code",
    HEAD "  - {code: A, title: A, aliases: [B]}\n  - {code: B, title: B}\n", "EQ208@9:35" },
  { "an alias of two courses",
    HEAD "  - {code: A, title: A, aliases: [X]}\n  - {code: B, title: B, aliases: [x]}\n",
    "EQ208@10:35" },
  { "an alias of two editions",
    HEAD "  - {code: A, title: A, aliases: [X], valid: {until: 2020-01-01}}\n"
         "  - {code: A, title: A, aliases: [X], valid: {from: 2020-01-02}}\n",
    "" },
  { "programmes",
    HEAD
    "  []\nprogrammes:\n  - {id: ee, credits: 210, years: 3.5}\n  - {id: ee}\n  - {level: x}\n",
    "EQ109@13:13 EQ104@13:6 EQ207@12:10" },
  { "plans",
    HEAD "  - {code: A1, title: A, aliases: [A0]}\nprogrammes:\n  - id: ee\n    plan:\n"
         "      - {semester: 1, courses: [a1, A0]}\n"
         "      - {semester: 2, courses: [A1, A2]}\n"
         "      - {semester: 3, elective: free, credits: 10}\n",
    "EQ201@14:37" },
  { "lines of a plan",
    HEAD "  - {code: A1, title: A}\nprogrammes:\n  - id: ee\n    plan:\n"
         "      - {semester: 1}\n"
         "      - {elective: free}\n"
         "      - {elective: free, credits: 1, courses: [A1]}\n"
         "      - {courses: [A1], credits: 1}\n",
    "EQ104@13:10 EQ104@14:10 EQ105@15:10 EQ105@16:10" },
};

static void
test_findings (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (expectations); i++)
    {
      g_autoptr (Loaded) loaded = load_text (expectations[i].text, equate_load_catalog);

      assert_findings (&expectations[i], loaded->diagnostics);
    }
}

static void
test_suggestion (void)
{
  g_autoptr (Loaded) loaded
      = load_text (HEAD "  - {code: EE2101, title: {zh: 电路分析基础}, credits: 3.5}\n"
                        "  - {code: XX, title: Other}\n"
                        "programmes: [{id: ee, plan: [{courses: [EE2111]}]}]\n",
                   equate_load_catalog);
  const EquateDiagnostic *diagnostic = equate_diagnostic_list_get (loaded->diagnostics, 0);

  g_assert_cmpuint (equate_diagnostic_list_get_length (loaded->diagnostics), ==, 1);
  g_assert_cmpstr (diagnostic->message, ==, "unknown course `EE2111` at opole");
  g_assert_cmpstr (diagnostic->label, ==, "not in test.yaml");
  g_assert_cmpstr (diagnostic->help, ==, "did you mean `EE2101` 电路分析基础 (3.5 credits)?");
}

static void
test_course (void)
{
  g_autoptr (Loaded) loaded = load_text (
      HEAD "  - code: ET1-101\n    title: {en: Mathematics 1, pl: Matematyka 1}\n    credits: 6\n"
           "    hours: {total: 75, self-study: 0.5}\n    level: bachelor\n    isced: \"0541\"\n"
           "    semester: 1\n    language: [pl, en]\n    valid: {from: 2023-10-01}\n"
           "    aliases: [ET1-100]\n    tags: [core]\n    prerequisites: [ET1-001]\n"
           "    outcomes: [differentiates]\n    source: https://example.org\n"
           "  - {code: NO, title: Norwegian, language: 'no'}\n"
           "programmes:\n  - {id: ee, title: EE, level: master, credits: 90, years: 1.5, plan: "
           "[{semester: 5, elective: free, credits: 10}]}\n"
           "status: approved\nnote: some\n",
      equate_load_catalog);
  const EquateCatalog *catalog = loaded->record;
  const EquateCourse *course = equate_list_index (catalog->courses, EquateCourse, 0);
  const EquateProgramme *programme = equate_list_index (catalog->programmes, EquateProgramme, 0);

  g_assert_cmpuint (equate_diagnostic_list_get_length (loaded->diagnostics), ==, 0);
  g_assert_cmpstr (catalog->institution.text, ==, "opole");
  g_assert_cmpstr (catalog->country.text, ==, "PL");
  g_assert_cmpuint (catalog->identifiers.length, ==, 2);
  g_assert_cmpstr (equate_list_index (catalog->identifiers, EquatePair, 1)->value, ==,
                   "PL OPOLE02");
  g_assert_cmpint (catalog->status, ==, EQUATE_STATUS_APPROVED);
  g_assert_cmpuint (catalog->courses.length, ==, 2);
  g_assert_cmpstr (course->code.text, ==, "ET1-101");
  g_assert_cmpstr (equate_text_get (&course->title, "pl"), ==, "Matematyka 1");
  g_assert_cmpint (course->credits, ==, 6000);
  g_assert_cmpint (course->hours->kinds[EQUATE_HOURS_TOTAL], ==, 75000);
  g_assert_cmpint (course->hours->kinds[EQUATE_HOURS_SELF_STUDY], ==, 500);
  g_assert_cmpint (course->hours->kinds[EQUATE_HOURS_LECTURE], ==, EQUATE_DECIMAL_NONE);
  g_assert_cmpint (course->level, ==, EQUATE_LEVEL_BACHELOR);
  g_assert_cmpstr (course->isced.text, ==, "0541");
  g_assert_cmpint (course->semester, ==, 1);
  g_assert_cmpstr (*equate_list_index (course->languages, const char *, 1), ==, "en");
  g_assert_cmpuint (course->valid.until, ==, 0);
  g_assert_cmpstr (equate_list_index (course->aliases, EquateCode, 0)->key, ==, "ET1-100");
  g_assert_cmpstr (*equate_list_index (course->tags, const char *, 0), ==, "core");
  g_assert_cmpstr (course->source, ==, "https://example.org");
  course++;
  g_assert_cmpint (course->credits, ==, EQUATE_DECIMAL_NONE);
  g_assert_null (course->hours);
  g_assert_cmpstr (*equate_list_index (course->languages, const char *, 0), ==, "no");
  g_assert_cmpint (programme->years, ==, 1500);
  g_assert_cmpint (equate_list_index (programme->plan, EquatePlanItem, 0)->credits, ==, 10000);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/load-catalog/findings", test_findings);
  g_test_add_func ("/load-catalog/suggestion", test_suggestion);
  g_test_add_func ("/load-catalog/course", test_course);
  return g_test_run ();
}
