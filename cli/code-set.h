/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Which diagnostics a person names: by code, by name, or a whole family.
 */
#pragma once

#include "base/diagnostic.h"

G_BEGIN_DECLS

typedef struct
{
  guint8 has[EQUATE_N_DIAGNOSTICS];
} EquateCodeSet;

/**
 * equate_code_set_parse:
 * @set: (out caller-allocates): the codes
 * @text: codes ("EQ305"), names ("duplicate-rule") and families ("EQ3", "EQ31") with commas between
 * @error: return location for an error
 *
 * Reads a list of codes. Fails with %EQUATE_REFUSAL, and the nearest name where there is one.
 *
 * Returns: %FALSE with @error set
 *
 * Since: 0.1
 */
gboolean equate_code_set_parse (EquateCodeSet *set, const char *text, GError **error);

G_END_DECLS
