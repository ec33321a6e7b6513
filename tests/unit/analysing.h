/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * What the analysis finds in the rules of a small world.
 */
#pragma once

#include "analyse/analyse.h"
#include "compiling.h"

#define TODAY "2025-02-01"
#define RULE(text) "  - {id: r, " text "}\n"
#define RULE_S(text) "  - {id: s, " text "}\n"
#define RULE_D(text) "  - {id: d, deny: " text "}\n"

typedef struct
{
  const char *name;
  const char *terms; /* of the agreement, whole lines; NULL: none */
  const char *rules; /* list items: whole lines */
  const char *expected;
} Analysed;

/* "EQ306:s EQ304:A1": code and what the finding stands at, of the codes that are asked for. */
static inline char *
show_analysis (const Compiled *compiled, const char *codes, gboolean witness)
{
  const EquateAnalysis analysis = {
    .workspace = compiled->workspace,
    .ruleset = compiled->ruleset,
    .on = date (TODAY),
    .diagnostics = compiled->diagnostics,
  };
  equate_analyse (&analysis);
  equate_diagnostic_list_sort (compiled->diagnostics);
  GString *text = g_string_new (NULL);
  for (guint i = 0; i < equate_diagnostic_list_get_length (compiled->diagnostics); i++)
    {
      const EquateDiagnostic *finding = equate_diagnostic_list_get (compiled->diagnostics, i);
      const char *code = equate_diagnostic_get_info (finding->code)->code;
      if (strstr (codes, code) == NULL)
        continue;
      g_autofree char *place = slice (finding->span);
      g_assert_nonnull (finding->label);
      g_assert_nonnull (finding->help);
      g_string_append_printf (text, "%s:%s", code, place);
      if (witness && finding->witness != NULL)
        g_string_append_printf (text, "[%s]", finding->witness);
      g_string_append_c (text, ' ');
    }
  return finish_list (text);
}

static inline void
run_analysis (const Analysed *rows, guint n, const char *codes, gboolean witness)
{
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *text
          = g_strconcat (WORLD AGREEMENT_HEAD, rows[i].terms != NULL ? rows[i].terms : "",
                         "rules:\n", rows[i].rules, NULL);
      g_autoptr (Compiled) compiled = compile_good (text);
      g_autofree char *shown = show_analysis (compiled, codes, witness);
      assert_shown (rows[i].name, shown, rows[i].expected);
    }
}
