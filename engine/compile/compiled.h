/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * The records of a compiled workspace. They refer to one another by index, so that they are small
 * and could stand in a mapped file as they are.
 */
#pragma once

#include "compile/gradebook.h"
#include "model/catalog.h"

G_BEGIN_DECLS

/* An offset into EquateRuleset.strings; 0 is the empty text and means "none". */
typedef guint32 EquateString;

/* Where a thing was written. */
typedef struct
{
  EquateString file;
  guint32 line;
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
  EquateRange slots; /* code_slots: its codes and aliases */
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
  EquateDecimal credits; /* EQUATE_DECIMAL_NONE: not stated */
  guint32 course;
  EquatePeriod valid;
  EquateRange titles;    /* string_lists: English first, then as written */
  EquateRange languages; /* string_lists */
  EquateRange tags;      /* string_lists */
  EquateString isced;
  guint32 hours; /* hours; EQUATE_NO_INDEX: not stated */
  guint32 level; /* EquateLevel */
  guint32 line;
  guint32 unused; /* 0 */
} EquateCompiledEdition;

/* By kind; EQUATE_DECIMAL_NONE where a kind is not listed. */
typedef EquateDecimal EquateCompiledHours[EQUATE_N_HOURS];

typedef struct
{
  EquateDecimal credits; /* of the elective */
  EquateString elective; /* category */
  guint32 course;        /* EQUATE_NO_INDEX: elective credits */
  gint32 semester;
  guint32 item; /* the line of the plan that it comes from, from 0 */
} EquateCompiledPlanItem;

typedef struct
{
  EquateDecimal credits; /* EQUATE_DECIMAL_NONE: not stated */
  EquateDecimal years;   /* EQUATE_DECIMAL_NONE: not stated */
  EquateString id;
  EquateString title;
  guint32 institution;
  EquateRange plan; /* plan_items */
  guint32 unused;   /* 0 */
} EquateCompiledProgramme;

/* Conditions of leaves; those that are equal stand once in an agreement. 0 and EQUATE_DECIMAL_NONE:
 * not asked. */
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
  guint32 kind : 7;     /* EquateRequirementKind */
  guint32 is_alone : 1; /* a leaf that is all that its rule says beside what it gives: without
                           period, programmes and unless */
  guint32 n_children : 24;
  union
  {
    guint32 first_child; /* combinations: nodes */
    guint32 conditions;  /* leaves: conditions; EQUATE_NO_INDEX: none */
  };
  guint32 value; /* COURSE: code as the catalog writes it; MATCH, TITLE, TAG, ISCED: the text;
                    N_OF: n; TOTAL_CREDITS: index of decimals */
  guint32 rule;
} EquateCompiledNode;

typedef struct
{
  guint32 kind : 8;         /* EquateAwardKind */
  guint32 credits_kind : 8; /* EquateCreditsKind */
  guint32 n_children : 16;
  union
  {
    guint32 first_child; /* ALL_OF, ONE_OF: gives */
    guint32 target;      /* COURSE, WAIVER: courses; ELECTIVE: category (EquateString) */
  };
  guint32 credits; /* FIXED: decimals */
  guint32 catalog; /* COURSE, WAIVER: 1 + index of decimals, what the catalog's only edition has,
                      which is always in force; 0: the editions tell */
} EquateCompiledGive;

/* What a rule says beside what it takes and gives; those that are equal stand once in an
 * agreement. */
typedef struct
{
  guint32 agreement;
  gint32 priority;
  guint32 times;
  guint32 grade;        /* EquateGradeOfMany */
  EquateString file;    /* where the rule was written */
  EquateString origin;  /* id of the agreement that it was inherited from; 0: its own */
  EquateString because;
  EquateRange programmes; /* string_lists; empty: all */
  guint32 unless;         /* nodes; EQUATE_NO_INDEX: none */
  EquateRange deny;       /* nodes: leaves; empty: not a denial */
} EquateCompiledTerms;

/* There are many: what is rare or the same for most stands in the terms. */
typedef struct
{
  EquateString id;
  guint32 line;  /* in the terms' file */
  guint32 terms; /* terms */
  guint32 valid; /* periods; 0: always */
  guint32 take;  /* nodes; EQUATE_NO_INDEX: a denial */
  guint32 give;  /* gives; EQUATE_NO_INDEX: a denial */
} EquateCompiledRule;

typedef struct
{
  EquateDecimal credits; /* EQUATE_DECIMAL_NONE: a share */
  EquateRatio share;     /* of the target programme's credits */
  EquateString id;
  EquateString elective; /* 0: all awarded credits */
} EquateCompiledLimit;

