/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * `extends` resolved: an agreement with what it inherits (language.md 9, "extends").
 */
#pragma once

#include "load/workspace.h"

G_BEGIN_DECLS

/* A rule and the agreement that wrote it; both borrowed from the workspace. */
typedef struct
{
  const EquateRule *rule;
  const EquateAgreement *origin;
} EquateMergedRule;

/* Everything inside is borrowed from the workspace but the arrays, which are owned. */
typedef struct
{
  const EquateAgreement *agreement;
  EquateName to;
  const EquateCreditTerms *credits; /* NULL: not stated */
  EquateName grades;
  gint repeats; /* EquateRepeats, never NONE */
  EquateAge max_age;
  const EquateConditions *defaults; /* NULL: none */
  GPtrArray *limits;                /* const EquateLimit * */
  GArray *rules;                    /* EquateMergedRule, in their final order */
  GArray *replaced;                 /* EquateMergedRule: inherited ones that were replaced */
  gboolean lacks_base;              /* something that it extends is unknown */
} EquateMergedAgreement;

/* agreements: id to EquateAgreement *, all of the workspace (borrowed as well). Reports EQ206 and EQ209. Free the
 * result with equate_merged_agreement_free(). */
EquateMergedAgreement *equate_agreement_merge (const EquateAgreement *agreement,
                                               GHashTable *agreements,
                                               const EquateWorkspace *workspace,
                                               EquateDiagnosticList *diagnostics);
void equate_merged_agreement_free (EquateMergedAgreement *merged);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EquateMergedAgreement, equate_merged_agreement_free)

G_END_DECLS
