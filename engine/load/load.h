/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * The loaders of the document kinds: each reads the rest of a document whose kind was just handed out by
 * equate_decoder_next_document(), with all checks within the document.
 */
#pragma once

#include "model/agreement.h"
#include "model/cases.h"
#include "model/grading.h"
#include "model/transcript.h"

G_BEGIN_DECLS

/* All return a record in the decoder's arena, also when something was reported. */
EquateCatalog *equate_load_catalog (EquateDecoder *decoder);
EquateGrading *equate_load_grading (EquateDecoder *decoder);
EquateAgreement *equate_load_agreement (EquateDecoder *decoder);
EquateCases *equate_load_cases (EquateDecoder *decoder);

/* The same table serves YAML and JSON. */
EquateTranscript *equate_load_transcript (EquateDecoder *decoder);

/* take, unless, deny leaves and give, for use by other loaders. */
EquateRequirement *equate_load_requirement (EquateDecoder *decoder);
EquateGive *equate_load_give (EquateDecoder *decoder);

G_END_DECLS
