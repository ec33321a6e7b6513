/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * What cases name, looked up in the rules that they are about.
 */
#pragma once

#include "compile/ruleset.h"

G_BEGIN_DECLS

/**
 * equate_cases_find_agreement:
 * @ruleset: (transfer none): the ruleset
 * @cases: (transfer none): a document of its workspace
 *
 * Looks up the agreement that cases are about.
 *
 * Returns: an index of agreements, or EQUATE_NO_INDEX
 *
 * Since: 0.1
 */
guint32 equate_cases_find_agreement (const EquateRuleset *ruleset, const EquateCases *cases);

/**
 * equate_case_find_source:
 * @ruleset: (transfer none): the ruleset
 * @agreement: an index of agreements
 * @one: (transfer none): a case about it
 *
 * Tells where the entries of a case come from: the institution that it names, else the only one of
 * the agreement.
 *
 * Returns: an index of institutions; EQUATE_NO_INDEX where it is not one of the agreement's
 *
 * Since: 0.1
 */
guint32 equate_case_find_source (const EquateRuleset *ruleset, guint32 agreement,
                                 const EquateCase *one);

/**
 * equate_code_is_course:
 * @ruleset: (transfer none): the ruleset
 * @institution: an index of institutions
 * @code: (transfer none): a code as somebody wrote it
 * @shown: a code as a decision shows it
 *
 * Tells whether two codes mean the same course of an institution, former codes included.
 *
 * Returns: TRUE when they do
 *
 * Since: 0.1
 */
gboolean equate_code_is_course (const EquateRuleset *ruleset, guint32 institution,
                                const EquateCode *code, const char *shown);

/**
 * equate_cases_check:
 * @ruleset: (transfer none): the ruleset
 * @workspace: (transfer none): the workspace that it was made from
 * @diagnostics: (transfer none): receives EQ201, EQ203 to EQ206, EQ506,
 *   EQ602 and EQ603
 *
 * Checks what the cases of a workspace name.
 *
 * Since: 0.1
 */
void equate_cases_check (const EquateRuleset *ruleset, const EquateWorkspace *workspace,
                         EquateDiagnosticList *diagnostics);

G_END_DECLS
