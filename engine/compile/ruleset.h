/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * The compiled workspace: flat arrays of records, quick to walk. Immutable once made; any number
 * of threads may read it.
 */
#pragma once

#include "compile/compiled.h"
#include "load/workspace.h"

G_BEGIN_DECLS

/*
 * The arrays of a ruleset: ARRAY (name, type of a record). All that goes through each of them, the
 * snapshot above all, is made from this list.
 *
 * institutions are sorted by id, courses by institution, then key; agreements stand in path and
 * document order; pairs are those of the approved and illustrative ones, by from, to, agreement.
 */
#define EQUATE_RULESET_ARRAYS(ARRAY)                                                               \
  ARRAY (string_lists, EquateString)                                                               \
  ARRAY (index_lists, guint32)                                                                     \
  ARRAY (decimals, EquateDecimal)                                                                  \
  ARRAY (institutions, EquateCompiledInstitution)                                                  \
  ARRAY (courses, EquateCompiledCourse)                                                            \
  ARRAY (editions, EquateCompiledEdition)                                                          \
  ARRAY (hours, EquateCompiledHours)                                                               \
  ARRAY (programmes, EquateCompiledProgramme)                                                      \
  ARRAY (plan_items, EquateCompiledPlanItem)                                                       \
  ARRAY (conditions, EquateCompiledConditions)                                                     \
  ARRAY (nodes, EquateCompiledNode)                                                                \
  ARRAY (gives, EquateCompiledGive)                                                                \
  ARRAY (periods, EquatePeriod)                                                                    \
  ARRAY (terms, EquateCompiledTerms)                                                               \
  ARRAY (rules, EquateCompiledRule)                                                                \
  ARRAY (limits, EquateCompiledLimit)                                                              \
  ARRAY (matches, EquateCompiledMatch)                                                             \
  ARRAY (match_pages, guint32)                                                                     \
  ARRAY (agreements, EquateCompiledAgreement)                                                      \
  ARRAY (pairs, EquateCompiledPair)                                                                \
  ARRAY (code_slots, EquateCodeSlot)

typedef struct
{
  const char *strings; /* the texts, each ended by NUL */
  guint32 n_strings;   /* bytes */
#define DECLARE(name, type)                                                                        \
  const type *name;                                                                                \
  guint32 n_##name;
  EQUATE_RULESET_ARRAYS (DECLARE)
#undef DECLARE
  const char *digest;         /* "sha256:…"; borrowed from the workspace or the origin */
  EquateGradebook *gradebook; /* owned */
  gpointer origin;            /* owned: what all of the above rests on */
  GDestroyNotify free_origin;
} EquateRuleset;

/*
 * Resolves all references and compiles. Reports EQ111, EQ201 to EQ211, EQ301, EQ403, EQ404 and the gradebook's; with an
 * error among the diagnostics (the workspace's own included) the result must not decide. Borrows workspace, which must outlive the ruleset.
 */
EquateRuleset *equate_ruleset_new (const EquateWorkspace *workspace,
                                   EquateDiagnosticList *diagnostics);
void equate_ruleset_free (EquateRuleset *ruleset);

static inline const char *
equate_ruleset_text (const EquateRuleset *ruleset, EquateString string)
{
  return ruleset->strings + string;
}

/* What a rule (an index of rules) says beside what it takes and gives. */
static inline const EquateCompiledTerms *
equate_ruleset_get_terms (const EquateRuleset *ruleset, guint32 rule)
{
  return &ruleset->terms[ruleset->rules[rule].terms];
}

/* EQUATE_NO_INDEX where there is none. */
guint32 equate_ruleset_find_institution (const EquateRuleset *ruleset, const char *id);

/* By code key; aliases are found as well. */
guint32 equate_ruleset_find_course (const EquateRuleset *ruleset, guint32 institution,
                                    const char *key);
/* Many at once: editions[i] is the first of the course with keys[i], perhaps with
 * EQUATE_FIRST_OF_SEVERAL, or EQUATE_NO_INDEX. */
void equate_ruleset_find_editions (const EquateRuleset *ruleset, guint32 institution,
                                   const char *const *keys, guint n, guint32 *editions);
guint32 equate_ruleset_find_programme (const EquateRuleset *ruleset, guint32 institution,
                                       const char *id);

/* The edition (an index of editions) in force on the date, as language.md 9 "Editions": else the last that began before
 * it, else the first; in_force (nullable) says which. */
guint32 equate_ruleset_find_edition (const EquateRuleset *ruleset, guint32 course, EquateDate date,
                                     gboolean *in_force);

/* Is the course that a COURSE or WAIVER awards in force on the date? credits: the catalog's on that
 * date, 0 where it states none. */
static inline gboolean
equate_ruleset_look_up_give (const EquateRuleset *ruleset, const EquateCompiledGive *give,
                             EquateDate date, EquateDecimal *credits)
{
  if (give->catalog != 0)
    {
      *credits = ruleset->decimals[give->catalog - 1];
      return TRUE;
    }
  gboolean in_force = FALSE;
  guint32 edition = equate_ruleset_find_edition (ruleset, give->target, date, &in_force);
  *credits = MAX (ruleset->editions[edition].credits, 0);
  return in_force;
}

/* The first of the pairs of these institutions, or where it would stand. */
guint32 equate_ruleset_find_pair (const EquateRuleset *ruleset, guint32 from, guint32 to);

/* The agreement that decides (language.md 6.1); programme NULL: none. EQUATE_NO_INDEX: none. */
guint32 equate_ruleset_find_agreement (const EquateRuleset *ruleset, guint32 from, guint32 to,
                                       const char *programme, EquateDate on);

/* Whether the agreement is in force on the date and serves the programme (NULL: none), whatever its
 * status. */
gboolean equate_ruleset_agreement_fits (const EquateRuleset *ruleset, guint32 agreement,
                                        const char *programme, EquateDate on);

/* "did you mean": the nearest institution id; the nearest codes of an institution (at most max, borrowed texts
 * of codes). */
const char *equate_ruleset_suggest_institution (const EquateRuleset *ruleset, const char *id);
guint equate_ruleset_suggest_courses (const EquateRuleset *ruleset, guint32 institution,
                                      const char *code, guint max, guint32 *courses);

/* The title of an edition in English, else the first; "" when it has none. */
const char *equate_ruleset_get_title (const EquateRuleset *ruleset, guint32 edition);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EquateRuleset, equate_ruleset_free)

G_END_DECLS
