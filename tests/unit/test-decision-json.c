/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "write/decision-json.h"

#include "decisions.h"

static char *
write_decision (const EquateDecision *decision, gboolean awards_only)
{
  GString *out = g_string_new (NULL);
  EquateJsonWriter writer;

  equate_json_writer_init (&writer, out, FALSE);
  equate_decision_write_json (decision, awards_only, &writer);
  return g_string_free (out, FALSE);
}

#define HEAD                                                                                       \
  "{\"equate\":\"decision/1\",\"student\":\"S-1\",\"from\":\"bjut\",\"to\":\"opole\","             \
  "\"agreement\":\"main\",\"agreement-status\":\"illustrative\",\"programme\":\"ee-bsc\","         \
  "\"on\":\"2025-02-01\",\"outcome\":\"needs-info\",\"optimal\":false,"                            \
  "\"bound\":[{\"priority\":10,\"credits\":\"2.5\"}],"
#define FREE                                                                                       \
  "{\"rule\":\"physics\",\"kind\":\"elective\",\"target\":\"free\",\"credits\":\"0.5\","           \
  "\"unit\":\"ects\",\"grade\":\"4.0\",\"conversion\":\"cn-pl\",\"method\":\"linear\","            \
  "\"fallback\":true,\"consumes\":[\"PH1101\",\"PH1102\"],\"priority\":-10}"
#define AWARDS                                                                                     \
  "\"awards\":[{\"rule\":\"physics\",\"kind\":\"course\",\"target\":\"FIZ1\",\"credits\":\"5\","   \
  "\"unit\":\"ects\",\"grade\":\"4.0\",\"conversion\":\"cn-pl\",\"method\":\"table\","             \
  "\"consumes\":[\"PH1101\",\"PH1102\"],\"priority\":0}," FREE                                     \
  ",{\"rule\":\"sport\",\"kind\":\"waiver\",\"target\":\"WF\",\"credits\":\"0\","                  \
  "\"unit\":\"ects\",\"consumes\":[\"=SUM(A1)\"],\"priority\":0}],"
#define ENTRIES                                                                                    \
  "\"entries\":["                                                                                  \
  "{\"course\":\"PH1101\",\"credits\":\"4\",\"grade\":\"85\",\"converted\":\"4.0\","               \
  "\"fate\":\"used\",\"rule\":\"physics\"},"                                                       \
  "{\"course\":\"PH1102\",\"credits\":\"3.5\",\"grade\":\"80\",\"converted\":\"3.5\","             \
  "\"fate\":\"used\",\"rule\":\"physics\"},"                                                       \
  "{\"course\":\"=SUM(A1)\",\"credits\":\"1\",\"grade\":\"P\",\"fate\":\"used\","                  \
  "\"rule\":\"sport\"},"                                                                           \
  "{\"course\":\"XX1\",\"fate\":\"unknown-course\",\"nearest\":[\"XX10\",\"XX11\"]},"              \
  "{\"course\":\"EE2001\",\"credits\":\"3\",\"fate\":\"not-used\",\"reasons\":["                   \
  "{\"rule\":\"circuits\",\"code\":\"missing-course\",\"detail\":\"EE2002 or EE2003\"},"           \
  "{\"rule\":\"general\",\"code\":\"not-selected\"}]},"                                            \
  "{\"course\":\"GE1\",\"credits\":\"2\",\"fate\":\"needs-info\",\"rule\":\"general\"},"           \
  "{\"course\":\"MA1\",\"credits\":\"2\",\"grade\":\"30\",\"fate\":\"failed\"}],"
#define TAIL                                                                                       \
  "\"needs-info\":[{\"rule\":\"general\",\"entry\":\"GE1\",\"missing\":\"grade\","                 \
  "\"would-award\":[" FREE "]}],"                                                                  \
  "\"account\":{\"source-earned\":\"13.5\",\"source-used\":\"8.5\",\"source-unused\":\"5\","       \
  "\"awarded\":\"5.5\",\"cut-by-limits\":\"0\",\"rate-and-rounding\":\"-7.25\","                   \
  "\"unit\":\"ects\"},"                                                                            \
  "\"progress\":{\"programme\":\"ee-bsc\",\"required\":\"210\",\"awarded\":\"5.5\","               \
  "\"remaining\":\"204.5\",\"plan\":[{\"semester\":1,\"courses\":[\"ET1-102\",\"ET1-103\"]},"      \
  "{\"elective\":\"free\",\"credits\":\"9.5\"}]},"                                                 \
  "\"warnings\":[{\"code\":\"EQ504\",\"message\":\"the agreement is \\\"illustrative\\\""          \
  "\\u001b[31m\"}],\"workspace\":\"sha256:0\"}"

static void
test_full (void)
{
  const EquateDecision decision = make_decision ();
  g_autofree char *json = write_decision (&decision, FALSE);

  g_assert_cmpstr (json, ==, HEAD AWARDS ENTRIES TAIL);
}

static void
test_awards_only (void)
{
  const EquateDecision decision = make_decision ();
  g_autofree char *json = write_decision (&decision, TRUE);

  g_assert_cmpstr (json, ==, HEAD AWARDS TAIL);
}

static void
test_no_agreement (void)
{
  const EquateDecision decision = make_no_agreement ();
  g_autofree char *json = write_decision (&decision, FALSE);

  g_assert_cmpstr (json, ==,
                   "{\"equate\":\"decision/1\",\"from\":\"bjut\",\"to\":\"opole\","
                   "\"on\":\"2025-02-01\",\"outcome\":\"no-agreement\",\"optimal\":true,"
                   "\"awards\":[],\"entries\":[],\"needs-info\":[],\"warnings\":[],"
                   "\"workspace\":\"sha256:0\"}");
}

static void
test_rate_and_rounding (void)
{
  static const struct
  {
    EquateRatio thousandths;
    const char *text;
  } cases[] = {
    { { 0, 1 }, "0" },
    { { 7500, 1 }, "7.5" },
    { { -250, 1 }, "-0.25" },
    { { 1000, 3 }, "1/3" },
    { { -5, 2 }, "-0.0025" },
    { { 1, 7 }, "1/7000" },
    { { G_MAXINT64, G_MAXINT64 - 1 }, "9223372036854775807/9223372036854775806000" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      char buffer[EQUATE_RATIO_BUFFER];

      g_assert_cmpstr (equate_rate_and_rounding_format (cases[i].thousandths, buffer), ==,
                       cases[i].text);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/decision-json/full", test_full);
  g_test_add_func ("/decision-json/awards-only", test_awards_only);
  g_test_add_func ("/decision-json/no-agreement", test_no_agreement);
  g_test_add_func ("/decision-json/rate-and-rounding", test_rate_and_rounding);
  return g_test_run ();
}
