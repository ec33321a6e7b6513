/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Tables and kinds of fields that several document kinds share.
 */
#pragma once

#include "model/transcript.h"

G_BEGIN_DECLS

/* A choice of which it matters whether it was stated. */
typedef struct
{
  gint value;
  gboolean given;
} EquateGivenChoice;

extern const EquateRecordType equate_hours_type; /* EquateHours */
extern const EquateRecordType equate_entry_type; /* EquateEntry */

/* gint; at least 1. */
void equate_load_positive (EquateDecoder *decoder, gpointer field);

/* EquateGivenChoice, of the choices. */
void equate_load_given_choice (EquateDecoder *decoder, const EquateChoice *choices,
                               EquateGivenChoice *choice);

/* EquateName; digits of ISCED-F 2013, at least least of them and at most 4. */
void equate_load_isced (EquateDecoder *decoder, guint least, EquateName *name);

/* Reports EQ207 for each item whose id (an EquateName at offset) an earlier one has. what: "rule".
 */
void equate_load_check_ids (EquateDecoder *decoder, const EquateList *items, gsize item_size,
                            gsize offset, const char *what);

/* Of a place, for messages that name another one. */
guint equate_load_line (EquateSpan span);

G_END_DECLS
