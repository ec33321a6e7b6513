/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Which rules bear on the question whether courses are equivalent, and what they say.
 */
#pragma once

#include "question.h"

G_BEGIN_DECLS

typedef enum
{
  EQUATE_VERDICT_EQUIVALENT,
  EQUATE_VERDICT_EQUIVALENT_IF,
  EQUATE_VERDICT_TOGETHER_WITH,
  EQUATE_VERDICT_DENIED,
} EquateVerdict;

typedef struct
{
  EquateVerdict verdict;
  guint32 rule;
  GPtrArray *conditions; /* owned; of char * */
  GPtrArray *together;   /* owned; of char *: what is needed besides */
} EquateFinding;

/**
 * equate_question_answer:
 * @question: a question
 * @n_agreements: (out): how many agreements could decide it
 *
 * Finds what the rules of the agreements in force say, in their order. What only a transcript can
 * show (dates, grades that the question does not state) becomes a condition in words.
 *
 * Returns: (transfer full): the findings, of #EquateFinding; free with g_ptr_array_unref()
 *
 * Since: 0.1
 */
GPtrArray *equate_question_answer (const EquateQuestion *question, guint *n_agreements);

/**
 * equate_verdict_get_text:
 * @verdict: a verdict
 *
 * Gives the word for a verdict ("equivalent-if").
 *
 * Returns: (transfer none): the word
 *
 * Since: 0.1
 */
const char *equate_verdict_get_text (EquateVerdict verdict);

G_END_DECLS
