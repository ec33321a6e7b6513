/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * A few entries put before some rules of an agreement, by the same code that decides: what an
 * analysis claims of rules is shown by an example, not by a second reading of the language.
 */
#pragma once

#include "decide/evaluation.h"

G_BEGIN_DECLS

typedef struct
{
  guint32 course;
  EquateDate date;   /* when it was completed; not 0 */
  const char *grade; /* as the source scale writes it */
} EquateTrialEntry;

typedef struct
{
  guint32 agreement;
  guint32 programme; /* EQUATE_NO_INDEX: none */
  EquateDate on;
  const guint32 *rules; /* borrowed: ascending; only these are applied, but all denials count */
  guint n_rules;
  const EquateTrialEntry *entries; /* borrowed: by course, no course twice, of one institution */
  guint n_entries;
} EquateTrialCase;

typedef struct _EquateTrial EquateTrial;

/* Memory for trials, reused from one to the next. Borrows ruleset. */
EquateTrial *equate_trial_new (const EquateRuleset *ruleset);
void equate_trial_free (EquateTrial *trial);

/* The applications that consume all entries and rest on nothing unknown, as EquateApplication;
 * valid until the next trial. */
const GArray *equate_trial_run (EquateTrial *trial, const EquateTrialCase *question);

/* How many steps the last trial took, and whether it had to leave ways out. */
guint64 equate_trial_get_steps (const EquateTrial *trial, gboolean *is_cut);

/* An example as a reader meets it: courses with grades and days, and when it is decided. */
char *equate_trial_case_describe (const EquateRuleset *ruleset, const EquateTrialCase *question);

/* What an application awards; with_credits: and for courses how many credits. */
char *equate_trial_awards_describe (const EquateRuleset *ruleset,
                                    const EquateApplication *application, gboolean with_credits);

/* Does the agreement decide for students of the institution, the programme and the day? A draft is
 * read as if it were approved alone. */
gboolean equate_trial_agreement_fits (const EquateRuleset *ruleset, guint32 agreement,
                                      guint32 institution, guint32 programme, EquateDate on);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EquateTrial, equate_trial_free)

G_END_DECLS
