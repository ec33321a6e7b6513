/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "analyse/way-groups.h"

#include "compiling.h"

#define MAX_WAYS 20
#define WIDE(id, pattern)                                                                          \
  "  - {id: " id ", take: [{match: '" pattern "'}, {match: '" pattern "'}], give: T1}\n"

/* The sets that several rules could consume, and pairs of rules of which nobody knows. */
static const struct
{
  const char *name;
  const char *rules;
  guint64 work;
  const char *groups;
  const char *pairs;
} rows[] = {
  { "one rule", "  - {id: r, take: {any-of: [A1, A2]}, give: T1}\n", 1000, "", "" },
  { "the same course", "  - {id: r, take: A1, give: T1}\n  - {id: s, take: A1, give: T2}\n", 1000,
    "A1:rs", "" },
  { "other courses", "  - {id: r, take: A1, give: T1}\n  - {id: s, take: [A1, A2], give: T2}\n",
    1000, "", "" },
  { "several sets",
    "  - {id: r, take: {any-of: [[A1, A2], A3]}, give: T1}\n"
    "  - {id: s, take: {any-of: [A3, [A2, A1]]}, give: T2}\n"
    "  - {id: t, take: {match: A3}, give: T2}\n",
    1000, "A3:rst A1+A2:rs", "" },
  { "one that is cut", WIDE ("r", "A.") "  - {id: s, take: [A1, A2], give: T2}\n", 1000, "A1+A2:rs",
    "" },
  { "cut, with other courses", WIDE ("r", "A[1-6]") "  - {id: s, take: [A1, A7], give: T2}\n", 1000,
    "", "" },
  { "both are cut", WIDE ("r", "A.") WIDE ("s", "A[1-6]"), 1000, "", "rs" },
  { "the work is spent", "  - {id: r, take: A1, give: T1}\n  - {id: s, take: A1, give: T2}\n", 3,
    "", "" },
};

typedef struct
{
  const Compiled *compiled;
  GString *text;
} Shown;

static void
append_rule (const Shown *shown, guint32 rule)
{
  g_string_append (shown->text,
                   text_at (shown->compiled, shown->compiled->ruleset->rules[rule].id));
}

static void
show_group (const EquateWayGroup *group, gpointer data)
{
  const Shown *shown = data;
  const EquateRuleset *ruleset = shown->compiled->ruleset;
  for (guint i = 0; i < group->n_courses; i++)
    g_string_append_printf (shown->text, "%s%s", i > 0 ? "+" : "",
                            text_at (shown->compiled, ruleset->courses[group->courses[i]].code));
  g_string_append_c (shown->text, ':');
  for (guint i = 0; i < group->n_rules; i++)
    append_rule (shown, group->rules[i]);
  g_string_append_c (shown->text, ' ');
}

static void
show_pair (guint32 early, guint32 late, gpointer data)
{
  append_rule (data, early);
  append_rule (data, late);
  g_string_append_c (((const Shown *) data)->text, ' ');
}

static void
test_groups (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *text = g_strconcat (WORLD AGREEMENT_HEAD "rules:\n", rows[i].rules, NULL);
      g_autoptr (Compiled) compiled = compile_good (text);
      guint64 shared = 0;
      EquateWork work = { rows[i].work, &shared, FALSE };
      g_autoptr (EquateWaySet) ways = equate_way_set_new (compiled->ruleset, 0, MAX_WAYS, &work);
      Shown groups = { compiled, g_string_new (NULL) };
      Shown pairs = { compiled, g_string_new (NULL) };
      equate_way_groups_foreach (ways, show_group, &groups);
      equate_way_groups_foreach_cut_pair (ways, show_pair, &pairs);
      g_autofree char *shown_groups = finish_list (groups.text);
      g_autofree char *shown_pairs = finish_list (pairs.text);
      assert_shown (rows[i].name, shown_groups, rows[i].groups);
      assert_shown (rows[i].name, shown_pairs, rows[i].pairs);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/way-groups/table", test_groups);
  return g_test_run ();
}
