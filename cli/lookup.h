/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * The institutions, courses and programmes that a call names.
 */
#pragma once

#include "compile/ruleset.h"

G_BEGIN_DECLS

/* "INST:CODE[,CODE…]", resolved. */
typedef struct
{
  guint32 institution; /* EQUATE_NO_INDEX: any */
  GArray *courses;     /* owned; of guint32; empty where none is named */
} EquatePlaceName;

/**
 * equate_lookup_institution:
 * @ruleset: a ruleset
 * @id: what was written
 * @institution: (out): its index
 * @error: return location for an error
 *
 * Finds an institution; fails with %EQUATE_REFUSAL and the nearest name.
 *
 * Returns: %FALSE with @error set
 *
 * Since: 0.1
 */
gboolean equate_lookup_institution (const EquateRuleset *ruleset, const char *id,
                                    guint32 *institution, GError **error);

/**
 * equate_lookup_programme:
 * @ruleset: a ruleset
 * @institution: the index of an institution
 * @id: what was written
 * @error: return location for an error
 *
 * Makes sure that a programme exists; fails with %EQUATE_REFUSAL and the nearest name.
 *
 * Returns: %FALSE with @error set
 *
 * Since: 0.1
 */
gboolean equate_lookup_programme (const EquateRuleset *ruleset, guint32 institution, const char *id,
                                  GError **error);

/**
 * equate_lookup_place:
 * @ruleset: a ruleset
 * @text: "INST", "INST:CODE[,CODE…]" or "any"
 * @place: (out caller-allocates): what it stands for; equate_place_name_clear() in any case
 * @error: return location for an error
 *
 * Finds an institution with courses; fails with %EQUATE_REFUSAL and the nearest names.
 *
 * Returns: %FALSE with @error set
 *
 * Since: 0.1
 */
gboolean equate_lookup_place (const EquateRuleset *ruleset, const char *text,
                              EquatePlaceName *place, GError **error);

/**
 * equate_place_name_clear:
 * @place: a place
 *
 * Frees what a place owns.
 *
 * Since: 0.1
 */
void equate_place_name_clear (EquatePlaceName *place);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (EquatePlaceName, equate_place_name_clear)

G_END_DECLS
