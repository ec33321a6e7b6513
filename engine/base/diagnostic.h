/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * What is said about what a person wrote: all of it, in the order of the files.
 */
#pragma once

#include "base/source.h"

G_BEGIN_DECLS

typedef enum
{
  EQUATE_SEVERITY_ERROR,
  EQUATE_SEVERITY_WARNING,
} EquateSeverity;

typedef enum
{
#define EQUATE_DIAGNOSTIC(number, NAME, severity, title, explanation) EQUATE_DIAGNOSTIC_##NAME,
#include "base/diagnostic-table.h"
#undef EQUATE_DIAGNOSTIC
  EQUATE_N_DIAGNOSTICS
} EquateDiagnosticCode;

/* What the table says of a code; lives as long as the process. */
typedef struct
{
  const char *code; /* "EQ201" */
  const char *name; /* "unknown-course" */
  EquateSeverity severity;
  const char *title;
  const char *explanation;
} EquateDiagnosticInfo;

typedef struct
{
  EquateDiagnosticCode code;
  EquateSeverity severity;
  EquateSpan span; /* zeroed: about no place in a file */
  char *message;   /* owned */
  char *label;     /* owned, nullable: said beside the carets */
  char *help;      /* owned, nullable: the mend */
  char *witness;     /* owned, nullable: the smallest example that shows it */
  EquateSpan other;  /* zeroed: none; the other place that takes part in it */
  char *other_label; /* owned, nullable: what stands there */
} EquateDiagnostic;

/* Known here only so that counting, which goes along with the reading of each node, needs no call. */
typedef struct
{
  GArray *items; /* owned; of EquateDiagnostic */
} EquateDiagnosticList;

/**
 * equate_diagnostic_get_info:
 * @code: a code
 *
 * Says what the table has on a code.
 *
 * Returns: (transfer none): its row
 *
 * Since: 0.1
 */
const EquateDiagnosticInfo *equate_diagnostic_get_info (EquateDiagnosticCode code);

/**
 * equate_diagnostic_lookup:
 * @text: "EQ201" or "unknown-course", in small or capital letters
 * @code: (out): the code; left alone on failure
 *
 * Finds the code that a person names.
 *
 * Returns: %FALSE when there is none
 *
 * Since: 0.1
 */
gboolean equate_diagnostic_lookup (const char *text, EquateDiagnosticCode *code);

/**
 * equate_diagnostic_list_new:
 *
 * Makes a list without findings.
 *
 * Returns: (transfer full): the list; free with equate_diagnostic_list_free()
 *
 * Since: 0.1
 */
EquateDiagnosticList *equate_diagnostic_list_new (void);

/**
 * equate_diagnostic_list_free:
 * @list: (transfer full) (nullable): a list
 *
 * Frees a list with its findings.
 *
 * Since: 0.1
 */
void equate_diagnostic_list_free (EquateDiagnosticList *list);

/**
 * equate_diagnostic_list_clear:
 * @list: a list
 *
 * Forgets all findings.
 *
 * Since: 0.1
 */
void equate_diagnostic_list_clear (EquateDiagnosticList *list);

/**
 * equate_diagnostic_list_add:
 * @list: a list
 * @code: what was found
 * @span: where; its source must outlive the finding
 * @format: the message in the manner of printf()
 * @...: what @format asks for
 *
 * Adds a finding with the severity of the table.
 *
 * Returns: (transfer none): the finding, for equate_diagnostic_set_label() and
 *   equate_diagnostic_set_help(); valid until @list is changed
 *
 * Since: 0.1
 */
EquateDiagnostic *equate_diagnostic_list_add (EquateDiagnosticList *list, EquateDiagnosticCode code,
                                              EquateSpan span, const char *format, ...)
    G_GNUC_PRINTF (4, 5);

/**
 * equate_diagnostic_set_label:
 * @diagnostic: a finding
 * @format: the label in the manner of printf()
 * @...: what @format asks for
 *
 * Says something beside the carets.
 *
 * Since: 0.1
 */
