/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "write/decision-csv.h"

#include "decisions.h"

#define COMMON "S-1,bjut,opole,ee-bsc,main,illustrative,2025-02-01,"
#define COMMON_HEADER "student,from,to,programme,agreement,agreement-status,on,"

static void
assert_table (const EquateDecision *decision, EquateCsvTable table, gboolean raw,
              const char *expected)
{
  g_autoptr (GString) out = g_string_new (NULL);

  equate_decision_append_csv_header (table, out);
  equate_decision_append_csv (decision, table, raw, out);
  g_assert_cmpstr (out->str, ==, expected);
}

static void
test_cells (void)
{
  static const struct
  {
    const char *text;
    const char *cell;
    const char *raw;
  } cases[] = {
    { NULL, "", "" },
    { "", "", "" },
    { "a b", "a b", "a b" },
    { "a,b", "\"a,b\"", "\"a,b\"" },
    { "a\"b", "\"a\"\"b\"", "\"a\"\"b\"" },
    { "a\nb", "\"a\nb\"", "\"a\nb\"" },
    { "-0.5", "-0.5", "-0.5" },
    { "-5", "-5", "-5" },
    { "-5+2", "'-5+2", "-5+2" },
    { "-", "'-", "-" },
    { "+48 12", "'+48 12", "+48 12" },
    { "=1+1", "'=1+1", "=1+1" },
    { "@SUM(A1,B1)", "\"'@SUM(A1,B1)\"", "\"@SUM(A1,B1)\"" },
    { "\tx", "'\tx", "\tx" },
    { "\rx", "\"'\rx\"", "\"\rx\"" },
    { "电路=", "电路=", "电路=" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GString) cell = g_string_new (NULL);
      g_autoptr (GString) raw = g_string_new (NULL);

      equate_csv_append_cell (cell, cases[i].text, FALSE);
      equate_csv_append_cell (raw, cases[i].text, TRUE);
      g_assert_cmpstr (cell->str, ==, cases[i].cell);
      g_assert_cmpstr (raw->str, ==, cases[i].raw);
    }
}

static void
test_awards (void)
{
  const EquateDecision decision = make_decision ();

  assert_table (&decision, EQUATE_CSV_AWARDS, FALSE,
                COMMON_HEADER
                "rule,kind,target,title,credits,unit,grade,conversion,method,"
                "fallback,consumes,priority\n" COMMON
                "physics,course,FIZ1,\"Physics, part 1\",5,ects,4.0,cn-pl,table,,"
                "PH1101; PH1102,0\n" COMMON "physics,elective,free,,0.5,ects,4.0,cn-pl,linear,true,"
                "PH1101; PH1102,-10\n" COMMON "sport,waiver,WF,Sport,0,ects,,,,,'=SUM(A1),0\n");
}

static void
test_entries (void)
{
  const EquateDecision decision = make_decision ();

  assert_table (&decision, EQUATE_CSV_ENTRIES, TRUE,
                COMMON_HEADER
                "course,title,credits,grade,converted,fate,rule,missing,reasons,"
                "nearest\n" COMMON "PH1101,大学物理,4,85,4.0,used,physics,,,\n" COMMON
                "PH1102,,3.5,80,3.5,used,physics,,,\n" COMMON
                "=SUM(A1),,1,P,,used,sport,,,\n" COMMON
                "XX1,,,,,unknown-course,,,,XX10; XX11\n" COMMON
                "EE2001,电路,3,,,not-used,,,circuits: missing-course (EE2002 or EE2003); "
                "general: not-selected,\n" COMMON "GE1,,2,,,needs-info,general,grade,,\n" COMMON
                "MA1,,2,30,,failed,,,,\n");
}

#define SUMMARY_HEADER                                                                             \
  COMMON_HEADER "outcome,optimal,awards,needs-info,source-earned,source-used,source-unused,"       \
                "awarded,unit,cut-by-limits,rate-and-rounding,required,remaining,warnings,"        \
                "workspace\n"

static void
test_summary (void)
{
  const EquateDecision decision = make_decision ();
  const EquateDecision none = make_no_agreement ();

  assert_table (&decision, EQUATE_CSV_SUMMARY, FALSE,
                SUMMARY_HEADER COMMON "needs-info,false,3,1,13.5,8.5,5,5.5,ects,0,-7.25,210,204.5,"
                                      "EQ504,sha256:0\n");
  assert_table (&none, EQUATE_CSV_SUMMARY, FALSE,
                SUMMARY_HEADER ",bjut,opole,,,,2025-02-01,no-agreement,true,0,0,,,,,,,,,,,"
                               "sha256:0\n");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/decision-csv/cells", test_cells);
  g_test_add_func ("/decision-csv/awards", test_awards);
  g_test_add_func ("/decision-csv/entries", test_entries);
  g_test_add_func ("/decision-csv/summary", test_summary);
  return g_test_run ();
}
