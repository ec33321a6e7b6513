/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * How far agreements reach, as a table or as JSON.
 */
#pragma once

#include "compile/ruleset.h"

G_BEGIN_DECLS

/**
 * equate_coverage_append_text:
 * @ruleset: what the coverage was made from
 * @coverage: (element-type EquateCatalogCoverage): by agreement
 * @out: where the text goes
 *
 * Appends a table with numbers and shares, then the courses that are left out.
 *
 * Since: 0.1
 */
void equate_coverage_append_text (const EquateRuleset *ruleset, const GPtrArray *coverage,
                                  GString *out);

/**
 * equate_coverage_append_json:
 * @ruleset: what the coverage was made from
 * @coverage: (element-type EquateCatalogCoverage): by agreement
 * @out: where the JSON goes
 *
 * Appends an array with an object for each agreement.
 *
 * Since: 0.1
 */
void equate_coverage_append_json (const EquateRuleset *ruleset, const GPtrArray *coverage,
                                  GString *out);

G_END_DECLS