void equate_diagnostic_set_label (EquateDiagnostic *diagnostic, const char *format, ...)
    G_GNUC_PRINTF (2, 3);

/**
 * equate_diagnostic_set_help:
 * @diagnostic: a finding
 * @format: the help in the manner of printf()
 * @...: what @format asks for
 *
 * Says how to mend it.
 *
 * Since: 0.1
 */
void equate_diagnostic_set_help (EquateDiagnostic *diagnostic, const char *format, ...)
    G_GNUC_PRINTF (2, 3);

/**
 * equate_diagnostic_set_witness:
 * @diagnostic: a finding just added
 * @format: printf format of the text
 * @...: arguments
 *
 * Sets the smallest example that shows the finding: entries, grades and a date.
 *
 * Since: 0.1
 */
void equate_diagnostic_set_witness (EquateDiagnostic *diagnostic, const char *format, ...)
    G_GNUC_PRINTF (2, 3);

/**
 * equate_diagnostic_set_other:
 * @diagnostic: a finding just added
 * @place: the other place that takes part in it
 * @format: printf format of what stands there
 * @...: arguments
 *
 * Names a second place.
 *
 * Since: 0.1
 */
void equate_diagnostic_set_other (EquateDiagnostic *diagnostic, EquateSpan place,
                                  const char *format, ...) G_GNUC_PRINTF (3, 4);

/**
 * equate_diagnostic_list_sort:
 * @list: a list
 *
 * Sorts by the source's name (findings without a place first), line, column, code and message;
 * of those equal in all of that the first added is kept.
 *
 * Since: 0.1
 */
void equate_diagnostic_list_sort (EquateDiagnosticList *list);

/**
 * equate_diagnostic_list_drop:
 * @list: a list
 * @code: a code
 *
 * Forgets the findings of a code.
 *
 * Since: 0.1
 */
void equate_diagnostic_list_drop (EquateDiagnosticList *list, EquateDiagnosticCode code);

/* Whether a finding stays. */
typedef gboolean (*EquateDiagnosticTest) (const EquateDiagnostic *diagnostic, gpointer data);

/**
 * equate_diagnostic_list_filter:
 * @list: a list
 * @test: (scope call): asked for each finding, in their order
 * @data: handed to @test
 *
 * Forgets the findings for which @test says %FALSE.
 *
 * Since: 0.1
 */
void equate_diagnostic_list_filter (EquateDiagnosticList *list, EquateDiagnosticTest test,
                                    gpointer data);

/**
 * equate_diagnostic_list_take_all:
 * @list: a list
 * @other: another list, empty afterwards
 *
 * Moves all findings of @other to the end of @list.
 *
 * Since: 0.1
 */
void equate_diagnostic_list_take_all (EquateDiagnosticList *list, EquateDiagnosticList *other);

/**
 * equate_diagnostic_list_get_length:
 * @list: a list
 *
 * Counts the findings.
 *
 * Returns: how many
 *
 * Since: 0.1
 */
static inline guint
equate_diagnostic_list_get_length (const EquateDiagnosticList *list)
{
  return list->items->len;
}

/**
 * equate_diagnostic_list_get:
 * @list: a list
 * @index: which finding, from 0
 *
 * Hands out a finding.
 *
 * Returns: (transfer none): the finding, valid until @list is changed
 *
 * Since: 0.1
 */
const EquateDiagnostic *equate_diagnostic_list_get (const EquateDiagnosticList *list, guint index);

/**
 * equate_diagnostic_list_count:
 * @list: a list
 * @severity: a severity
 *
 * Counts the findings of a severity.
 *
 * Returns: how many
 *
 * Since: 0.1
 */
guint equate_diagnostic_list_count (const EquateDiagnosticList *list, EquateSeverity severity);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EquateDiagnosticList, equate_diagnostic_list_free)

G_END_DECLS
