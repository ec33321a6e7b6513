/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * How far a set of courses satisfies a requirement, without a transcript.
 */
#pragma once

#include "question.h"

G_BEGIN_DECLS

/* The courses that are asked about stand as bits in a set. */
#define EQUATE_MAX_ASKED 64u

typedef struct
{
  guint64 used;          /* source courses of the question, as bits */
  gboolean is_refused;   /* a course of the question is asked for, but does not meet a condition */
  GPtrArray *conditions; /* owned; of char * */
  GPtrArray *together;   /* owned; of char *: requirements that no course of the question meets */
} EquateWalk;

/**
 * equate_walk_init:
 * @walk: (out caller-allocates): the walk; equate_walk_clear() afterwards
 *
 * Begins with nothing used and nothing needed.
 *
 * Since: 0.1
 */
void equate_walk_init (EquateWalk *walk);

/**
 * equate_walk_clear:
 * @walk: a walk
 *
 * Frees what a walk owns.
 *
 * Since: 0.1
 */
void equate_walk_clear (EquateWalk *walk);

/**
 * equate_walk_requirement:
 * @question: a question with source courses
 * @agreement: the agreement that the requirement belongs to
 * @node: the requirement, by its index
 * @walk: what is used, asked for and needed, to which more is added
 *
 * Satisfies as much of a requirement as the courses of the question can.
 *
 * Since: 0.1
 */
void equate_walk_requirement (const EquateQuestion *question,
                              const EquateCompiledAgreement *agreement, guint32 node,
                              EquateWalk *walk);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (EquateWalk, equate_walk_clear)

G_END_DECLS
