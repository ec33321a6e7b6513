/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * EQ311: credits out of nothing, where an award is worth more than 1.5 × what it consumes at the
 * agreement's rate, and by more than 1 credit. What a rule consumes is the least that the catalog
 * says of the courses that satisfy it.
 */
#include "analyse/families.h"

/* More than 3/2 of what was consumed, and more than 1 credit above it. */
#define MARGIN_NUMERATOR 3
#define MARGIN_DENOMINATOR 2
#define MARGIN_CREDITS EQUATE_DECIMAL_ONE

/* The cheapest course that a leaf selects. */
typedef struct
{
  EquateDecimal credits; /* EQUATE_DECIMAL_NONE: there is none */
  guint32 course;
} Cheapest;

typedef struct
{
  const EquateAnalysis *analysis;           /* borrowed */
  const EquateCompiledAgreement *agreement; /* borrowed */
  guint32 first_node;                       /* of those that select a course */
  guint32 n_nodes;
  Cheapest *cheapest; /* owned: by node */
} Look;

/* What a rule consumes at least. */
typedef struct
{
  gboolean is_known;
  EquateDecimal credits;
  GArray *courses; /* owned: guint32 */
} Consumed;

static void
consumed_free (Consumed *consumed)
{
  g_array_unref (consumed->courses);
  g_free (consumed);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Consumed, consumed_free)

static Consumed *
consumed_new (void)
{
  Consumed *consumed = g_new0 (Consumed, 1);
  consumed->courses = g_array_new (FALSE, FALSE, sizeof (guint32));
  return consumed;
}

/* --- the leaves --- */

static gboolean
accepts_credits (const EquateRuleset *ruleset, guint32 node, EquateDecimal credits)
{
  guint32 index = ruleset->nodes[node].conditions;
  if (credits == EQUATE_DECIMAL_NONE || index == EQUATE_NO_INDEX)
    return credits != EQUATE_DECIMAL_NONE;
  const EquateCompiledConditions *conditions = &ruleset->conditions[index];
  return (conditions->min_credits == EQUATE_DECIMAL_NONE || credits >= conditions->min_credits)
         && (conditions->max_credits == EQUATE_DECIMAL_NONE || credits <= conditions->max_credits);
}

static void
find_cheapest (Look *look)
{
  const EquateRuleset *ruleset = look->analysis->ruleset;
  EquateRange matches = look->agreement->matches;
  guint32 last = 0;
  look->first_node = G_MAXUINT32;
  for (guint32 i = matches.first; i < matches.first + matches.count; i++)
    {
      guint32 node = ruleset->matches[i].node & ~EQUATE_MATCH_LIMIT;
      look->first_node = MIN (look->first_node, node);
      last = MAX (last, node);
    }
  look->n_nodes = matches.count > 0 ? last - look->first_node + 1 : 0;
  look->cheapest = g_new (Cheapest, look->n_nodes + 1);
  for (guint32 i = 0; i < look->n_nodes; i++)
    look->cheapest[i] = (Cheapest){ EQUATE_DECIMAL_NONE, EQUATE_NO_INDEX };
  for (guint32 i = matches.first; i < matches.first + matches.count; i++)
    {
      guint32 node = ruleset->matches[i].node;
      const EquateCompiledEdition *edition = &ruleset->editions[ruleset->matches[i].edition];
      if ((node & EQUATE_MATCH_LIMIT) != 0 || !accepts_credits (ruleset, node, edition->credits))
        continue;
      Cheapest *cheapest = &look->cheapest[node - look->first_node];
      if (cheapest->course == EQUATE_NO_INDEX || edition->credits < cheapest->credits)
        *cheapest = (Cheapest){ edition->credits, edition->course };
    }
}

/* --- what is consumed --- */

static Consumed *consume (const Look *look, guint32 node);

static Consumed *
consume_leaf (const Look *look, guint32 node)
{
  Consumed *consumed = consumed_new ();
  guint32 place = node - look->first_node;
  if (node < look->first_node || place >= look->n_nodes
      || look->cheapest[place].course == EQUATE_NO_INDEX)
    return consumed;
  consumed->is_known = TRUE;
  consumed->credits = look->cheapest[place].credits;
  g_array_append_val (consumed->courses, look->cheapest[place].course);
  return consumed;
}

