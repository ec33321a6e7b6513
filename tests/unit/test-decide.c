/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "deciding.h"

#define A1 "{course: A1}"
#define EE "institution: beta, programme: ee"
#define PLAIN RULE ("take: A1, give: T1")

static char *
show_outcome (const EquateDecision *decision)
{
  return g_strdup_printf ("%s %s %s>%s %s %s %s", decision->student, decision->from, decision->to,
                          decision->programme != NULL ? decision->programme : "-",
                          decision->agreement != NULL ? decision->agreement : "-",
                          decision->agreement_status != NULL ? decision->agreement_status : "-",
                          equate_outcome_get_text (decision->outcome));
}

static const Case outcomes[] = {
  { "decided", NULL, PLAIN, NULL, A1, "S-1 alpha beta>- main approved decided" },
  { "for a programme", NULL, PLAIN, EE, A1, "S-1 alpha beta>ee main approved decided" },
  { "nothing awarded is decided as well", NULL, PLAIN, NULL, "{course: A2}",
    "S-1 alpha beta>- main approved decided" },
  { "needs-info", NULL, RULE ("take: {course: A1, min-grade: '70'}, give: T1"), NULL, A1,
    "S-1 alpha beta>- main approved needs-info" },
  { "needs-info beside awards", NULL,
    PLAIN RULE_S ("take: {course: A2, min-grade: '70'}, give: T2"), NULL, A1 ", {course: A2}",
    "S-1 alpha beta>- main approved needs-info" },
  { "no agreement on the day", "valid: {from: 2025-02-02}\n", PLAIN, NULL, A1,
    "S-1 alpha beta>- - - no-agreement" },
  { "no agreement for the programme", "programmes: [me]\n", PLAIN, EE, A1,
    "S-1 alpha beta>ee - - no-agreement" },
  { "no agreement in this direction", NULL, PLAIN, "institution: alpha", A1,
    "S-1 alpha alpha>- - - no-agreement" },
};

static const Case limits[] = {
  { "a share of the programme", "limits: [{id: residency, share: 1/3}]\n",
    RULE ("take: A1, give: {elective: free, credits: 20}"), EE, A1, "r:~free=10<A1" },
  { "a share rounded down", "limits: [{id: residency, share: 1/7}]\n",
    RULE ("take: A1, give: {elective: free, credits: 20}"), EE, A1, "r:~free=4.285<A1" },
  { "no share without a programme", "limits: [{id: residency, share: 1/7}]\n",
    RULE ("take: A1, give: {elective: free, credits: 20}"), NULL, A1, "r:~free=20<A1" },
  { "no share of a programme without credits", "limits: [{id: residency, share: 1/7}]\n",
    RULE ("take: A1, give: {elective: free, credits: 20}"), "institution: beta, programme: me", A1,
    "r:~free=20<A1" },
  { "of one category", "limits: [{id: own, elective: free, credits: 2}]\n",
    RULE ("take: A1, give: [{elective: free, credits: 5}, {elective: other, credits: 5}]"), NULL,
    A1, "r:~free=2<A1 r:~other=5<A1" },
};

/* Values count where every passing grade has one, else ranks. */
static const Case shares[] = {
  { "the better grade by value", GRADES, RULE ("take: A1, give: T1") RULE_S ("take: A4, give: T1"),
    NULL, E ("A1", "75") ", " E ("A4", "95"), "s:T1=6/5.0<A4" },
  { "the better grade by rank", "grades: cn-abc\n",
    RULE ("take: A1, give: T1") RULE_S ("take: A4, give: T1"), NULL,
    E ("A1", "60") ", " E ("A4", "80"), "s:T1=6/B<A4" },
  { "no grade is 0, as the lowest pass is", GRADES,
    RULE ("take: A1, give: T1") RULE_S ("take: A4, give: T1"), NULL,
    E ("A1", "P") ", " E ("A4", "60"), "r:T1=6<A1" },
};

static void
test_outcomes (void)
{
  RUN (outcomes, show_outcome);
}

static void
test_limits (void)
{
  RUN (limits, show_awards);
}

static void
test_shares (void)
{
  RUN (shares, show_awards);
}

