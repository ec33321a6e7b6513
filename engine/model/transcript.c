/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "model/transcript.h"

const EquateChoice equate_entry_status_choices[] = {
  { "passed", EQUATE_ENTRY_PASSED },           { "failed", EQUATE_ENTRY_FAILED },
  { "in-progress", EQUATE_ENTRY_IN_PROGRESS }, { "withdrawn", EQUATE_ENTRY_WITHDRAWN },
  { "transferred", EQUATE_ENTRY_TRANSFERRED }, { NULL },
};
