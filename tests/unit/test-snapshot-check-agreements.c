/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "checking.h"

#define BAD(...) REFUSES (check_both, __VA_ARGS__)
#define BAD_GRADES(...) REFUSES (equate_snapshot_check_grades, __VA_ARGS__)

static gboolean
check_both (const EquateRuleset *ruleset)
{
  return equate_snapshot_check_requirements (ruleset) && equate_snapshot_check_agreements (ruleset);
}

/* The first node, or give, of a kind. */
#define FIND(array, wanted)                                                                        \
  ({                                                                                               \
    guint32 found = 0;                                                                             \
    while (r->array[found].kind != (wanted))                                                       \
      found++;                                                                                     \
    found;                                                                                         \
  })
#define NODE(kind) AT (nodes, FIND (nodes, EQUATE_REQUIREMENT_##kind))
#define GIVE(kind) AT (gives, FIND (gives, EQUATE_AWARD_##kind))

/* The rule `two` has a tree, and the agreement `base` decides nothing. */
#define RULE_X "  - {id: x, take: A1, give: T1}\n"
#define TWO 1
#define BASE 1

static void
test_trees (void)
{
  g_autoptr (World) world = world_new (WORLD_TEXT);

  BAD (NODE (N_OF).first_child = r->n_nodes);
  BAD (NODE (N_OF).n_children = r->n_nodes);
  BAD (NODE (N_OF).n_children = 0);
  BAD (NODE (N_OF).first_child--);
  BAD (NODE (N_OF).first_child = FIND (nodes, EQUATE_REQUIREMENT_N_OF));
  BAD (NODE (N_OF).value = 0);
  BAD (NODE (N_OF).value = 1000001);
  BAD (NODE (TOTAL_CREDITS).value = r->n_decimals);
  BAD (NODE (TOTAL_CREDITS).n_children = 2);
  BAD (NODE (TOTAL_CREDITS).n_children = 0, NODE (TOTAL_CREDITS).first_child = G_MAXINT32);
  BAD (NODE (ANY_OF).n_children++);
  BAD (NODE (ANY_OF).n_children--);
  BAD (NODE (TITLE).kind = 100);
  BAD (NODE (TITLE).kind = EQUATE_REQUIREMENT_ALL_OF);
  BAD (NODE (MATCH).n_children = 1);
  BAD (NODE (COURSE).value = r->n_strings);
  BAD (NODE (COURSE).conditions = r->n_conditions);
  BAD (NODE (COURSE).rule = r->n_rules);
  BAD (NODE (N_OF).rule++);
  BAD (NODE (ISCED).rule = 0);
  BAD (AT (rules, TWO).take = r->rules[0].take);
  BAD (AT (rules, TWO).take = r->n_nodes);
  BAD (AT (rules, TWO).take = EQUATE_NO_INDEX);
  BAD (AT (rules, TWO).take++);
}

/* Deeper than any file may be. */
static void
test_depth (void)
{
  g_autoptr (GString) take = g_string_new ("A1");

  for (guint i = 0; i < 20; i++)
    {
      g_string_prepend (take, "{all-of: [");
      g_string_append (take, "]}");
    }

  g_autofree char *text
      = g_strconcat (WORLD AGREEMENT ("", "  - {id: x, give: T1, take: "), take->str, "}\n", NULL);
  g_autoptr (World) world = world_new (text);
  EquateRuleset *ruleset = copy_ruleset (world->ruleset);
  EquateCompiledNode *nodes = g_new (EquateCompiledNode, 80);

  for (guint32 n = 62; n <= 66; n++)
    {
      for (guint32 i = 0; i < n; i++)
        {
          nodes[i] = ruleset->nodes[0];
          nodes[i].first_child = i + 1;
        }
      nodes[n - 1] = ruleset->nodes[ruleset->n_nodes - 1];

      EquateRuleset chain = *ruleset;
      EquateCompiledMatch match = ruleset->matches[0];

      match.node = n - 1;
      chain.matches = &match;
      chain.nodes = nodes;
      chain.n_nodes = n;
      g_assert_cmpint (check_both (&chain), ==, n <= 64);
    }
  g_free (nodes);
  free_copy (ruleset);
}

