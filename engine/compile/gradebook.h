/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * All scales and conversions of a workspace, ready for use. Immutable once made; any number of
 * threads may read it.
 */
#pragma once

#include "compile/scale.h"

G_BEGIN_DECLS

typedef struct _EquateGradebook EquateGradebook;

/* An index into the gradebook; EQUATE_NO_INDEX: none. */
#define EQUATE_NO_INDEX G_MAXUINT32

/**
 * equate_gradebook_new:
 * @gradings: (element-type EquateGrading): the grading documents; borrowed, they must outlive it
 * @diagnostics: where faults go
 *
 * Resolves what scales and conversions say of one another. Reports EQ203, EQ204, EQ207 (also for
 * editions of a scale whose periods overlap), EQ210, EQ401 and EQ402. A faulty conversion gives no
 * grade.
 *
 * Returns: (transfer full): the gradebook; free with equate_gradebook_free()
 *
 * Since: 0.1
 */
EquateGradebook *equate_gradebook_new (const GPtrArray *gradings,
                                       EquateDiagnosticList *diagnostics);

/**
 * equate_gradebook_free:
 * @book: (transfer full) (nullable): a gradebook
 *
 * Frees a gradebook, but not the documents that it was made from.
 *
 * Since: 0.1
 */
void equate_gradebook_free (EquateGradebook *book);

/**
 * equate_gradebook_get_n_scales:
 * @book: a gradebook
 *
 * Counts the scales, all editions of one as one, in the order in which they first appear.
 *
 * Returns: how many
 *
 * Since: 0.1
 */
guint equate_gradebook_get_n_scales (const EquateGradebook *book);

/**
 * equate_gradebook_get_n_conversions:
 * @book: a gradebook
 *
 * Counts the conversions, in path and document order.
 *
 * Returns: how many
 *
 * Since: 0.1
 */
guint equate_gradebook_get_n_conversions (const EquateGradebook *book);

/**
 * equate_gradebook_find_scale:
 * @book: a gradebook
 * @id: (nullable): the id of a scale
 *
 * Finds a scale.
 *
 * Returns: its index, or %EQUATE_NO_INDEX
 *
 * Since: 0.1
 */
guint32 equate_gradebook_find_scale (const EquateGradebook *book, const char *id);

/**
 * equate_gradebook_find_conversion:
 * @book: a gradebook
 * @id: (nullable): the id of a conversion
 *
 * Finds a conversion.
 *
 * Returns: its index, or %EQUATE_NO_INDEX
 *
 * Since: 0.1
 */
guint32 equate_gradebook_find_conversion (const EquateGradebook *book, const char *id);

/**
 * equate_gradebook_get_conversion:
 * @book: a gradebook
 * @conversion: index of a conversion
 *
 * Hands out what a conversion was made from.
 *
 * Returns: (transfer none): the conversion as it was read
 *
 * Since: 0.1
 */
const EquateConversion *equate_gradebook_get_conversion (const EquateGradebook *book,
                                                         guint32 conversion);

/**
 * equate_gradebook_get_from:
 * @book: a gradebook
 * @conversion: index of a conversion
 *
 * Says at which scale a conversion begins.
 *
 * Returns: the index of the scale; %EQUATE_NO_INDEX where the conversion names an unknown one
 *
 * Since: 0.1
 */
guint32 equate_gradebook_get_from (const EquateGradebook *book, guint32 conversion);

/**
 * equate_gradebook_get_to:
 * @book: a gradebook
 * @conversion: index of a conversion
 *
 * Says at which scale a conversion ends.
 *
 * Returns: the index of the scale; %EQUATE_NO_INDEX where the conversion names an unknown one
 *
 * Since: 0.1
 */
guint32 equate_gradebook_get_to (const EquateGradebook *book, guint32 conversion);

/**
 * equate_gradebook_get_scale:
 * @book: a gradebook
 * @scale: index of a scale
 * @date: a day; not 0: where an entry has none, the decision's
 * @in_force: (out) (optional): whether the edition is in force on the day
 *
 * Finds the edition of a day: the one in force, else the last that began before, else the first.
 *
 * Returns: (transfer none): the edition
 *
 * Since: 0.1
 */
