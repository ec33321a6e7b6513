/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "compile/agreement-merge.h"

#include "compiling.h"

#define BASE(id, more) "---\nequate: agreement/1\nid: " id "\n" more
#define OWN(more) BASE ("own", "from: alpha\nstatus: approved\n" more)
#define RULES(text) "rules: [" text "]\n"
#define R(id, course) "{id: " id ", take: A1, give: " course "}"

static Compiled *
merge_text (const char *text, EquateMergedAgreement **merged)
{
  g_autofree char *whole = g_strconcat (WORLD, text, NULL);
  Compiled *compiled = compile_text (whole);
  const GPtrArray *agreements = equate_workspace_get_agreements (compiled->workspace);
  g_autoptr (GHashTable) by_id = g_hash_table_new (g_str_hash, g_str_equal);
  EquateAgreement *own = NULL;
  for (guint i = 0; i < agreements->len; i++)
    {
      EquateAgreement *agreement = agreements->pdata[i];
      g_hash_table_insert (by_id, (gpointer) agreement->id.text, agreement);
      if (strcmp (agreement->id.text, "own") == 0)
        own = agreement;
    }
  g_assert_nonnull (own);
  equate_diagnostic_list_clear (compiled->diagnostics);
  *merged = equate_agreement_merge (own, by_id, compiled->workspace, compiled->diagnostics);
  return compiled;
}

/* "a:T1@base b:T2@own | limits free=2 | replaced a@base". */
static char *
show_merged (const EquateMergedAgreement *merged)
{
  GString *text = g_string_new (NULL);
  char credits[EQUATE_DECIMAL_BUFFER];
  for (guint i = 0; i < merged->rules->len; i++)
    {
      const EquateMergedRule *rule = &g_array_index (merged->rules, EquateMergedRule, i);
      g_string_append_printf (text, "%s:%s@%s ", rule->rule->id.text, rule->rule->give->code.text,
                              rule->origin->id.text);
    }
  g_string_append (text, "|");
  for (guint i = 0; i < merged->limits->len; i++)
    {
      const EquateLimit *limit = merged->limits->pdata[i];
      g_string_append_printf (text, " %s=%s", limit->id.text,
                              equate_decimal_format (limit->credits, credits));
    }
  g_string_append (text, " |");
  for (guint i = 0; i < merged->replaced->len; i++)
    {
      const EquateMergedRule *rule = &g_array_index (merged->replaced, EquateMergedRule, i);
      g_string_append_printf (text, " %s@%s", rule->rule->id.text, rule->origin->id.text);
    }
  return g_string_free (text, FALSE);
}

typedef struct
{
  const char *name;
  const char *text;
  const char *expected;
} Row;

#define LIMITS(text) "limits: [" text "]\n"
#define L(id, credits) "{id: " id ", credits: " credits "}"

static const Row rows[] = {
  { "nothing inherited", OWN ("to: beta\n" RULES (R ("a", "T1"))), "a:T1@own | |" },
  { "bases in order, then the agreement itself",
    BASE ("one", RULES (R ("a", "T1"))) BASE ("two", RULES (R ("b", "T2")))
        OWN ("to: beta\nextends: [two, one]\n" RULES (R ("c", "T3"))),
    "b:T2@two a:T1@one c:T3@own | |" },
  { "a replaced rule keeps its place",
    BASE ("one", RULES (R ("a", "T1") ", " R ("b", "T2")))
        OWN ("to: beta\nextends: [one]\n" RULES (R ("c", "T3") ", " R ("a", "T2"))),
    "a:T2@own b:T2@one c:T3@own | | a@one" },
  { "a later base replaces as well",
    BASE ("one", RULES (R ("a", "T1"))) BASE ("two", RULES (R ("a", "T2")))
        OWN ("to: beta\nextends: [one, two]\n"),
    "a:T2@two | | a@one" },
  { "bases of bases",
    BASE ("one", RULES (R ("a", "T1"))) BASE ("two", "extends: [one]\n" RULES (R ("b", "T2")))
        OWN ("to: beta\nextends: [two]\n"),
    "a:T1@one b:T2@two | |" },
  { "limits by id, in their place",
    BASE ("one", LIMITS (L ("a", "1") ", " L ("b", "2")))
        OWN ("to: beta\nextends: [one]\n" LIMITS (L ("c", "3") ", " L ("a", "4"))),
    "| a=4 b=2 c=3 |" },
};

static void
test_lists (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (EquateMergedAgreement) merged = NULL;
      g_autoptr (Compiled) compiled = merge_text (rows[i].text, &merged);
      g_autofree char *shown = show_merged (merged);
      assert_shown (rows[i].name, shown, rows[i].expected);
      g_assert_cmpuint (equate_diagnostic_list_get_length (compiled->diagnostics), ==, 0);
    }
}

