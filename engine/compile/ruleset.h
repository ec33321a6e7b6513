/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * The compiled workspace: flat arrays of records, quick to walk. Immutable once made; any number
 * of threads may read it.
 */
#pragma once

#include "compile/compiled.h"
#include "load/workspace.h"

G_BEGIN_DECLS

typedef struct
{
  const char *strings;
  gsize n_strings; /* bytes */
  const EquateString *string_lists;
  guint32 n_string_lists;
  const guint32 *index_lists;
  guint32 n_index_lists;
  const EquateDecimal *decimals;
  guint32 n_decimals;
  const EquateCompiledInstitution *institutions; /* by id */
  guint32 n_institutions;
  const EquateCompiledCourse *courses; /* by institution, then key */
  guint32 n_courses;
  const EquateCompiledEdition *editions;
  guint32 n_editions;
  const EquateDecimal (*hours)[EQUATE_N_HOURS];
  guint32 n_hours;
  const EquateCompiledProgramme *programmes;
  guint32 n_programmes;
  const EquateCompiledPlanItem *plan_items;
  guint32 n_plan_items;
  const EquateCompiledConditions *conditions;
  guint32 n_conditions;
  const EquateCompiledNode *nodes;
  guint32 n_nodes;
  const EquateCompiledGive *gives;
  guint32 n_gives;
  const EquateCompiledRule *rules;
  guint32 n_rules;
  const EquateCompiledLimit *limits;
  guint32 n_limits;
  const EquateCompiledMatch *matches;
  guint32 n_matches;
  const EquateCompiledAgreement *agreements; /* in path and document order */
  guint32 n_agreements;
  const EquateCompiledPair *pairs; /* approved and illustrative ones; by from, to, agreement */
  guint32 n_pairs;
  const EquateCodeSlot *code_slots;
  guint32 n_code_slots;
  const char *digest; /* "sha256:…" */
  EquateGradebook *gradebook; /* owned */
  GPtrArray *arrays;          /* owned: what all of the above lies in */
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

/* EQUATE_NO_INDEX where there is none. */
guint32 equate_ruleset_find_institution (const EquateRuleset *ruleset, const char *id);

/* By code key; aliases are found as well. */
guint32 equate_ruleset_find_course (const EquateRuleset *ruleset, guint32 institution,
                                    const char *key);
guint32 equate_ruleset_find_programme (const EquateRuleset *ruleset, guint32 institution,
                                       const char *id);

/* The edition (an index of editions) in force on the date, as language.md 9 "Editions": else the last that began before
 * it, else the first; in_force (nullable) says which. */
guint32 equate_ruleset_find_edition (const EquateRuleset *ruleset, guint32 course, EquateDate date,
                                     gboolean *in_force);

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