const EquateScaleEdition *equate_gradebook_get_scale (const EquateGradebook *book, guint32 scale,
                                                      EquateDate date, gboolean *in_force);

/**
 * equate_gradebook_get_n_editions:
 * @book: a gradebook
 * @scale: index of a scale
 *
 * Counts the editions of a scale.
 *
 * Returns: how many, at least 1
 *
 * Since: 0.1
 */
guint equate_gradebook_get_n_editions (const EquateGradebook *book, guint32 scale);

/**
 * equate_gradebook_get_edition:
 * @book: a gradebook
 * @scale: index of a scale
 * @index: which edition, from 0, in the order of time
 *
 * Hands out an edition of a scale.
 *
 * Returns: (transfer none): the edition
 *
 * Since: 0.1
 */
const EquateScaleEdition *equate_gradebook_get_edition (const EquateGradebook *book, guint32 scale,
                                                        guint index);

/**
 * equate_gradebook_suggest_scale:
 * @book: a gradebook
 * @id: an id that no scale has
 *
 * Finds the id that is nearest to a wrong one.
 *
 * Returns: (transfer none) (nullable): the id, or %NULL when none is near
 *
 * Since: 0.1
 */
const char *equate_gradebook_suggest_scale (const EquateGradebook *book, const char *id);

/**
 * equate_gradebook_suggest_conversion:
 * @book: a gradebook
 * @id: an id that no conversion has
 *
 * Finds the id that is nearest to a wrong one.
 *
 * Returns: (transfer none) (nullable): the id, or %NULL when none is near
 *
 * Since: 0.1
 */
const char *equate_gradebook_suggest_conversion (const EquateGradebook *book, const char *id);

/**
 * equate_gradebook_suggest_grade:
 * @book: a gradebook
 * @scale: index of a scale
 * @grade: a grade that no edition of it knows
 *
 * Finds the label that is nearest to a wrong one.
 *
 * Returns: (transfer none) (nullable): the label, or %NULL when none is near
 *
 * Since: 0.1
 */
const char *equate_gradebook_suggest_grade (const EquateGradebook *book, guint32 scale,
                                            const char *grade);

typedef struct
{
  EquateMark mark;    /* NONE: the conversion gives no grade */
  const char *method; /* static; the method that gave it: of the fallback where that was used */
  gboolean fallback;
} EquateConverted;

/**
 * equate_gradebook_convert:
 * @book: a gradebook
 * @conversion: index of a conversion
 * @mark: a grade of an edition of the conversion's from scale
 * @entry_date: the day of the entry, for the intermediate scales of a chain; not 0
 * @on: the day of the decision, for the to scale; not 0
 *
 * Converts a grade. A pass that would fail becomes the lowest pass; a failing grade that would pass
 * becomes the best failing one, or none where the scale has no failing ones. `linear` leads failing
 * grades along the line from worst to pass where both scales are numeric and have one, else to the
 * best failing grade; `distribution` always to that one.
 *
 * Returns: the grade, of kind %EQUATE_MARK_NONE where there is none, and how it was made
 *
 * Since: 0.1
 */
EquateConverted equate_gradebook_convert (const EquateGradebook *book, guint32 conversion,
                                          const EquateMark *mark, EquateDate entry_date,
                                          EquateDate on);

/**
 * equate_gradebook_explain:
 * @book: a gradebook
 * @conversion: index of a conversion
 * @mark: as for equate_gradebook_convert()
 * @written: (nullable): the mark as the person wrote it; %NULL: as its scale writes it
 * @entry_date: as for equate_gradebook_convert()
 * @on: as for equate_gradebook_convert()
 * @steps: (element-type utf8): where the steps go, each to be freed with g_free()
 *
 * Says step by step what a conversion does: the links of a chain, the row of a table, the exact
 * value before it is rounded.
 *
 * Since: 0.1
 */
void equate_gradebook_explain (const EquateGradebook *book, guint32 conversion,
                               const EquateMark *mark, const char *written,
                               EquateDate entry_date, EquateDate on, GPtrArray *steps);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EquateGradebook, equate_gradebook_free)

G_END_DECLS
