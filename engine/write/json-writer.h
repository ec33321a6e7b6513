/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * JSON into a buffer that its owner uses again and again. The writer puts the commas, the line ends
 * and the escapes; that keys and values alternate is up to the caller.
 */
#pragma once

#include "base/decimal.h"

G_BEGIN_DECLS

typedef struct
{
  GString *out; /* borrowed */
  gboolean indented;
  guint depth;
  gboolean is_first;  /* nothing yet in the innermost object or array */
  gboolean after_key; /* a value belongs to the key that was just written */
} EquateJsonWriter;

/**
 * equate_json_writer_init:
 * @writer: (out caller-allocates): the writer
 * @out: where the JSON goes; must outlive @writer
 * @indented: lines with two blanks for each level, else all in one line
 *
 * Begins one JSON value.
 *
 * Since: 0.1
 */
void equate_json_writer_init (EquateJsonWriter *writer, GString *out, gboolean indented);

/**
 * equate_json_writer_begin:
 * @writer: a writer
 * @bracket: '{' for an object, '[' for an array
 *
 * Opens an object or an array.
 *
 * Since: 0.1
 */
void equate_json_writer_begin (EquateJsonWriter *writer, char bracket);

/**
 * equate_json_writer_end:
 * @writer: a writer
 * @bracket: '}' or ']', as fits what was opened last
 *
 * Closes an object or an array.
 *
 * Since: 0.1
 */
void equate_json_writer_end (EquateJsonWriter *writer, char bracket);

/**
 * equate_json_writer_key:
 * @writer: a writer within an object
 * @key: a key that needs no escapes
 *
 * Writes a key; its value comes next.
 *
 * Since: 0.1
 */
void equate_json_writer_key (EquateJsonWriter *writer, const char *key);

/**
 * equate_json_writer_string:
 * @writer: a writer
 * @text: valid UTF-8
 *
 * Writes a text, which stays what it is: only quotes, backslashes and control characters are
 * escaped.
 *
 * Since: 0.1
 */
void equate_json_writer_string (EquateJsonWriter *writer, const char *text);

/**
 * equate_json_writer_integer:
 * @writer: a writer
 * @value: a number
 *
 * Writes a number.
 *
 * Since: 0.1
 */
void equate_json_writer_integer (EquateJsonWriter *writer, gint64 value);

/**
 * equate_json_writer_boolean:
 * @writer: a writer
 * @value: a truth value
 *
 * Writes true or false.
 *
 * Since: 0.1
 */
void equate_json_writer_boolean (EquateJsonWriter *writer, gboolean value);

/**
 * equate_json_writer_member:
 * @writer: a writer within an object
 * @key: a key that needs no escapes
 * @text: (nullable): valid UTF-8; %NULL: the member is left out
 *
 * Writes a key with a text.
 *
 * Since: 0.1
 */
void equate_json_writer_member (EquateJsonWriter *writer, const char *key, const char *text);

/**
 * equate_json_writer_member_decimal:
 * @writer: a writer within an object
 * @key: a key that needs no escapes
 * @value: a decimal in thousandths
 *
 * Writes a key with a decimal in its shortest form, as a text, so that no reader makes a binary
 * fraction of it.
 *
 * Since: 0.1
 */
void equate_json_writer_member_decimal (EquateJsonWriter *writer, const char *key,
                                        EquateDecimal value);

G_END_DECLS
