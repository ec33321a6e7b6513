/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * The report of one case, which passes or fails.
 */
#pragma once

#include <string.h>

#include "casing.h"
#include "write/case-report.h"

/* A1 is met, the denial of A2 never. */
#define REPORTED_RULES "  - {id: r, take: A1, give: T1}\n  - {id: d, deny: A2}\n"

typedef struct
{
  Compiled *compiled;       /* owned */
  EquateCoverage *coverage; /* owned */
  GPtrArray *results;       /* owned: EquateCaseResult */
  EquateCaseReport report;
} Reported;

static inline Reported *
report_case (const char *expect, gboolean shows_coverage)
{
  Reported *reported = g_new0 (Reported, 1);

  reported->compiled = compile_with_case ("", REPORTED_RULES, "{course: A1}", expect);
  reported->coverage = equate_coverage_new (reported->compiled->ruleset);
  equate_coverage_add_agreement (reported->coverage, 0);
  reported->results = g_ptr_array_new_with_free_func ((GDestroyNotify) equate_case_result_free);
  g_ptr_array_add (reported->results, run_only_case (reported->compiled, reported->coverage));
  reported->report = (EquateCaseReport){ reported->compiled->ruleset, reported->results,
                                         reported->coverage, shows_coverage };
  return reported;
}

static inline void
reported_free (Reported *reported)
{
  g_ptr_array_unref (reported->results);
  equate_coverage_free (reported->coverage);
  compiled_free (reported->compiled);
  g_free (reported);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Reported, reported_free)

#define PASSING "awards: [{target: T1}]"
#define FAILING "outcome: needs-info"

/* expected: what the text has, in this order, ended by NULL. */
static inline void
assert_parts (const char *text, const char *const *expected)
{
  for (const char *rest = text; *expected != NULL; expected++)
    {
      const char *found = strstr (rest, *expected);

      if (found == NULL)
        g_test_message ("\"%s\" is not in\n%s", *expected, text);
      g_assert_nonnull (found);
      rest = found + strlen (*expected);
    }
}
