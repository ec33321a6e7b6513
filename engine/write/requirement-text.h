/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Compiled requirements and awards in words. The words hold codes and patterns as they are: whoever
 * shows them on a terminal makes them safe.
 */
#pragma once

#include "compile/ruleset.h"

G_BEGIN_DECLS

/**
 * equate_conditions_append_text:
 * @ruleset: a ruleset
 * @asked: what a leaf asks for
 * @out: where the words go
 *
 * Appends the conditions of a leaf ("a grade of at least 70, not older than 5
 * years"); nothing where it has none.
 *
 * Since: 0.1
 */
void equate_conditions_append_text (const EquateRuleset *ruleset,
                                    const EquateCompiledConditions *asked, GString *out);

/**
 * equate_requirement_append_text:
 * @ruleset: a ruleset
 * @node: a requirement, by its index
 * @out: where the words go
 *
 * Appends a requirement ("MA1101 with at least 70 and (EE2001 or EE2002)").
 *
 * Since: 0.1
 */
void equate_requirement_append_text (const EquateRuleset *ruleset, guint32 node, GString *out);

/**
 * equate_give_append_text:
 * @ruleset: a ruleset
 * @give: an award, by its index
 * @out: where the words go
 *
 * Appends an award ("FIZ1 and 2 credits of elective free").
 *
 * Since: 0.1
 */
void equate_give_append_text (const EquateRuleset *ruleset, guint32 give, GString *out);

/**
 * equate_string_list_append_text:
 * @ruleset: a ruleset
 * @list: strings, as a range of string_lists
 * @separator: what stands between two
 * @out: where the words go
 *
 * Appends the strings of a list.
 *
 * Since: 0.1
 */
void equate_string_list_append_text (const EquateRuleset *ruleset, EquateRange list,
                                     const char *separator, GString *out);

/**
 * equate_period_append_text:
 * @period: a period
 * @out: where the words go
 *
 * Appends a period ("from 2024-10-01 until 2029-09-30"); nothing for one that is open at both ends.
 *
 * Since: 0.1
 */
void equate_period_append_text (EquatePeriod period, GString *out);

G_END_DECLS
