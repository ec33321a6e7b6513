/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * What the parts of the compiler share while a ruleset grows. Private to the compiler.
 */
#pragma once

#include "compile/agreement-merge.h"
#include "base/limits.h"
#include "compile/course-queue.h"
#include "compile/pattern.h"
#include "compile/ruleset.h"
#include "compile/string-pool.h"

G_BEGIN_DECLS

/* A place of which the line is known. */
typedef struct
{
  const EquateSource *source; /* borrowed, nullable */
  guint32 offset;
  EquatePlace place;
} EquateLineCursor;

/* A pattern with the editions whose codes it matched at the institution that was asked about last:
 * agreements with one source institution stand together and share patterns. */
typedef struct
{
  EquatePattern *pattern; /* owned */
  guint32 round;          /* of matched; of another round: not known */
  EquateRange editions;   /* matched */
} EquateKnownPattern;

/* In the place of credits: the editions of the course tell. */
#define EQUATE_ASK_EDITIONS ((EquateDecimal) -1)

typedef struct
{
  const EquateWorkspace *workspace;  /* borrowed */
  EquateDiagnosticList *diagnostics; /* borrowed */
  EquateGradebook *gradebook;        /* owned by the ruleset in the end */
  EquateStringPool *pool;            /* owned, as all below */
#define DECLARE(name, type) GArray *name;
  EQUATE_RULESET_ARRAYS (DECLARE)
#undef DECLARE
  EquateLineCursor cursor;           /* the place asked for last */
  GPtrArray *catalogs;               /* const EquateCatalog *, by institution */
  GHashTable *condition_places;      /* bytes of conditions -> index + 1 */
  GHashTable *patterns[2];           /* by EquatePatternMode: text -> EquateKnownPattern */
  GArray *catalog_credits;           /* EquateDecimal, by course: of the only edition, always in
                                        force; EQUATE_DECIMAL_NONE: it states none. Small beside
                                        the editions, since many rules ask */
  GArray *matched;                   /* guint32: editions that patterns matched */
  guint32 matched_institution;       /* of all; with another one a new round begins */
  guint32 round;
} EquateRulesetBuilder;

/* compile.c: an empty builder; the ruleset of what was compiled, after which the builder is gone. */
void equate_builder_init (EquateRulesetBuilder *builder, const EquateWorkspace *workspace,
                          EquateDiagnosticList *diagnostics);
EquateRuleset *equate_builder_finish (EquateRulesetBuilder *builder);

/* compile-catalog.c: institutions with courses and programmes, and the table of codes. */
void equate_compile_catalogs (EquateRulesetBuilder *builder);

/* compile-agreement.c: all agreements of the workspace with their rules. */
void equate_compile_agreements (EquateRulesetBuilder *builder);

/* One of them. agreements: id to EquateAgreement *; NULL where it extends none. Of the agreement
 * nothing is borrowed beyond the call. */
void equate_compile_agreement (EquateRulesetBuilder *builder, const EquateAgreement *agreement,
                               GHashTable *agreements);

/* What the agreement being compiled needs to know. */
typedef struct
{
  EquateRulesetBuilder *builder;       /* borrowed */
  const EquateMergedAgreement *merged; /* borrowed */
  const guint32 *from;                 /* borrowed: institutions */
  guint n_from;
  guint32 to;       /* EQUATE_NO_INDEX in a base */
  GArray *patterns; /* borrowed: guint32, leaves of kind MATCH and TITLE */
  guint32 rule;     /* the one being compiled */
  guint32 first_periods; /* where those of the agreement begin, */
  guint32 first_terms;   /* and its terms */
  const char *known_grade; /* borrowed, nullable: one that the source institutions have */
  EquateCourseQueue taken; /* what the next rules take from the first source institution */
  EquateCourseQueue given; /* and what they give */
} EquateAgreementCompiler;

/* compile-requirement.c: index of the node; defaults hold for its leaves where not NULL. */
guint32 equate_compile_requirement (EquateAgreementCompiler *compiler,
                                    const EquateRequirement *requirement,
                                    const EquateConditions *defaults);

/* Several leaves, one behind the other. */
EquateRange equate_compile_leaves (EquateAgreementCompiler *compiler, EquateRequirement **leaves,
                                   guint n_leaves);

/* compile-give.c: index of the give. */
guint32 equate_compile_give (EquateAgreementCompiler *compiler, const EquateGive *give);

/* agreement-fit.c: the pairs of institutions, and EQ301. */
void equate_compile_pairs (EquateRulesetBuilder *builder);

/* Helpers of all. */
/* The index of a record like this one among the last of the array, from first on; else of a new
 * one. */
guint32 equate_builder_add_once (GArray *array, guint32 first, gconstpointer record);
guint32 equate_builder_hours (EquateRulesetBuilder *builder, const EquateHours *hours);
EquateRange equate_builder_texts (EquateRulesetBuilder *builder, const EquateList *texts);
EquateRange equate_builder_names (EquateRulesetBuilder *builder, const EquateList *names);
EquatePlace equate_builder_place (EquateRulesetBuilder *builder, EquateSpan span);
guint32 equate_builder_find_institution (const EquateRulesetBuilder *builder, const char *id);
guint32 equate_builder_find_course (const EquateRulesetBuilder *builder, guint32 institution,
                                    const char *key);

/* Reports a name that nothing has (EQ201, EQ202 …) with what is nearest. */
void equate_builder_unknown_institution (EquateRulesetBuilder *builder, const EquateName *name);
void equate_builder_unknown_course (EquateRulesetBuilder *builder, guint32 institution,
                                    const EquateCode *code);

G_END_DECLS