static void
test_conditions (void)
{
  g_autoptr (World) world = world_new (WORLD_TEXT);

  BAD (AT (conditions, 0).min_grade = r->n_strings);
  BAD (AT (conditions, 0).max_grade = r->n_strings);
  BAD (AT (conditions, 0).min_credits = -1);
  BAD (AT (conditions, 0).max_credits = EQUATE_DECIMAL_MAX + 1);
  BAD (AT (conditions, 0).taken.from = 2);
  BAD (AT (conditions, 0).max_age = 2401);
  BAD (AT (conditions, 0).language = r->n_strings);
  BAD (AT (conditions, 0).hours = r->n_hours);
  BAD (AT (conditions, 0).level = 4);
}

static void
test_gives (void)
{
  g_autoptr (World) world = world_new (WORLD_TEXT);

  BAD (GIVE (COURSE).target = r->n_courses);
  BAD (GIVE (COURSE).target = EQUATE_NO_INDEX);
  BAD (GIVE (COURSE).n_children = 1);
  BAD (GIVE (COURSE).credits_kind = EQUATE_CREDITS_FIXED; GIVE (COURSE).credits = r->n_decimals);
  BAD (GIVE (COURSE).credits_kind = 3);
  BAD (GIVE (COURSE).kind = 5);
  BAD (GIVE (COURSE).catalog = r->n_decimals + 1);
  BAD (GIVE (WAIVER).target = r->n_courses);
  BAD (GIVE (WAIVER).catalog = G_MAXUINT32);
  BAD (GIVE (ELECTIVE).target = r->n_strings);
  BAD (GIVE (ELECTIVE).credits_kind = EQUATE_CREDITS_CATALOG);
  BAD (GIVE (ONE_OF).first_child--);
  BAD (GIVE (ALL_OF).n_children++);
  BAD (GIVE (ALL_OF).first_child = r->n_gives);
  BAD (AT (rules, TWO).give = r->rules[0].give);
  BAD (AT (rules, TWO).give = EQUATE_NO_INDEX);
  BAD (AT (agreements, 0).shortfall_otherwise = r->n_gives);
  /* What a base awards is unknown to every catalog; nothing else may. */
  BAD (AT (agreements, BASE).to = 0);
}

static void
test_rules (void)
{
  g_autoptr (World) world = world_new (WORLD_TEXT);

#define TERMS(rule) AT (terms, r->rules[rule].terms)
  BAD (AT (rules, 0).id = r->n_strings);
  BAD (AT (rules, 0).terms = r->n_terms);
  BAD (AT (rules, 0).valid = r->n_periods);
  BAD (AT (periods, 0).from = 3);
  BAD (r->n_periods = 0);
  BAD (TERMS (0).agreement = BASE);
  BAD (TERMS (0).priority = 1000001);
  BAD (TERMS (0).priority = G_MININT32);
  BAD (TERMS (0).times = 0);
  BAD (TERMS (0).times = 1000001);
  BAD (TERMS (0).grade = 4);
  BAD (TERMS (0).file = r->n_strings);
  BAD (TERMS (0).origin = r->n_strings);
  BAD (TERMS (0).because = r->n_strings);
  BAD (TERMS (0).programmes.count = r->n_string_lists + 1);
  BAD (TERMS (0).unless = TERMS (TWO).unless);
  BAD (TERMS (TWO).unless = EQUATE_NO_INDEX);
  BAD (TERMS (TWO).unless = r->n_nodes);
  BAD (TERMS (3).deny.count--);
  BAD (TERMS (3).deny.count = r->n_nodes);
  BAD (TERMS (3).deny.first = 0);
}

