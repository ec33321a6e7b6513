/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Days, programmes, dates and grades that stand for all others, for some rules and some courses: on
 * whatever day, for whatever programme and whatever entries of these courses, completed by then and
 * with a passing grade or an ungraded pass, the rules (and the denials that touch the courses) do
 * what they do for one of the samples. Each interval between two bounds that any of them names has
 * one.
 */
#pragma once

#include "analyse/analysis.h"
#include "analyse/trial.h"

G_BEGIN_DECLS

typedef struct _EquateSamples EquateSamples;

/* courses and rules are borrowed, ascending; the courses are of one institution. */
EquateSamples *equate_samples_new (const EquateAnalysis *analysis, guint32 agreement,
                                   const guint32 *courses, guint n_courses, const guint32 *rules,
                                   guint n_rules);
void equate_samples_free (EquateSamples *samples);

/* EquateDate; the day of the analysis first where it is one of them. */
const GArray *equate_samples_get_days (const EquateSamples *samples);

/* guint32, programmes; EQUATE_NO_INDEX for none. */
const GArray *equate_samples_get_programmes (const EquateSamples *samples);

/* Appends, as EquateTrialEntry, the entries of the course at a place that stand for all on a day of
 * decision. */
void equate_samples_add_entries (const EquateSamples *samples, guint place, EquateDate on,
                                 GArray *entries);

/* The next grade that is better than one; of kind NONE: there is none. */
EquateMark equate_samples_next_better (const EquateScaleEdition *edition, const EquateMark *mark);

/* A grade as an example shows it: a number in its shortest form, else the label; borrowed from the
 * scale, or the buffer. */
const char *equate_samples_write_grade (const EquateMark *mark, char buffer[EQUATE_DECIMAL_BUFFER]);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EquateSamples, equate_samples_free)

G_END_DECLS