static void
test_no_agreement (void)
{
  const Case test
      = { NULL, "valid: {from: 2025-02-02}\n", PLAIN, EE, "{course: A1, grade: good}", NULL };
  g_autoptr (Decided) decided = decide (&test);
  const EquateDecision *decision = decided->decision;

  g_assert_cmpuint (decision->n_awards, ==, 0);
  g_assert_cmpuint (decision->n_entries, ==, 0);
  g_assert_cmpuint (decision->n_missing, ==, 0);
  g_assert_null (decision->progress);
  g_assert_true (decision->optimal);
  g_assert_true (g_str_has_prefix (decision->workspace, "sha256:"));
}

/* Who is to be decided for is told with a code and a place; nothing is decided. */
static void
test_rejected (void)
{
  static const struct
  {
    const char *target;
    const char *entries;
    EquateDecideOptions options;
    const char *findings;
  } rows[] = {
    { "institution: gamma", A1, { 0 }, "EQ501@4:23" },
    { "programme: ee", A1, { 0 }, "EQ502@1:1" },
    { "institution: beta, programme: civil", A1, { 0 }, "EQ511@4:40" },
    { NULL, "{course: A1, scale: de}", { 0 }, "EQ512@5:31" },
    { NULL, "{course: A1, scale: de}, {course: A2, scale: fr}", { 0 }, "EQ512@5:31 EQ512@5:56" },
    { "institution: gamma", "{course: A1, scale: de}", { 0 }, "EQ501@4:23 EQ512@5:31" },
    { NULL, A1, { .to = "gamma" }, "EQ501@1:1" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      const Case test = { NULL, NULL, PLAIN, rows[i].target, rows[i].entries, NULL };
      g_autoptr (Decided) decided = decide_with (&test, rows[i].options);
      g_autofree char *found = findings (decided->record.diagnostics);
      g_assert_null (decided->decision);
      assert_shown (rows[i].target, found, rows[i].findings);
    }
}

static void
test_options (void)
{
  static const struct
  {
    const char *target;
    EquateDecideOptions options;
    const char *expected;
  } rows[] = {
    { "institution: gamma", { .to = "beta" }, "S-1 alpha beta>- main approved decided" },
    { EE, { .to = "beta" }, "S-1 alpha beta>- main approved decided" },
    { EE, { .programme = "me" }, "S-1 alpha beta>me main approved decided" },
    { NULL, { .programme = "ee" }, "S-1 alpha beta>ee main approved decided" },
    { NULL, { .from = "beta" }, "S-1 alpha beta>- main approved decided" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      const Case test = { NULL, NULL, PLAIN, rows[i].target, A1, NULL };
      g_autoptr (Decided) decided = decide_with (&test, rows[i].options);
      g_assert_nonnull (decided->decision);
      g_autofree char *shown = show_outcome (decided->decision);
      assert_shown (rows[i].target, shown, rows[i].expected);
    }
}

static void
test_illustrative (void)
{
  g_autoptr (Compiled) compiled
      = compile_good (WORLD "---\nequate: agreement/1\nid: main\nfrom: alpha\nto: beta\n"
                            "status: illustrative\nrules:\n" PLAIN);
  EquateRecord record;
  g_autoptr (EquateTranscriptReader) reader = read_entries (NULL, A1, &record);
  g_autoptr (EquateDecider) decider = equate_decider_new (compiled->ruleset);
  const EquateDecideOptions options = { .on = date (TODAY) };
  const EquateDecision *decision
      = equate_decider_decide (decider, record.transcript, &options, record.diagnostics);

  g_assert_cmpstr (decision->agreement_status, ==, "illustrative");
  g_assert_cmpuint (decision->n_warnings, ==, 1);
  g_assert_cmpint (decision->warnings[0].code, ==, EQUATE_DIAGNOSTIC_ILLUSTRATIVE);
}

/* A decider forgets one student before the next. */
static void
test_again (void)
{
  const Case test = { NULL, NULL, PLAIN, NULL, "{course: A1, grade: good}", NULL };
  g_autoptr (Decided) decided = decide (&test);
  EquateRecord record;
  g_autoptr (EquateTranscriptReader) reader = read_entries (NULL, A1, &record);
  const EquateDecideOptions options = { .on = date (TODAY) };

  g_assert_cmpuint (decided->decision->n_warnings, ==, 1);
  const EquateDecision *decision
      = equate_decider_decide (decided->decider, record.transcript, &options, record.diagnostics);
  g_assert_cmpuint (decision->n_warnings, ==, 0);
  g_assert_cmpuint (decision->n_awards, ==, 1);
}

/* What a person is told to mend. */
static void
test_mends (void)
{
  static const struct
  {
    const char *target;
    const char *entries;
    const char *help;
  } rows[] = {
    { "institution: betta", A1, "did you mean `beta`?" },
    { "institution: beta, programme: eee", A1, "did you mean `ee`?" },
    { NULL, "{course: A1, scale: cnn}", "did you mean `cn`?" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      const Case test = { NULL, NULL, PLAIN, rows[i].target, rows[i].entries, NULL };
      g_autoptr (Decided) decided = decide (&test);
      g_assert_cmpuint (equate_diagnostic_list_get_length (decided->record.diagnostics), ==, 1);
      g_assert_cmpstr (equate_diagnostic_list_get (decided->record.diagnostics, 0)->help, ==,
                       rows[i].help);
    }
}

/* CSV names no institution. */
static void
test_no_institution (void)
{
  static const char rows[] = "student,course\nS-1,A1\n";
  const Case test = { NULL, NULL, PLAIN, NULL, A1, NULL };
  g_autoptr (Compiled) compiled = compile_case (&test);
  g_autoptr (EquateDecider) decider = equate_decider_new (compiled->ruleset);
  g_autoptr (EquateTranscriptReader) reader = equate_transcript_reader_new (
      equate_source_new_static ("t.csv", rows, strlen (rows), 1), EQUATE_FORMAT_CSV);
  EquateRecord record;
  g_assert_true (equate_transcript_reader_next (reader, &record));
  EquateDecideOptions options = { .on = date (TODAY), .from = "alpha", .to = "beta" };
  const EquateDecision *decision
      = equate_decider_decide (decider, record.transcript, &options, record.diagnostics);
  g_assert_nonnull (decision);
  g_assert_cmpuint (decision->n_awards, ==, 1);

  options.from = NULL;
  g_assert_null (equate_decider_decide (decider, record.transcript, &options, record.diagnostics));
  g_autofree char *found = findings (record.diagnostics);
  g_assert_true (g_str_has_prefix (found, "EQ501@"));
}

/* Far more ways than anybody could look at: said, with a bound, and an award all the same. */
static void
test_work_bound (void)
{
  g_autoptr (GString) rule = g_string_new ("  - {id: r, take: {n-of: 2, from: [");
  g_autoptr (GString) entries = g_string_new (NULL);
  for (guint i = 0; i < 70; i++)
    {
      g_string_append_printf (rule, "%s{match: 'X\\d+'}", i > 0 ? ", " : "");
      g_string_append_printf (entries, "%s{course: X%u, credits: 1}", i > 0 ? ", " : "", i);
    }
  g_string_append (rule, "]}, give: T1}\n");
  const Case test = { NULL, NULL, rule->str, NULL, entries->str, NULL };
  g_autoptr (Decided) decided = decide (&test);
  const EquateDecision *decision = decided->decision;
  const EquateDecisionWarning *last = &decision->warnings[decision->n_warnings - 1];

  g_assert_false (decision->optimal);
  g_assert_cmpuint (decision->n_bound, ==, 1);
  g_assert_cmpint (decision->bound[0].priority, ==, 0);
  g_assert_cmpuint (decision->n_awards, ==, 1);
  g_assert_cmpint (last->code, ==, EQUATE_DIAGNOSTIC_NOT_OPTIMAL);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/decide/outcomes", test_outcomes);
  g_test_add_func ("/decide/limits", test_limits);
  g_test_add_func ("/decide/shares", test_shares);
  g_test_add_func ("/decide/no-agreement", test_no_agreement);
  g_test_add_func ("/decide/rejected", test_rejected);
  g_test_add_func ("/decide/options", test_options);
  g_test_add_func ("/decide/illustrative", test_illustrative);
  g_test_add_func ("/decide/again", test_again);
  g_test_add_func ("/decide/mends", test_mends);
  g_test_add_func ("/decide/no-institution", test_no_institution);
  g_test_add_func ("/decide/work-bound", test_work_bound);
  return g_test_run ();
}