static gboolean
has_course (const Consumed *consumed, guint32 course)
{
  for (guint i = 0; i < consumed->courses->len; i++)
    if (g_array_index (consumed->courses, guint32, i) == course)
      return TRUE;
  return FALSE;
}

/* No course is consumed twice: then nobody can say so simply what the least is. */
static void
add_consumed (Consumed *sum, const Consumed *part)
{
  sum->is_known = sum->is_known && part->is_known;
  for (guint i = 0; i < part->courses->len && sum->is_known; i++)
    {
      guint32 course = g_array_index (part->courses, guint32, i);
      if (has_course (sum, course))
        sum->is_known = FALSE;
      else
        g_array_append_val (sum->courses, course);
    }
  sum->credits += part->credits;
}

static int
compare_consumed (gconstpointer a, gconstpointer b)
{
  const Consumed *left = *(const Consumed *const *) a;
  const Consumed *right = *(const Consumed *const *) b;
  if (left->is_known != right->is_known)
    return left->is_known ? -1 : 1;
  return (left->credits > right->credits) - (left->credits < right->credits);
}

/* Exactly n of the children, those that cost least. */
static Consumed *
consume_some (const Look *look, const EquateCompiledNode *node, guint n)
{
  Consumed *sum = consumed_new ();
  g_autoptr (GPtrArray) children = g_ptr_array_new_with_free_func ((GDestroyNotify) consumed_free);
  for (guint i = 0; i < node->n_children; i++)
    g_ptr_array_add (children, consume (look, node->first_child + i));
  if (n < children->len)
    g_ptr_array_sort (children, compare_consumed);
  sum->is_known = n <= children->len;
  for (guint i = 0; i < n && sum->is_known; i++)
    add_consumed (sum, children->pdata[i]);
  return sum;
}

static Consumed *
consume (const Look *look, guint32 index)
{
  const EquateCompiledNode *node = &look->analysis->ruleset->nodes[index];
  switch ((EquateRequirementKind) node->kind)
    {
    case EQUATE_REQUIREMENT_ALL_OF:
      return consume_some (look, node, node->n_children);
    case EQUATE_REQUIREMENT_ANY_OF:
      return consume_some (look, node, 1);
    case EQUATE_REQUIREMENT_N_OF:
      return consume_some (look, node, node->value);
    case EQUATE_REQUIREMENT_TOTAL_CREDITS:
      {
        Consumed *consumed = consumed_new ();
        consumed->is_known = TRUE;
        consumed->credits = look->analysis->ruleset->decimals[node->value];
        return consumed;
      }
    case EQUATE_REQUIREMENT_COURSE:
    case EQUATE_REQUIREMENT_MATCH:
    case EQUATE_REQUIREMENT_TAG:
    case EQUATE_REQUIREMENT_ISCED:
    case EQUATE_REQUIREMENT_TITLE:
    default:
      return consume_leaf (look, index);
    }
}

/* --- what is awarded --- */

static EquateDecimal
get_catalog_credits (const EquateRuleset *ruleset, guint32 course)
{
  guint32 edition = ruleset->courses[course].editions.first;
  EquateDecimal least = G_MAXINT64;
  for (guint32 i = 0; i < ruleset->courses[course].editions.count; i++)
    least = MIN (least, MAX (ruleset->editions[edition + i].credits, 0));
  return least;
}

/* The most of its choices that is awarded for certain: converted credits come from what is consumed
 * and are left aside. courses: the catalog's credits of the courses among it. */
static EquateDecimal
get_award (const EquateRuleset *ruleset, guint32 index, EquateDecimal *courses)
{
  const EquateCompiledGive *give = &ruleset->gives[index];
  EquateDecimal sum = 0;
  for (guint i = 0; i < give->n_children; i++)
    {
      EquateDecimal below = 0;
      EquateDecimal child = get_award (ruleset, give->first_child + i, &below);
      if (give->kind == EQUATE_AWARD_ALL_OF)
        {
          sum += child;
          *courses += below;
        }
      else if (child > sum || i == 0)
        {
          sum = child;
          *courses = below;
        }
    }
  if (give->n_children > 0 || give->kind == EQUATE_AWARD_WAIVER)
    return sum;
  EquateDecimal catalog
      = give->kind == EQUATE_AWARD_COURSE ? get_catalog_credits (ruleset, give->target) : 0;
  *courses += catalog;
  if (give->credits_kind == EQUATE_CREDITS_FIXED)
    return ruleset->decimals[give->credits];
  return give->credits_kind == EQUATE_CREDITS_CATALOG ? catalog : 0;
}