/* An edition of a source course and a leaf that selects it. */
typedef struct
{
  guint32 edition;
  guint32 node;
} EquateCompiledMatch;

/* The editions that an agreement selects are divided into pages, so that a search begins near its
 * end. */
typedef struct
{
  guint32 edition; /* the first page begins with it */
  guint32 bits;    /* of the number of an edition within its page */
  guint32 n;       /* 0: there are no matches */
  guint32 first;   /* match_pages: how many matches lie before each page, and at last how many
                      there are */
} EquateMatchPages;

typedef struct
{
  EquateRatio rate;
  EquateRatio shortfall_share;
  EquateDecimal round_step;
  EquateDecimal shortfall_at_most; /* EQUATE_DECIMAL_NONE: a share */
  EquateString id;
  EquateString title;
  guint8 status;        /* EquateStatus */
  guint8 repeats;       /* EquateRepeats, never NONE */
  guint8 round_mode;    /* EquateRounding */
  guint8 has_shortfall; /* gboolean */
  EquatePlace place;
  EquateRange from; /* index_lists: institutions */
  guint32 to;       /* institution; EQUATE_NO_INDEX with an empty from: a base, which decides
                       nothing */
  EquatePeriod valid;
  EquateRange programmes;      /* string_lists; empty: all */
  guint32 shortfall_otherwise; /* gives; EQUATE_NO_INDEX: nothing */
  guint32 conversion;          /* of the gradebook; EQUATE_NO_INDEX: none */
  EquateAge max_age;
  EquateRange limits;   /* limits */
  EquateRange rules;    /* rules, in the order of the agreement */
  EquateRange matches;  /* matches, by edition, then node */
  EquateMatchPages pages;
  EquateRange patterns; /* index_lists: leaves of kind MATCH and TITLE */
  EquateString approved_by;
  EquateDate approved_on;
  EquateString document;
  EquateDate review_by;
  EquateRange replaced; /* string_lists: two each, a replaced rule and the agreement it came from */
  guint32 unused;       /* 0 */
} EquateCompiledAgreement;

/* An edition with this bit is the first of several that its course has. */
#define EQUATE_FIRST_OF_SEVERAL 0x80000000u

/* A code (or alias) of an institution. Open addressing; each institution has its own slots, a power
 * of two, so that what is looked up together lies together. It leads to the edition, which names
 * its course, as most courses have one. EQUATE_NO_INDEX: free. */
typedef struct
{
  guint32 hash;
  EquateString key;
  guint32 edition; /* the course's first, perhaps with EQUATE_FIRST_OF_SEVERAL */
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

/* All bytes of a record belong to a field, so that a file that holds them is the same for the same
 * workspace. */
#define EQUATE_ASSERT_SIZE(Type, size)                                                             \
  G_STATIC_ASSERT (sizeof (Type) == (size) && (size) % _Alignof (Type) == 0)
EQUATE_ASSERT_SIZE (EquateCompiledInstitution, 13 * 4);
EQUATE_ASSERT_SIZE (EquateCompiledCourse, 5 * 4);
EQUATE_ASSERT_SIZE (EquateCompiledEdition, 8 + 14 * 4);
EQUATE_ASSERT_SIZE (EquateCompiledPlanItem, 8 + 4 * 4);
EQUATE_ASSERT_SIZE (EquateCompiledProgramme, 2 * 8 + 6 * 4);
EQUATE_ASSERT_SIZE (EquateCompiledConditions, 2 * 8 + 8 * 4);
EQUATE_ASSERT_SIZE (EquateCompiledNode, 4 * 4);
EQUATE_ASSERT_SIZE (EquateCompiledGive, 4 * 4);
EQUATE_ASSERT_SIZE (EquateCompiledTerms, 12 * 4);
EQUATE_ASSERT_SIZE (EquateCompiledRule, 6 * 4);
EQUATE_ASSERT_SIZE (EquateCompiledLimit, 3 * 8 + 2 * 4);
EQUATE_ASSERT_SIZE (EquateCompiledMatch, 2 * 4);
EQUATE_ASSERT_SIZE (EquateCompiledAgreement, 6 * 8 + 34 * 4);
EQUATE_ASSERT_SIZE (EquateCompiledPair, 3 * 4);
EQUATE_ASSERT_SIZE (EquateCodeSlot, 3 * 4);
#undef EQUATE_ASSERT_SIZE

G_END_DECLS
