/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "deciding.h"

#define EE "institution: beta, programme: ee"
#define ELECTIVE(amount) RULE ("take: A1, give: {elective: free, credits: " amount "}")
#define A1 "{course: A1}"

/* "ee 30-6=24 1:T2 2:T3 2:~free=5": required, awarded, remaining, and what remains of the plan. */
static char *
show_progress (const EquateDecision *decision)
{
  const EquateProgress *progress = decision->progress;
  GString *text = g_string_new (NULL);
  char credits[EQUATE_DECIMAL_BUFFER];
  if (progress == NULL)
    return g_string_free (text, FALSE);
  g_string_append_printf (text, "%s ", progress->programme);
  if (progress->required != EQUATE_DECIMAL_NONE)
    g_string_append (text, equate_decimal_format (progress->required, credits));
  g_string_append_printf (text, "-%s=", equate_decimal_format (progress->awarded, credits));
  if (progress->remaining != EQUATE_DECIMAL_NONE)
    g_string_append (text, equate_decimal_format (progress->remaining, credits));
  for (guint i = 0; i < progress->n_plan; i++)
    {
      const EquatePlanRemainder *item = &progress->plan[i];
      g_string_append_printf (text, " %d:", item->semester);
      for (guint c = 0; c < item->n_courses; c++)
        g_string_append_printf (text, "%s%s", c > 0 ? "+" : "", item->courses[c]);
      if (item->elective != NULL)
        g_string_append_printf (text, "~%s=%s", item->elective,
                                equate_decimal_format (item->credits, credits));
    }
  return g_string_free (text, FALSE);
}

static const Case cases[] = {
  { "without a programme", NULL, RULE ("take: A1, give: T1"), NULL, A1, "" },
  { "nothing done", NULL, RULE ("take: A1, give: T1"), EE, "",
    "ee 30-0=30 1:T1+T2 2:T3 2:~free=5 3:~free=4" },
  { "a course of a line", NULL, RULE ("take: A1, give: T1"), EE, A1,
    "ee 30-6=24 1:T2 2:T3 2:~free=5 3:~free=4" },
  { "a whole line, one of them waived", NULL, RULE ("take: A1, give: [T1, {waive: T2}]"), EE, A1,
    "ee 30-6=24 2:T3 2:~free=5 3:~free=4" },
  { "electives are taken off from the first line on", NULL, ELECTIVE ("3"), EE, A1,
    "ee 30-3=27 1:T1+T2 2:T3 2:~free=2 3:~free=4" },
  { "and go on with the next", NULL, ELECTIVE ("6.5"), EE, A1,
    "ee 30-6.5=23.5 1:T1+T2 2:T3 3:~free=2.5" },
  { "electives of another category", NULL, RULE ("take: A1, give: {elective: other, credits: 6}"),
    EE, A1, "ee 30-6=24 1:T1+T2 2:T3 2:~free=5 3:~free=4" },
  { "never less than 0", NULL, ELECTIVE ("50"), EE, A1, "ee 30-50=0 1:T1+T2 2:T3" },
  { "what a limit cut is not awarded", "limits: [{id: own, elective: free, credits: 2}]\n",
    ELECTIVE ("6.5"), EE, A1, "ee 30-2=28 1:T1+T2 2:T3 2:~free=3 3:~free=4" },
  { "a programme without credits and plan", NULL, RULE ("take: A1, give: T1"),
    "institution: beta, programme: me", A1, "me -6=" },
};

static void
test_progress (void)
{
  RUN (cases, show_progress);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/progress/cases", test_progress);
  return g_test_run ();
}
