/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Where two rules of one agreement come together. They meet if some transcript has a set of entries
 * that each of the two could consume as a whole, both surely (nothing unknown, nothing denied, no
 * `unless` met), at one priority. What they give there may differ:
 *
 * A tie: the same sum of credits and the same number of courses awarded or waived, but other
 * awards. Criteria a and b of language.md 6.5 are equal and d is, so that grades or the order of
 * the rules decide.
 *
 * An overlap: other credits, or another number of courses, so that the selection prefers one of the
 * two although that does not give all that the other gives; and the preferred one is also applied
 * where the other is not, for entries of the same courses with other grades or dates, on another
 * day or for another programme. The two divide these between them, but do not keep to it. Where the
 * preferred one is applied only where the other is as well, it is the special case that was meant
 * to go first. Pairs that tie somewhere, and rules that another one makes needless, are left out.
 *
 * Rules whose gives are written alike are not compared, and neither are the choices of one rule.
 *
 * Transcripts are those of students for whom the agreement decides, with entries of courses of the
 * catalog, with the catalog's credits and titles, completed on or before the day of the decision,
 * with any grade of the institution's scale. Credits and titles of an entry's own, codes that no
 * catalog knows and grades of other scales are not counted; entries without a date, and without a
 * grade, satisfy nothing that an entry of the day of decision, or some graded one or an ungraded
 * pass, would not.
 *
 * Silence is a proof. More entries never make a rule possible that was not (they can only meet an
 * `unless`), so that it is enough to look at the set itself. All sets that two rules could consume
 * are listed (way-groups.h), and of each set a sample of every kind of day, programme, dates and
 * grades (samples.h) is put before the rules (trial.h). Where that is too much, the pair is
 * untried.
 */
#pragma once

#include "analyse/families.h"
#include "analyse/trial.h"

G_BEGIN_DECLS

typedef enum
{
  EQUATE_MEETING_TIE,
  EQUATE_MEETING_OVERLAP,
  EQUATE_MEETING_UNTRIED,
} EquateMeetingKind;

typedef struct
{
  guint32 early; /* rules */
  guint32 late;
  EquateMeetingKind kind;
  const EquateTrialCase *example; /* borrowed from the meetings; UNTRIED: NULL */
} EquateMeeting;

struct _EquateRuleMeetings
{
  GArray *found;      /* owned: EquateMeeting, by late, then early */
  EquateArena *arena; /* owned: the examples */
};

/* needless: by place in the agreement, rules whose overlaps do not matter. Spends the work of the
 * view; where it ends early, the rest of the pairs is not among the found ones. */
EquateRuleMeetings *equate_rule_meetings_new (const EquateAnalysis *analysis,
                                              const EquateAgreementView *view,
                                              const guint8 *needless);
void equate_rule_meetings_free (EquateRuleMeetings *meetings);

/* The next late rule with meetings of the kind, from *place on: its first, and how many there are;
 * NULL: there is none. */
const EquateMeeting *equate_rule_meetings_next (const EquateRuleMeetings *meetings,
                                                EquateMeetingKind kind, guint *place, guint *n);

/* The applications of the early and of the late rule that show what the example is for: in a tie
 * two that tie, else the best of each. Valid until the next trial. */
void equate_meeting_show (EquateTrial *trial, const EquateMeeting *meeting,
                          const EquateApplication **early, const EquateApplication **late);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EquateRuleMeetings, equate_rule_meetings_free)

G_END_DECLS
