/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Cases run in a small world.
 */
#pragma once

#include "compiling.h"
#include "decide/case-run.h"

/* rules: list items; entries, expect: what stands between the brackets. */
static inline Compiled *
compile_with_case (const char *terms, const char *rules, const char *entries, const char *expect)
{
  g_autofree char *text = g_strconcat (
      WORLD AGREEMENT_HEAD, terms, "rules:\n", rules,
      "---\nequate: cases/1\nagreement: main\ncases:\n  - name: c\n    on: 2025-02-01\n"
      "    entries: [",
      entries, "]\n    expect: {", expect, "}\n", NULL);
  return compile_good (text);
}

static inline EquateCaseResult *
run_only_case (const Compiled *compiled, EquateCoverage *coverage)
{
  const GPtrArray *documents = equate_workspace_get_cases (compiled->workspace);
  const EquateCases *document = documents->pdata[0];
  g_autoptr (EquateDecider) decider = equate_decider_new (compiled->ruleset);
  return equate_case_run (decider, compiled->ruleset, document,
                          equate_list_index (document->cases, EquateCase, 0), coverage);
}
