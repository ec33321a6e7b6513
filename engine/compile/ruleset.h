/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * The compiled workspace: flat arrays that refer to one another by index, so that it is small, quick to
 * walk, and could stand in a mapped file as it is. Immutable once made; any number of threads may
 * read it.
 */
#pragma once

#include "compile/gradebook.h"
#include "load/workspace.h"

G_BEGIN_DECLS

/* An offset into EquateRuleset.strings; 0 is the empty text and means "none". */
typedef guint32 EquateString;

/* Where a thing was written. */
typedef struct
{
  EquateString file;
  guint32 line;
  guint32 column;
} EquatePlace;

/* count elements from first in the array that the field names. */
typedef struct
{
  guint32 first;
  guint32 count;
} EquateRange;

typedef struct
{
  EquateString id;
  EquateString name; /* English, else the first */
  EquateString native_name; /* 0: the same */
  EquateString country;
  EquateString credit_unit;
  guint32 scale; /* of the gradebook */
  EquateRange courses;
  EquateRange programmes;
  EquateString file;
} EquateCompiledInstitution;

typedef struct
{
  EquateString code; /* as the catalog writes it */
  EquateString key;
  guint32 institution;
  EquateRange editions; /* by the beginning of their periods */
} EquateCompiledCourse;

typedef struct
{
  guint32 course;
  EquatePeriod valid;
  EquateDecimal credits; /* EQUATE_DECIMAL_NONE: not stated */
  EquateRange titles;    /* string_lists: English first, then as written */
  EquateRange languages; /* string_lists */
  EquateRange tags;      /* string_lists */
  EquateString isced;
  guint32 hours; /* hours; EQUATE_NO_INDEX: not stated */
  guint8 level;  /* EquateLevel */
  guint32 line;
} EquateCompiledEdition;

typedef struct
{
  gint32 semester;
  guint32 course;        /* EQUATE_NO_INDEX: elective credits */
  EquateString elective; /* category */
  EquateDecimal credits; /* of the elective */
  guint32 item;          /* the line of the plan that it comes from, from 0 */
} EquateCompiledPlanItem;

typedef struct
{
  EquateString id;
  EquateString title;
  guint32 institution;
  EquateDecimal credits; /* EQUATE_DECIMAL_NONE: not stated */
  EquateDecimal years;   /* EQUATE_DECIMAL_NONE: not stated */
  EquateRange plan;      /* plan_items */
} EquateCompiledProgramme;

/* Conditions of leaves; those that are equal stand once. 0 and EQUATE_DECIMAL_NONE: not asked. */
typedef struct
{
  EquateString min_grade;
  EquateString max_grade;
  EquateDecimal min_credits;
  EquateDecimal max_credits;
  EquatePeriod taken;
  EquateAge max_age;
  EquateString language;
  guint32 hours; /* hours; EQUATE_NO_INDEX: not asked */
  guint32 level; /* EquateLevel */
} EquateCompiledConditions;

/* A requirement. Children stand one behind the other. */
typedef struct
{
  guint32 kind : 8; /* EquateRequirementKind */
  guint32 n_children : 24;
  guint32 first_child; /* nodes */
  guint32 value;       /* COURSE: code as the catalog writes it; MATCH, TITLE, TAG, ISCED: the text; N_OF: n;
                          TOTAL_CREDITS: index of decimals */
  guint32 conditions;  /* leaves: conditions; EQUATE_NO_INDEX: none */
  guint32 rule;
} EquateCompiledNode;

typedef struct
{
  guint32 kind : 8;         /* EquateAwardKind */
  guint32 credits_kind : 8; /* EquateCreditsKind */
  guint32 n_children : 16;
  guint32 first_child; /* gives */
  guint32 target;      /* COURSE, WAIVER: courses; ELECTIVE: category (EquateString) */
  guint32 credits;     /* FIXED: decimals */
} EquateCompiledGive;

typedef struct
{
  EquateString id;
  guint32 agreement;
  EquatePlace place;
  gint32 priority;
  guint32 times;
  EquatePeriod valid;
  guint32 take;   /* nodes; EQUATE_NO_INDEX: a denial */
  guint32 unless; /* nodes; EQUATE_NO_INDEX: none. */
  guint32 give;   /* gives; EQUATE_NO_INDEX: a denial */
  EquateRange deny; /* nodes: leaves */
  EquateRange programmes; /* string_lists; empty: all */
  EquateString because;
  EquateString origin; /* id of the agreement that it was inherited from; 0: its own */
  guint8 grade; /* EquateGradeOfMany */
} EquateCompiledRule;

typedef struct
{
  EquateString id;
  EquateDecimal credits; /* EQUATE_DECIMAL_NONE: a share */
  EquateRatio share;     /* of the target programme's credits */
  EquateString elective; /* 0: all awarded credits */
} EquateCompiledLimit;

/* An edition of a source course and a leaf that selects it. */
typedef struct
{
  guint32 edition;
  guint32 node;
} EquateCompiledMatch;

