/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * The compiled form of an agreement as text: what really stands after `extends`, `defaults` and the
 * search of patterns in the catalogs. For tests and for whoever wonders what the compiler made.
 */
#pragma once

#include "compile/ruleset.h"

G_BEGIN_DECLS

/**
 * equate_ruleset_append_agreement:
 * @ruleset: a ruleset
 * @agreement: an agreement, by its index
 * @out: where the text goes
 *
 * Appends the agreement's terms, limits and rules, and the inherited rules that were replaced; the
 * same ruleset gives the same text, one fact a line, indented by what it belongs to.
 *
 * Since: 0.1
 */
void equate_ruleset_append_agreement (const EquateRuleset *ruleset, guint32 agreement,
                                      GString *out);

G_END_DECLS
