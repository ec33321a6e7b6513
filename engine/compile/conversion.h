/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * One conversion, ready for use: its rules checked against every edition of its two scales, and
 * carried out. Ids are resolved by the gradebook.
 */
#pragma once

#include "compile/distribution.h"

G_BEGIN_DECLS

/* Conversions that one mark may pass through, all chains and fallbacks written out. */
#define EQUATE_MAX_CONVERSION_STEPS 64u

/* The editions of one scale in the order of time. */
typedef struct
{
  const char *id;                      /* borrowed */
  const EquateScaleEdition **editions; /* in the arena */
  guint n_editions;
} EquateScaleSeries;

typedef struct _EquateCompiledConversion EquateCompiledConversion;

struct _EquateCompiledConversion
{
  const EquateConversion *conversion; /* borrowed */
  const EquateScaleSeries *from;      /* borrowed; NULL: unknown */
  const EquateScaleSeries *to;        /* borrowed; NULL: unknown */
  gboolean faulty;                    /* something was reported: it gives no grade */
  /* Chains and fallbacks; borrowed; NULL where the id is unknown. */
  EquateCompiledConversion **via;
  guint n_via;
  EquateCompiledConversion *fallback;
  /* Tables; in the arena: of each row the mark on each edition of from, and of to. */
  EquateMark *at_least;
  EquateMark *give;
  /* Distributions; in the arena: by edition; NULL where they cannot be known. */
  const EquateShares **from_shares;
  const EquateShares **to_shares;
};

/* What a mark goes through. */
typedef struct
{
  EquateDate entry_date; /* of the intermediate scales of chains */
  EquateDate on;         /* of the last scale */
  GPtrArray *steps;      /* borrowed; of char *; NULL: nobody wants to know */
  const char *written;   /* borrowed; the mark as the person wrote it; NULL: as its scale does */
  const char *method;    /* out: the method that gave the grade in the end; static */
  gboolean fallback;     /* out: whether a fallback was used on the way */
} EquateConversionRun;

/**
 * equate_scale_series_find:
 * @series: the editions of a scale
 * @date: a day
 * @in_force: (out) (optional): whether the edition is in force on the day
 *
 * Finds the edition of a day: the one in force, else the last that began before, else the first.
 *
 * Returns: (transfer none): the edition
 *
 * Since: 0.1
 */
const EquateScaleEdition *equate_scale_series_find (const EquateScaleSeries *series,
                                                    EquateDate date, gboolean *in_force);

/**
 * equate_scale_series_suggest:
 * @series: the editions of a scale
 * @grade: a grade that none of them knows
 *
 * Finds the label that is nearest to a wrong one.
 *
 * Returns: (transfer none) (nullable): the label, or %NULL when none is near
 *
 * Since: 0.1
 */
const char *equate_scale_series_suggest (const EquateScaleSeries *series, const char *grade);

/**
 * equate_conversion_compile:
 * @compiled: a conversion, its ids resolved
 * @arena: where what it needs lies
 * @diagnostics: where faults go
 *
 * Checks a conversion against its scales (EQ210, EQ402) and works out what it needs. Cycles are not
 * found here.
 *
 * Since: 0.1
 */
void equate_conversion_compile (EquateCompiledConversion *compiled, EquateArena *arena,
                                EquateDiagnosticList *diagnostics);

/**
 * equate_conversion_apply:
 * @compiled: a conversion without cycles
 * @mark: a mark
 * @run: the dates and, afterwards, how it was done
 *
 * Converts a grade of one of the editions of the conversion's from scale. A failing grade stays
 * one, and so does a passing one.
 *
 * Returns: a grade on the edition of the to scale that holds on @run's day; of kind
 *   %EQUATE_MARK_NONE where there is none
 *
 * Since: 0.1
 */
EquateMark equate_conversion_apply (const EquateCompiledConversion *compiled,
                                    const EquateMark *mark, EquateConversionRun *run);

G_END_DECLS