typedef struct
{
  EquateString id;
  EquateString title;
  guint8 status; /* EquateStatus */
  guint8 repeats; /* EquateRepeats, never NONE */
  guint8 round_mode; /* EquateRounding */
  gboolean has_shortfall;
  EquatePlace place;
  EquateRange from; /* index_lists: institutions */
  guint32 to;       /* institution; EQUATE_NO_INDEX with an empty from: a base, which decides nothing */
  EquatePeriod valid;
  EquateRange programmes; /* string_lists; empty: all */
  EquateRatio rate;
  EquateDecimal round_step;
  EquateDecimal shortfall_at_most;    /* EQUATE_DECIMAL_NONE: a share */
  EquateRatio shortfall_share;
  guint32 shortfall_otherwise; /* gives; EQUATE_NO_INDEX: nothing */
  guint32 conversion;          /* of the gradebook; EQUATE_NO_INDEX: none */
  EquateAge max_age;
  EquateRange limits;   /* limits */
  EquateRange rules;    /* rules, in the order of the agreement */
  EquateRange matches;  /* matches, by edition, then node */
  EquateRange patterns; /* index_lists: leaves of kind MATCH and TITLE */
  EquateString approved_by;
  EquateDate approved_on;
  EquateString document;
  EquateDate review_by;
  EquateRange replaced; /* string_lists: two each, a replaced rule and the agreement it came from */
} EquateCompiledAgreement;

/* A code (or alias) of an institution; open addressing, a power of two slots, course EQUATE_NO_INDEX: free. */
typedef struct
{
  guint32 hash;
  EquateString key;
  guint32 institution;
  guint32 course;
} EquateCodeSlot;

/* An agreement that may decide between two institutions. */
typedef struct
{
  guint32 from;
  guint32 to;
  guint32 agreement;
} EquateCompiledPair;

/* A match whose node has this bit says: the pattern met its limit on the edition's title. */
#define EQUATE_MATCH_LIMIT 0x80000000u

typedef struct
{
  const char *strings;
  gsize n_strings; /* bytes */
  const EquateString *string_lists;
  guint32 n_string_lists;
  const guint32 *index_lists;
  guint32 n_index_lists;
  const EquateDecimal *decimals;
  guint32 n_decimals;
  const EquateCompiledInstitution *institutions; /* by id */
  guint32 n_institutions;
  const EquateCompiledCourse *courses; /* by institution, then key */
  guint32 n_courses;
  const EquateCompiledEdition *editions;
  guint32 n_editions;
  const EquateDecimal (*hours)[EQUATE_N_HOURS];
  guint32 n_hours;
  const EquateCompiledProgramme *programmes;
  guint32 n_programmes;
  const EquateCompiledPlanItem *plan_items;
  guint32 n_plan_items;
  const EquateCompiledConditions *conditions;
  guint32 n_conditions;
  const EquateCompiledNode *nodes;
  guint32 n_nodes;
  const EquateCompiledGive *gives;
  guint32 n_gives;
  const EquateCompiledRule *rules;
  guint32 n_rules;
  const EquateCompiledLimit *limits;
  guint32 n_limits;
  const EquateCompiledMatch *matches;
  guint32 n_matches;
  const EquateCompiledAgreement *agreements; /* in path and document order */
  guint32 n_agreements;
  const EquateCompiledPair *pairs; /* approved and illustrative ones; by from, to, agreement */
  guint32 n_pairs;
  const EquateCodeSlot *code_slots;
  guint32 n_code_slots;
  const char *digest; /* "sha256:…" */
  const EquateGradebook *gradebook;
  struct _EquateRulesetMemory *memory; /* owned: what the arrays lie in */
} EquateRuleset;

/*
 * Resolves all references and compiles. Reports EQ111, EQ201 to EQ211, EQ301, EQ403, EQ404 and the gradebook's; with an
 * error among the diagnostics (the workspace's own included) the result must not decide. Borrows workspace, which must outlive the ruleset.
 */
EquateRuleset *equate_ruleset_new (const EquateWorkspace *workspace,
                                   EquateDiagnosticList *diagnostics);
void equate_ruleset_free (EquateRuleset *ruleset);

static inline const char *
equate_ruleset_text (const EquateRuleset *ruleset, EquateString string)
{
  return ruleset->strings + string;
}

/* EQUATE_NO_INDEX where there is none. */
guint32 equate_ruleset_find_institution (const EquateRuleset *ruleset, const char *id);

/* By code key; aliases are found as well. */
guint32 equate_ruleset_find_course (const EquateRuleset *ruleset, guint32 institution,
                                    const char *key);
guint32 equate_ruleset_find_programme (const EquateRuleset *ruleset, guint32 institution,
                                       const char *id);

/* The edition (an index of editions) in force on the date, as language.md 9 "Editions": else the last that began before
 * it, else the first; in_force (nullable) says which. */
guint32 equate_ruleset_find_edition (const EquateRuleset *ruleset, guint32 course, EquateDate date,
                                     gboolean *in_force);

/* The agreement that decides (language.md 6.1); programme NULL: none. EQUATE_NO_INDEX: none. */
guint32 equate_ruleset_find_agreement (const EquateRuleset *ruleset, guint32 from, guint32 to,
                                       const char *programme, EquateDate on);

/* "did you mean": the nearest institution id; the nearest codes of an institution (at most max, borrowed texts
 * of codes). */
const char *equate_ruleset_suggest_institution (const EquateRuleset *ruleset, const char *id);
guint equate_ruleset_suggest_courses (const EquateRuleset *ruleset, guint32 institution,
                                      const char *code, guint max, guint32 *courses);

/* The title of an edition in English, else the first; "" when it has none. */
const char *equate_ruleset_get_title (const EquateRuleset *ruleset, guint32 edition);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EquateRuleset, equate_ruleset_free)

G_END_DECLS
