/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * How a scalar is written in the canonical form.
 */
#pragma once

#include "base/arena.h"
#include "base/event.h"

G_BEGIN_DECLS

/* What a key holds, as far as it matters for quotes. */
typedef enum
{
  EQUATE_FORMAT_TEXT,    /* quoted where YAML could take it for something else */
  EQUATE_FORMAT_CODE,    /* always quoted */
  EQUATE_FORMAT_NUMBER,  /* never quoted; neither are true and false */
  EQUATE_FORMAT_NUMBERS, /* a mapping of numbers */
} EquateFormatRole;

typedef enum
{
  EQUATE_FORM_INLINE, /* in one line */
  EQUATE_FORM_LINES,  /* without quotes over several lines */
  EQUATE_FORM_BLOCK,  /* behind | or > */
} EquateForm;

typedef struct
{
  EquateForm form;
  const char *text; /* borrowed from the source or in the arena: inline, or the head of a block */
  guint32 length;   /* bytes of text */
  const char
      *body; /* borrowed from the source: of a block the lines below the head; of lines all */
  guint32 body_length; /* bytes of body, without what is blank at its end */
} EquateFormatScalar;

/* Where a scalar stands. */
typedef struct
{
  EquateFormatRole role;
  gboolean is_key;
  gboolean in_flow;
} EquateFormatPlace;

/**
 * equate_format_get_role:
 * @key: (transfer none): the key
 * @kind: (transfer none): the kind of the document, "" where it is not known
 * @in_requirement: the key stands below `take`, `unless` or `deny`
 *
 * Tells what stands behind a key.
 *
 * Returns: the role of the values
 *
 * Since: 0.1
 */
EquateFormatRole equate_format_get_role (const char *key, const char *kind,
                                         gboolean in_requirement);

/**
 * equate_format_scalar:
 * @event: (transfer none): the scalar
 * @place: where it stands
 * @arena: (transfer none): receives texts that do not stand in the source as they are
 * @scalar: (out caller-allocates): how it is written
 *
 * Chooses how a scalar is written; what is so already stays as it is.
 *
 * Since: 0.1
 */
void equate_format_scalar (const EquateEvent *event, EquateFormatPlace place, EquateArena *arena,
                           EquateFormatScalar *scalar);

G_END_DECLS
