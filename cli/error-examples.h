/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * An example of each diagnostic, made from docs/errors.md when the program is built.
 */
#pragma once

/* code NULL ends the table. */
typedef struct
{
  const char *code;
  const char *text; /* whole lines: the input, what the program says, the mend */
} EquateErrorExample;

extern const EquateErrorExample equate_error_examples[];
