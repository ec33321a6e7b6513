/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Transcripts as YAML documents.
 */
#pragma once

#include "load/record.h"

G_BEGIN_DECLS

EquateRecordReader *equate_transcript_yaml_new (void);

G_END_DECLS
