/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * What requirements and awards have in common on their way in, and the conditions that an
 * agreement states for all of them.
 */
#pragma once

#include "load/fields.h"
#include "model/requirement.h"

G_BEGIN_DECLS

/* A list of alternatives: pointers to requirements or to awards. */
typedef struct
{
  gpointer *items; /* in the arena */
  guint length;
  gboolean given;
  EquateSpan span;
} EquateAlternatives;

extern const EquateRecordType equate_conditions_type; /* EquateConditions; `defaults` */

/* Fields of a record that has EquateConditions at base. */
#define EQUATE_CONDITION(base, member) ((base) + G_STRUCT_OFFSET (EquateConditions, member))
#define EQUATE_CONDITION_FIELDS(base)                                                              \
  { "min-grade", EQUATE_FIELD_NAME, EQUATE_CONDITION (base, min_grade) },                          \
      { "max-grade", EQUATE_FIELD_NAME, EQUATE_CONDITION (base, max_grade) },                      \
      { "min-credits", EQUATE_FIELD_CREDITS, EQUATE_CONDITION (base, min_credits) },               \
      { "max-credits", EQUATE_FIELD_CREDITS, EQUATE_CONDITION (base, max_credits) },               \
      { "taken", EQUATE_FIELD_PERIOD, EQUATE_CONDITION (base, taken) },                            \
      { "max-age", EQUATE_FIELD_AGE, EQUATE_CONDITION (base, max_age) },                           \
      { "level", EQUATE_FIELD_CHOICE, EQUATE_CONDITION (base, level),                              \
        .detail = equate_level_choices },                                                          \
      { "language", EQUATE_FIELD_TEXT, EQUATE_CONDITION (base, language) },                        \
  {                                                                                                \
    "min-hours", EQUATE_FIELD_CUSTOM, EQUATE_CONDITION (base, min_hours),                          \
        .decode = equate_load_min_hours, .shape = "record", .detail = &equate_hours_type           \
  }

/* Pointer to EquateHours; at least one kind. */
void equate_load_min_hours (EquateDecoder *decoder, gpointer field);

/* Whether any condition is asked. */
gboolean equate_conditions_given (const EquateConditions *conditions);

/* Reads a list of nodes, each by decode into a pointer; an empty list is reported with code. */
void equate_load_alternatives (EquateDecoder *decoder, EquateDecodeFunc decode,
                               EquateDiagnosticCode code, EquateAlternatives *alternatives);

G_END_DECLS
