/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * The field tables, for whoever describes the language of the files.
 */
#pragma once

#include "yaml/yaml-decode.h"

G_BEGIN_DECLS

/* Each belongs to the loader of that name. */
extern const EquateRecordType *const equate_agreement_table;
extern const EquateRecordType *const equate_cases_table;
extern const EquateRecordType *const equate_catalog_table;
extern const EquateRecordType *const equate_give_table;
extern const EquateRecordType *const equate_grading_table;
extern const EquateRecordType *const equate_requirement_table;
extern const EquateRecordType *const equate_transcript_table;

G_END_DECLS
