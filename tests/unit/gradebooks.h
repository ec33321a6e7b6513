/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Scales to convert between, and conversions in short.
 */
#pragma once

#include "compile/gradebook.h"
#include "loading.h"

#define SCALES                                                                                     \
  "equate: grading/1\nscales:\n"                                                                   \
  "  - {id: cn, best: 100, pass: 60, worst: 0, ungraded: {passed: [P], failed: [F]}}\n"            \
  "  - {id: de, best: 1, pass: 4, worst: 5, step: 0.1}\n"                                          \
  "  - {id: pl, grades: [{label: '5.0', value: 5, aliases: [bdb]}, {label: '4.5', value: 4.5}, "   \
  "{label: '4.0', value: 4}, {label: '3.5', value: 3.5}, {label: '3.0', value: 3}, {label: "       \
  "'2.0', value: 2, failed: true}], ungraded: {passed: [zal.]}}\n"                                 \
  "  - {id: abc, grades: [{label: A}, {label: B}, {label: C}, {label: F, failed: true}]}\n"        \
  "  - {id: ab, grades: [{label: A, value: 2}, {label: B, value: 1}]}\n"                           \
  "  - {id: one, grades: [{label: ok, value: 1}, {label: 'no', value: 0, failed: true}]}\n"        \
  "conversions:\n"

/* Line 10 is the first of the conversions. */
#define LINE(id, from, to, more)                                                                   \
  "  - {id: " id ", from: " from ", to: " to ", method: linear" more "}\n"
#define TABLE(id, from, to, rows)                                                                  \
  "  - {id: " id ", from: " from ", to: " to ", method: table, table: [" rows "]}\n"
#define CHAIN(id, from, to, links)                                                                 \
  "  - {id: " id ", from: " from ", to: " to ", method: chain, via: [" links "]}\n"
#define SHARES(id, from, to, from_counts, to_counts, more)                                         \
  "  - {id: " id ", from: " from ", to: " to                                                       \
  ", method: distribution, distributions: {from: {" from_counts "}, to: {" to_counts "}}" more     \
  "}\n"

#define AGH                                                                                        \
  "{at-least: 91, give: bdb}, {at-least: 81, give: '4.5'}, {at-least: 71, give: '4.0'}, "          \
  "{at-least: 61, give: '3.5'}, {at-least: 50, give: '3.0'}, {at-least: 0, give: '2.0'}"

#define ON 737000
#define ENTRY 736000

static inline EquateGradebook *
make_book (Loaded *loaded)
{
  g_autoptr (GPtrArray) gradings = g_ptr_array_new ();

  g_ptr_array_add (gradings, (gpointer) loaded->record);
  return equate_gradebook_new (gradings, loaded->diagnostics);
}