/* --- the finding --- */

/* numerator/denominator: the consumed credits at the rate. */
static gboolean
is_beyond (EquateDecimal award, __int128 numerator, gint64 denominator)
{
  return (__int128) award * denominator * MARGIN_DENOMINATOR > numerator * MARGIN_NUMERATOR
         && (__int128) (award - MARGIN_CREDITS) * denominator > numerator;
}

/* The shortfall of the agreement keeps such an award from being made. */
static gboolean
falls_short (const EquateCompiledAgreement *agreement, EquateDecimal courses, __int128 numerator,
             gint64 denominator)
{
  if (!agreement->has_shortfall || courses == 0)
    return FALSE;
  __int128 missing = (__int128) courses * denominator - numerator;
  if (agreement->shortfall_at_most != EQUATE_DECIMAL_NONE)
    return missing > (__int128) agreement->shortfall_at_most * denominator;
  return missing * agreement->shortfall_share.denominator
         > (__int128) courses * agreement->shortfall_share.numerator * denominator;
}

static void
report (const Look *look, guint32 rule, const Consumed *consumed, EquateDecimal award)
{
  const EquateRuleset *ruleset = look->analysis->ruleset;
  char given[EQUATE_DECIMAL_BUFFER], taken[EQUATE_DECIMAL_BUFFER], rate[EQUATE_RATIO_BUFFER];
  g_autoptr (GString) courses = g_string_new (NULL);
  for (guint i = 0; i < consumed->courses->len; i++)
    g_string_append_printf (
        courses, "%s%s", i > 0 ? ", " : "",
        equate_ruleset_text (ruleset,
                             ruleset->courses[g_array_index (consumed->courses, guint32, i)].code));
  EquateDiagnostic *diagnostic = equate_diagnostic_list_add (
      look->analysis->diagnostics, EQUATE_DIAGNOSTIC_CREDITS_FROM_NOTHING,
      equate_analysis_rule_span (look->analysis, rule),
      "rule `%s` awards %s credits for %s at a rate of %s",
      equate_analysis_rule_id (look->analysis, rule), equate_decimal_format (award, given),
      equate_decimal_format (consumed->credits, taken),
      equate_ratio_format (look->agreement->rate, rate));
  equate_diagnostic_set_label (diagnostic, "more than 1.5 × what it takes");
  if (courses->len > 0)
    equate_diagnostic_set_witness (diagnostic, "%s", courses->str);
  equate_diagnostic_set_help (diagnostic, "ask for more courses, award fewer credits, or correct "
                                          "the credits of the catalog; `credits: converted` gives "
                                          "what was earned");
}

static void
check_rule (const Look *look, guint32 index)
{
  const EquateRuleset *ruleset = look->analysis->ruleset;
  const EquateCompiledRule *rule = &ruleset->rules[index];
  EquateDecimal courses = 0;
  if (rule->take == EQUATE_NO_INDEX)
    return;
  EquateDecimal award = get_award (ruleset, rule->give, &courses);
  if (award <= MARGIN_CREDITS)
    return;
  g_autoptr (Consumed) consumed = consume (look, rule->take);
  if (!consumed->is_known)
    return;
  __int128 numerator = (__int128) consumed->credits * look->agreement->rate.numerator;
  gint64 denominator = look->agreement->rate.denominator;
  if (is_beyond (award, numerator, denominator)
      && !falls_short (look->agreement, courses, numerator, denominator))
    report (look, index, consumed, award);
}

void
equate_find_credit_findings (const EquateAnalysis *analysis)
{
  const EquateRuleset *ruleset = analysis->ruleset;
  for (guint32 i = 0; i < ruleset->n_agreements; i++)
    {
      Look look = { .analysis = analysis, .agreement = &ruleset->agreements[i] };
      if (!equate_analysis_is_alive (analysis, i))
        continue;
      find_cheapest (&look);
      for (guint32 r = 0; r < look.agreement->rules.count; r++)
        check_rule (&look, look.agreement->rules.first + r);
      g_free (look.cheapest);
    }
}
