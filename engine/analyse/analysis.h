/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * What all families of findings share: what they look at, and the names and places of rules.
 */
#pragma once

#include "base/diagnostic.h"
#include "compile/ruleset.h"

G_BEGIN_DECLS

typedef struct
{
  const EquateWorkspace *workspace; /* borrowed: for the places of what was written */
  const EquateRuleset *ruleset;     /* borrowed: compiled without an error */
  EquateDate on;                    /* the day on which "passed" and "expired" are judged */
  EquateDiagnosticList *diagnostics; /* borrowed */
  const EquateRule *const *records; /* borrowed: by rule, as written; filled in by equate_analyse() */
} EquateAnalysis;

/* The place of a rule as it was written (the whole first key), for diagnostics. */
EquateSpan equate_analysis_rule_span (const EquateAnalysis *analysis, guint32 rule);

/* The id of a rule. */
const char *equate_analysis_rule_id (const EquateAnalysis *analysis, guint32 rule);

/* Whether an agreement decides, or will: it is no base and was not revoked. */
gboolean equate_analysis_is_alive (const EquateAnalysis *analysis, guint32 agreement);

/* Two guint32 in ascending order. */
int equate_compare_numbers (gconstpointer a, gconstpointer b);

G_END_DECLS
