/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Rulesets of which one field is damaged.
 */
#pragma once

#include "compile/snapshot-check.h"
#include "snapping.h"

typedef char Record_strings;
#define NAME_TYPE(name, type) typedef type Record_##name;
EQUATE_RULESET_ARRAYS (NAME_TYPE)
#undef NAME_TYPE

/* A ruleset whose arrays may be written to. */
static inline EquateRuleset *
copy_ruleset (const EquateRuleset *ruleset)
{
  EquateRuleset *copy = g_memdup2 (ruleset, sizeof *ruleset);

  copy->strings = g_memdup2 (ruleset->strings, ruleset->n_strings);
#define COPY(name, type)                                                                           \
  copy->name = g_memdup2 (ruleset->name, (ruleset->n_##name) * sizeof (type));
  EQUATE_RULESET_ARRAYS (COPY)
#undef COPY
  return copy;
}

static inline void
free_copy (EquateRuleset *copy)
{
  g_free ((gpointer) copy->strings);
#define FREE(name, type) g_free ((gpointer) copy->name);
  EQUATE_RULESET_ARRAYS (FREE)
#undef FREE
  g_free (copy);
}

/* Damages a copy by a statement about `r`; what is checked must refuse it. Arrays are const in a
 * ruleset: AT (array, index) is a record that may be written to. */
#define AT(array, index) ((Record_##array *) r->array)[index]
#define REFUSES(check, ...)                                                                        \
  {                                                                                                \
    EquateRuleset *r = copy_ruleset (world->ruleset);                                              \
    g_assert_true (check (r));                                                                     \
    __VA_ARGS__;                                                                                   \
    if (check (r))                                                                                 \
      {                                                                                            \
        g_test_message ("passes: %s", #__VA_ARGS__);                                               \
        g_test_fail ();                                                                            \
      }                                                                                            \
    free_copy (r);                                                                                 \
  }