static void
test_agreements (void)
{
  g_autoptr (World) world = world_new (WORLD_TEXT);

  BAD (AT (agreements, 0).id = r->n_strings);
  BAD (AT (agreements, 0).title = r->n_strings);
  BAD (AT (agreements, 0).status = 5);
  BAD (AT (agreements, 0).repeats = 4);
  BAD (AT (agreements, 0).round_mode = 4);
  BAD (AT (agreements, 0).place.file = r->n_strings);
  BAD (AT (agreements, 0).from.count = r->n_index_lists + 1);
  BAD (AT (agreements, 0).to = r->n_institutions);
  BAD (AT (agreements, 0).valid.until = 1);
  BAD (AT (agreements, 0).programmes.count = G_MAXUINT32);
  BAD (AT (agreements, 0).rate.denominator = 0);
  BAD (AT (agreements, 0).rate.numerator = -1);
  BAD (AT (agreements, 0).round_step = 0);
  BAD (AT (agreements, 0).shortfall_share.denominator = 0);
  BAD (AT (agreements, 0).shortfall_at_most = -1);
  BAD (AT (agreements, 0).max_age = G_MAXUINT32);
  BAD (AT (agreements, 0).limits.count = 65);
  BAD (AT (agreements, 0).limits.first = r->n_limits);
  BAD (AT (agreements, 0).rules.first = 1);
  BAD (AT (agreements, 0).rules.count++);
  BAD (AT (agreements, BASE).rules.count--);
  BAD (AT (agreements, BASE).matches.first = 0; AT (agreements, BASE).matches.count = 1);
  BAD (AT (agreements, 0).matches.count = r->n_matches + 1);
  BAD (AT (agreements, 0).patterns.count = r->n_index_lists + 1);
  BAD (AT (agreements, 0).approved_by = r->n_strings);
  BAD (AT (agreements, 0).approved_on = 5);
  BAD (AT (agreements, 0).document = r->n_strings);
  BAD (AT (agreements, 0).review_by = 5);
  BAD (AT (agreements, 0).replaced.count = 1);
  BAD (AT (limits, 0).id = r->n_strings);
  BAD (AT (limits, 0).elective = r->n_strings);
  BAD (AT (limits, 0).credits = -1);
  BAD (AT (limits, 1).share.denominator = 0);
}

static void
test_selection (void)
{
  g_autoptr (World) world = world_new (WORLD_TEXT);

  BAD (AT (matches, 0).edition = r->n_editions);
  BAD (AT (matches, r->n_matches - 1).edition = 0);
  BAD (AT (matches, r->n_matches - 1).edition = r->n_editions);
  BAD (AT (matches, 0).node = r->n_nodes);
  BAD (AT (matches, 0).node = r->n_nodes - 1); /* of the base */
  BAD (AT (matches, 0).node = FIND (nodes, EQUATE_REQUIREMENT_N_OF));
  BAD (AT (agreements, 0).pages.bits = 32);
  BAD (AT (agreements, 0).pages.first = r->n_match_pages);
  BAD (AT (agreements, 0).pages.n = r->n_match_pages);
  BAD (AT (match_pages, r->agreements[0].pages.first) = G_MAXUINT32);
  BAD (AT (match_pages, r->agreements[0].pages.first + r->agreements[0].pages.n)++);
  BAD (AT (index_lists, 0) = r->n_institutions);
  BAD (AT (index_lists, r->agreements[0].patterns.first) = r->n_nodes);
  BAD (AT (index_lists, r->agreements[0].patterns.first) = 0);
  BAD (AT (pairs, 0).from = r->n_institutions);
  BAD (AT (pairs, 0).to = r->n_institutions);
  BAD (AT (pairs, 0).to = 0);
  BAD (AT (pairs, 0).agreement = r->n_agreements);
  BAD (AT (pairs, 0).agreement = BASE);
}

static void
test_pairs (void)
{
  g_autoptr (World) world = world_new (
      WORLD AGREEMENT ("", RULE_X) "---\nequate: agreement/1\nid: back\nfrom: beta\nto: alpha\n"
                                   "status: approved\n");

  g_assert_cmpuint (world->ruleset->n_pairs, ==, 2);
  BAD (EquateCompiledPair first = AT (pairs, 0); AT (pairs, 0) = AT (pairs, 1);
       AT (pairs, 1) = first);
}

static void
test_grades (void)
{
  g_autoptr (World) world = world_new (WORLD_TEXT);

  BAD_GRADES (AT (institutions, 0).scale = 3);
  BAD_GRADES (AT (institutions, 1).scale = EQUATE_NO_INDEX);
  BAD_GRADES (AT (agreements, 0).conversion = 2);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/snapshot-check-agreements/trees", test_trees);
  g_test_add_func ("/snapshot-check-agreements/depth", test_depth);
  g_test_add_func ("/snapshot-check-agreements/conditions", test_conditions);
  g_test_add_func ("/snapshot-check-agreements/gives", test_gives);
  g_test_add_func ("/snapshot-check-agreements/rules", test_rules);
  g_test_add_func ("/snapshot-check-agreements/agreements", test_agreements);
  g_test_add_func ("/snapshot-check-agreements/selection", test_selection);
  g_test_add_func ("/snapshot-check-agreements/pairs", test_pairs);
  g_test_add_func ("/snapshot-check-agreements/grades", test_grades);
  return g_test_run ();
}
