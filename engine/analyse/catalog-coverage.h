/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * How far the rules of an agreement reach: which courses of the source no rule speaks of, and which
 * courses of the target's plans nothing leads to.
 */
#pragma once

#include "compile/ruleset.h"

G_BEGIN_DECLS

typedef struct
{
  guint32 agreement;
  guint n_courses;      /* of the institutions that it takes from */
  GArray *without_rule; /* owned: guint32, courses that are neither taken nor denied */
  guint n_planned; /* courses of the plans of its programmes; those of all where it names none */
  GArray *not_reached; /* owned: guint32, those of them that are neither awarded nor waived */
} EquateCatalogCoverage;

/**
 * equate_catalog_coverage_new:
 * @ruleset: a workspace without errors
 *
 * Looks how far the rules of all agreements reach but those of bases and revoked ones. What a rule
 * only names in `unless` is not taken by it.
 *
 * Returns: (transfer full) (element-type EquateCatalogCoverage): by agreement; courses in the order
 *   of the ruleset. Free with g_ptr_array_unref()
 *
 * Since: 0.1
 */
GPtrArray *equate_catalog_coverage_new (const EquateRuleset *ruleset);

G_END_DECLS
