/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Whose decision changes, for people and for programs.
 */
#pragma once

#include "analyse/impact.h"
#include "write/json-writer.h"

G_BEGIN_DECLS

/* What all records of a comparison come to. */
typedef struct
{
  guint64 records;
  guint64 changed;
  guint64 rejected; /* by either side */
  guint64 gained;   /* awards */
  guint64 lost;     /* awards */
  guint64 differing; /* awards that stay with other credits, grade, rule or courses */
  EquateDecimal credits_before;
  EquateDecimal credits_after;
} EquateImpactTotals;

/**
 * equate_impact_totals_add:
 * @totals: sums so far
 * @impact: one more record
 *
 * Adds a compared record to the sums.
 *
 * Since: 0.1
 */
void equate_impact_totals_add (EquateImpactTotals *totals, const EquateImpact *impact);

/**
 * equate_impact_append_text:
 * @impact: a record that changed
 * @out: where the text goes
 *
 * Appends what changed for one student, and why.
 *
 * Since: 0.1
 */
void equate_impact_append_text (const EquateImpact *impact, GString *out);

/**
 * equate_impact_totals_append_text:
 * @totals: the sums
 * @n_rules: rules that differ
 * @out: where the text goes
 *
 * Appends the sums.
 *
 * Since: 0.1
 */
void equate_impact_totals_append_text (const EquateImpactTotals *totals, guint n_rules,
                                       GString *out);

/**
 * equate_impact_write_json:
 * @impact: a record that changed
 * @writer: where an object is expected
 *
 * Writes what changed for one student as an object.
 *
 * Since: 0.1
 */
void equate_impact_write_json (const EquateImpact *impact, EquateJsonWriter *writer);

/**
 * equate_impact_totals_write_json:
 * @totals: the sums
 * @n_rules: rules that differ
 * @writer: where an object is expected
 *
 * Writes the sums as an object.
 *
 * Since: 0.1
 */
void equate_impact_totals_write_json (const EquateImpactTotals *totals, guint n_rules,
                                      EquateJsonWriter *writer);

G_END_DECLS