#define TERMS                                                                                      \
  "to: beta\ncredits: {rate: 2, round: {step: 0.5, mode: up}}\ngrades: cn-pl\nrepeats: first\n"    \
  "max-age: 1 year\ndefaults: {min-grade: '70', min-credits: 2}\nvalid: {from: 2030-01-01}\n"      \
  "status: revoked\nprogrammes: [ee]\n"

static void
test_inherited_terms (void)
{
  g_autoptr (EquateMergedAgreement) merged = NULL;
  g_autoptr (Compiled) compiled
      = merge_text (BASE ("one", TERMS) OWN ("extends: [one]\n"), &merged);

  g_assert_cmpstr (merged->to.text, ==, "beta");
  g_assert_cmpint (merged->credits->rate.numerator, ==, 2);
  g_assert_cmpstr (merged->grades.text, ==, "cn-pl");
  g_assert_cmpint (merged->repeats, ==, EQUATE_REPEATS_FIRST);
  g_assert_cmpuint (merged->max_age, ==, 12);
  g_assert_cmpstr (merged->defaults->min_grade.text, ==, "70");
  /* Status, period and programmes of a base do not matter. */
  g_assert_cmpint (merged->agreement->status, ==, EQUATE_STATUS_APPROVED);
  g_assert_cmpuint (merged->agreement->valid.from, ==, 0);
  g_assert_cmpuint (merged->agreement->programmes.length, ==, 0);
}

/* A stated term replaces the inherited one whole. */
static void
test_own_terms (void)
{
  g_autoptr (EquateMergedAgreement) merged = NULL;
  g_autoptr (Compiled) compiled = merge_text (
      BASE ("one", TERMS) OWN ("to: alpha\nextends: [one]\ncredits: {rate: 3}\ngrades: cn-abc\n"
                               "repeats: latest\nmax-age: 2 years\ndefaults: {max-credits: 9}\n"),
      &merged);

  g_assert_cmpstr (merged->to.text, ==, "alpha");
  g_assert_cmpint (merged->credits->rate.numerator, ==, 3);
  g_assert_null (merged->credits->round);
  g_assert_cmpstr (merged->grades.text, ==, "cn-abc");
  g_assert_cmpint (merged->repeats, ==, EQUATE_REPEATS_LATEST);
  g_assert_cmpuint (merged->max_age, ==, 24);
  g_assert_null (merged->defaults->min_grade.text);
  g_assert_cmpint (merged->defaults->max_credits, ==, 9000);
}

static void
test_nothing_stated (void)
{
  g_autoptr (EquateMergedAgreement) merged = NULL;
  g_autoptr (Compiled) compiled = merge_text (OWN ("to: beta\n"), &merged);

  g_assert_null (merged->credits);
  g_assert_null (merged->grades.text);
  g_assert_null (merged->defaults);
  g_assert_cmpint (merged->repeats, ==, EQUATE_REPEATS_BEST);
  g_assert_cmpuint (merged->max_age, ==, 0);
}

/* Both end, and say where. */
static void
test_faults (void)
{
  static const struct
  {
    const char *text;
    EquateDiagnosticCode code;
    const char *slice;
  } faults[] = {
    { OWN ("to: beta\nextends: [none]\n"), EQUATE_DIAGNOSTIC_UNKNOWN_AGREEMENT, "none" },
    { OWN ("to: beta\nextends: [own]\n"), EQUATE_DIAGNOSTIC_EXTENDS_CYCLE, "own" },
    { OWN ("to: beta\nextends: [two]\n") BASE ("two", "extends: [own]\n"),
      EQUATE_DIAGNOSTIC_EXTENDS_CYCLE, "own" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (faults); i++)
    {
      g_autoptr (EquateMergedAgreement) merged = NULL;
      g_autoptr (Compiled) compiled = merge_text (faults[i].text, &merged);
      g_assert_cmpuint (equate_diagnostic_list_get_length (compiled->diagnostics), ==, 1);
      const EquateDiagnostic *finding = equate_diagnostic_list_get (compiled->diagnostics, 0);
      g_autofree char *where = slice (finding->span);
      g_assert_cmpint (finding->code, ==, faults[i].code);
      g_assert_cmpstr (where, ==, faults[i].slice);
      g_assert_nonnull (merged);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/agreement-merge/lists", test_lists);
  g_test_add_func ("/agreement-merge/inherited-terms", test_inherited_terms);
  g_test_add_func ("/agreement-merge/own-terms", test_own_terms);
  g_test_add_func ("/agreement-merge/nothing-stated", test_nothing_stated);
  g_test_add_func ("/agreement-merge/faults", test_faults);
  return g_test_run ();
}
