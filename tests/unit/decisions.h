/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * A decision with something of everything, for the tests of what writes decisions.
 */
#pragma once

#include "model/decision.h"

static const char *sample_physics[] = { "PH1101", "PH1102" };
static const char *sample_sport[] = { "=SUM(A1)" };
static const char *sample_remaining[] = { "ET1-102", "ET1-103" };
static const char *const sample_nearest[] = { "XX10", "XX11" };

static const EquateDecidedAward sample_awards[] = {
  { "physics", EQUATE_DECIDED_COURSE, "FIZ1", "Physics, part 1", 5000, "ects", "4.0", "cn-pl",
    "table", FALSE, sample_physics, 2, 0 },
  { "physics", EQUATE_DECIDED_ELECTIVE, "free", NULL, 500, "ects", "4.0", "cn-pl", "linear", TRUE,
    sample_physics, 2, -10 },
  { "sport", EQUATE_DECIDED_WAIVER, "WF", "Sport", 0, "ects", NULL, NULL, NULL, FALSE, sample_sport,
    1, 0 },
};

static const EquateReason sample_reasons[] = {
  { "circuits", EQUATE_REASON_MISSING_COURSE, "EE2002 or EE2003" },
  { "general", EQUATE_REASON_NOT_SELECTED, NULL },
};

static const EquateDecidedEntry sample_entries[] = {
  { "PH1101", "大学物理", 4000, "85", "4.0", EQUATE_FATE_USED, "physics" },
  { "PH1102", NULL, 3500, "80", "3.5", EQUATE_FATE_USED, "physics" },
  { "=SUM(A1)", NULL, 1000, "P", NULL, EQUATE_FATE_USED, "sport" },
  { "XX1", NULL, EQUATE_DECIMAL_NONE, NULL, NULL, EQUATE_FATE_UNKNOWN_COURSE, NULL, NULL, 0,
    sample_nearest, 2 },
  { "EE2001", "电路", 3000, NULL, NULL, EQUATE_FATE_NOT_USED, NULL, sample_reasons, 2 },
  { "GE1", NULL, 2000, NULL, NULL, EQUATE_FATE_NEEDS_INFO, "general" },
  { "MA1", NULL, 2000, "30", NULL, EQUATE_FATE_FAILED },
};

static const EquateMissingInfo sample_missing[] = {
  { "general", "GE1", "grade", &sample_awards[1], 1 },
};

static const EquateDecisionWarning sample_warnings[] = {
  { EQUATE_DIAGNOSTIC_ILLUSTRATIVE, "the agreement is \"illustrative\"\x1b[31m" },
};

static const EquatePlanRemainder sample_plan[] = {
  { 1, sample_remaining, 2 },
  { 0, NULL, 0, "free", 9500 },
};

static const EquateProgress sample_progress
    = { "ee-bsc", 210000, 5500, 204500, sample_plan, G_N_ELEMENTS (sample_plan) };

static const EquateBound sample_bound[] = { { 10, 2500 } };

/* 2025-02-01 */
#define SAMPLE_DAY 739283u

static inline EquateDecision
make_decision (void)
{
  return (EquateDecision){
    .student = "S-1",
    .student_name = "李雷",
    .from = "bjut",
    .to = "opole",
    .agreement = "main",
    .agreement_status = "illustrative",
    .programme = "ee-bsc",
    .on = SAMPLE_DAY,
    .outcome = EQUATE_OUTCOME_NEEDS_INFO,
    .optimal = FALSE,
    .bound = sample_bound,
    .n_bound = G_N_ELEMENTS (sample_bound),
    .awards = sample_awards,
    .n_awards = G_N_ELEMENTS (sample_awards),
    .entries = sample_entries,
    .n_entries = G_N_ELEMENTS (sample_entries),
    .missing = sample_missing,
    .n_missing = G_N_ELEMENTS (sample_missing),
    .source_earned = 13500,
    .source_used = 8500,
    .awarded = 5500,
    .cut_by_limits = 0,
    .rate_and_rounding = { -7250, 1 },
    .unit = "ects",
    .source_unit = "cn",
    .progress = &sample_progress,
    .warnings = sample_warnings,
    .n_warnings = G_N_ELEMENTS (sample_warnings),
    .workspace = "sha256:0",
  };
}

static inline EquateDecision
make_no_agreement (void)
{
  return (EquateDecision){
    .from = "bjut",
    .to = "opole",
    .on = SAMPLE_DAY,
    .outcome = EQUATE_OUTCOME_NO_AGREEMENT,
    .optimal = TRUE,
    .workspace = "sha256:0",
  };
}
