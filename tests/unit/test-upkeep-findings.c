/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "analysing.h"

#define PROVENANCE(more) "provenance: {approved-by: Senate" more "}\n"
#define LIMIT(text) PROVENANCE ("") "limits: [{id: l, " text "}]\n"
#define ONE RULE ("take: A1, give: T1")
#define OTHER(more)                                                                                \
  "---\nequate: agreement/1\nid: other\nfrom: alpha\nto: beta\nstatus: approved\n" PROVENANCE ("") \
      more

static const Analysed rows[] = {
  { "nobody approved it", NULL, ONE, "EQ321:main" },
  { "somebody did", PROVENANCE (""), ONE, "" },
  { "nobody is named", "provenance: {document: x}\n", ONE, "EQ321:main" },
  { "review is due", PROVENANCE (", review-by: 2025-02-01"), ONE, "" },
  { "review is overdue", PROVENANCE (", review-by: 2025-01-31"), ONE, "EQ322:approved-by: Senate" },
  { "the last day", PROVENANCE ("") "valid: {until: 2025-02-01}\n", ONE, "" },
  { "expired", PROVENANCE ("") "valid: {until: 2025-01-31}\n", ONE,
    "EQ323:main[a transcript of alpha to beta is answered with no-agreement on 2025-02-01]" },
  { "expired and followed", PROVENANCE ("") "valid: {until: 2025-01-31}\n",
    ONE OTHER ("valid: {from: 2025-02-01}\n"), "" },
  { "expired and followed too late", PROVENANCE ("") "valid: {until: 2025-01-31}\n",
    ONE OTHER ("valid: {from: 2025-02-02}\n"),
    "EQ323:main[a transcript of alpha to beta is answered with no-agreement on 2025-02-01]" },
  { "a limit that binds", LIMIT ("credits: 5.999"), ONE, "" },
  { "a limit that all rules reach at most", LIMIT ("credits: 6"), ONE, "EQ325:l" },
  { "as often as it may be", LIMIT ("credits: 6"),
    RULE ("take: {match: 'A.'}, give: {elective: x, credits: 3}, times: 3"), "" },
  { "not often enough", LIMIT ("credits: 9"),
    RULE ("take: {match: 'A.'}, give: {elective: x, credits: 3}, times: 3"), "EQ325:l" },
  { "nobody knows how much", LIMIT ("credits: 1000"),
    RULE ("take: A1, give: {elective: x, credits: converted}"), "" },
  { "another category", LIMIT ("elective: y, credits: 1"),
    RULE ("take: A1, give: {elective: x, credits: converted}"), "EQ325:l" },
  { "the best choice", LIMIT ("credits: 5"), RULE ("take: A1, give: {one-of: [T2, T3]}"),
    "EQ325:l" },
  { "waivers have none", LIMIT ("credits: 4"), RULE ("take: A1, give: [T2, {waive: T1}]"),
    "EQ325:l" },
  { "what is given otherwise",
    LIMIT (
        "credits: 6") "credits: {shortfall: {at-most: 0, otherwise: {elective: x, credits: 7}}}\n",
    ONE, "" },
  { "nothing at all", LIMIT ("credits: 0"), ONE, "EQ325:l" },
  { "a share of 30 credits", LIMIT ("share: 1/5"), ONE, "EQ325:l" },
  { "a share that binds", LIMIT ("share: 1/6"), ONE, "" },
  { "a programme without credits", LIMIT ("share: 1/2") "programmes: [me]\n", ONE, "EQ325:l" },
  { "a denial awards nothing", LIMIT ("credits: 1"), RULE_D ("A1"), "EQ325:l" },
};

static void
test_table (void)
{
  run_analysis (rows, G_N_ELEMENTS (rows), "EQ321 EQ322 EQ323 EQ324 EQ325", TRUE);
}

static void
test_statuses (void)
{
  static const struct
  {
    const char *status;
    const char *expected;
  } statuses[] = {
    { "status: draft\n", "EQ324:x" },
    { "status: illustrative\n", "" },
    { "status: revoked\n", "" },
  };
  for (guint i = 0; i < G_N_ELEMENTS (statuses); i++)
    {
      g_autofree char *text
          = g_strconcat (WORLD "---\nequate: agreement/1\nid: x\nfrom: alpha\nto: beta\n",
                         statuses[i].status, NULL);
      g_autoptr (Compiled) compiled = compile_good (text);
      g_autofree char *shown = show_analysis (compiled, "EQ321 EQ322 EQ323 EQ324 EQ325", FALSE);
      assert_shown (statuses[i].status, shown, statuses[i].expected);
    }
}

/* A base decides nothing, and its limits are judged where it is built on only if they are its own.
 */
static void
test_base (void)
{
  g_autoptr (Compiled) compiled = compile_good (
      WORLD "---\nequate: agreement/1\nid: base\nstatus: approved\nlimits: [{id: l, credits: 90}]\n"
            "---\nequate: agreement/1\nid: x\nfrom: alpha\nto: beta\nextends: base\n"
            "status: illustrative\n");
  g_autofree char *shown = show_analysis (compiled, "EQ321 EQ322 EQ323 EQ324 EQ325", FALSE);

  g_assert_cmpstr (shown, ==, "");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/upkeep-findings/table", test_table);
  g_test_add_func ("/upkeep-findings/statuses", test_statuses);
  g_test_add_func ("/upkeep-findings/base", test_base);
  return g_test_run ();
}
