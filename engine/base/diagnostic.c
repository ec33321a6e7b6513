/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "base/diagnostic.h"

#include <pthread.h>
#include <string.h>

/* A finding and what it is sorted by. */
typedef struct
{
  const char *name; /* borrowed, nullable: of the source */
  EquatePosition position;
  guint index;                  /* in the order in which they were added */
  EquateDiagnostic *diagnostic; /* borrowed */
} SortKey;

/* --- the table --- */

typedef struct
{
  EquateDiagnosticInfo info;
  char code[8];
  char name[40];
} TableRow;

static TableRow table[] = {
#define EQUATE_DIAGNOSTIC(number, NAME, severity, title, explanation)                              \
  { { NULL, NULL, EQUATE_SEVERITY_##severity, title, explanation }, #number, #NAME },
#include "base/diagnostic-table.h"
#undef EQUATE_DIAGNOSTIC
};

/* The preprocessor gives "7" and "BAD_DATE", people read "EQ007" and "bad-date". */
static void
finish_row (TableRow *row)
{
  const guint64 number = g_ascii_strtoull (row->code, NULL, 10);

  g_snprintf (row->code, sizeof (row->code), "EQ%03u", (guint) number);
  for (char *p = row->name; *p != '\0'; p++)
    *p = *p == '_' ? '-' : g_ascii_tolower (*p);
  row->info.code = row->code;
  row->info.name = row->name;
}

static void
finish_table (void)
{
  for (guint i = 0; i < EQUATE_N_DIAGNOSTICS; i++)
    finish_row (&table[i]);
}

/* Any thread may be the first to ask. */
static const TableRow *
get_table (void)
{
  static pthread_once_t finished = PTHREAD_ONCE_INIT;

  pthread_once (&finished, finish_table);
  return table;
}

const EquateDiagnosticInfo *
equate_diagnostic_get_info (EquateDiagnosticCode code)
{
  g_return_val_if_fail (code < EQUATE_N_DIAGNOSTICS, NULL);
  return &get_table ()[code].info;
}

gboolean
equate_diagnostic_lookup (const char *text, EquateDiagnosticCode *code)
{
  const TableRow *rows = get_table ();

  for (guint i = 0; i < EQUATE_N_DIAGNOSTICS; i++)
    if (g_ascii_strcasecmp (text, rows[i].code) == 0
        || g_ascii_strcasecmp (text, rows[i].name) == 0)
      {
        *code = (EquateDiagnosticCode) i;
        return TRUE;
      }
  return FALSE;
}

/* --- findings --- */

static void
diagnostic_clear (gpointer element)
{
  EquateDiagnostic *diagnostic = element;

  g_clear_pointer (&diagnostic->message, g_free);
  g_clear_pointer (&diagnostic->label, g_free);
  g_clear_pointer (&diagnostic->help, g_free);
  g_clear_pointer (&diagnostic->witness, g_free);
  g_clear_pointer (&diagnostic->other_label, g_free);
}

static GArray *
items_new (void)
{
  GArray *items = g_array_new (FALSE, FALSE, sizeof (EquateDiagnostic));

  g_array_set_clear_func (items, diagnostic_clear);
  return items;
}

EquateDiagnosticList *
equate_diagnostic_list_new (void)
{
  EquateDiagnosticList *list = g_new0 (EquateDiagnosticList, 1);

  list->items = items_new ();
  return list;
}

void
equate_diagnostic_list_free (EquateDiagnosticList *list)
{
  if (list == NULL)
    return;
  g_array_unref (list->items);
  g_free (list);
}

void
equate_diagnostic_list_clear (EquateDiagnosticList *list)
{
  g_array_set_size (list->items, 0);
}

EquateDiagnostic *
equate_diagnostic_list_add (EquateDiagnosticList *list, EquateDiagnosticCode code, EquateSpan span,
                            const char *format, ...)
{
  EquateDiagnostic diagnostic
      = { .code = code, .severity = equate_diagnostic_get_info (code)->severity, .span = span };
  va_list arguments;

  va_start (arguments, format);
  diagnostic.message = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_array_append_val (list->items, diagnostic);
  return &g_array_index (list->items, EquateDiagnostic, list->items->len - 1);
}

void
equate_diagnostic_set_label (EquateDiagnostic *diagnostic, const char *format, ...)
{
  va_list arguments;

  g_free (diagnostic->label);
  va_start (arguments, format);
  diagnostic->label = g_strdup_vprintf (format, arguments);
  va_end (arguments);
}

void
equate_diagnostic_set_help (EquateDiagnostic *diagnostic, const char *format, ...)
{
  va_list arguments;

  g_free (diagnostic->help);
  va_start (arguments, format);
  diagnostic->help = g_strdup_vprintf (format, arguments);
  va_end (arguments);
}

void
equate_diagnostic_set_witness (EquateDiagnostic *diagnostic, const char *format, ...)
{
  va_list arguments;

  g_free (diagnostic->witness);
  va_start (arguments, format);
  diagnostic->witness = g_strdup_vprintf (format, arguments);
  va_end (arguments);
}

void
equate_diagnostic_set_other (EquateDiagnostic *diagnostic, EquateSpan place, const char *format,
                             ...)
{
  va_list arguments;

  g_free (diagnostic->other_label);
  diagnostic->other = place;
  va_start (arguments, format);
  diagnostic->other_label = g_strdup_vprintf (format, arguments);
  va_end (arguments);
}

/* --- order --- */

static int
compare_numbers (guint a, guint b)
{
  return (a > b) - (a < b);
}

/* All but the order of adding. */
static int
compare_content (const SortKey *a, const SortKey *b)
{
  int order = g_strcmp0 (a->name, b->name);

  if (order == 0)
    order = compare_numbers (a->position.line, b->position.line);
  if (order == 0)
    order = compare_numbers (a->position.column, b->position.column);
  if (order == 0)
    order = compare_numbers (a->diagnostic->code, b->diagnostic->code);
  if (order == 0)
    order = strcmp (a->diagnostic->message, b->diagnostic->message);
  return order;
}

static int
compare_keys (gconstpointer a, gconstpointer b)
{
  const int order = compare_content (a, b);

  return order != 0 ? order
                    : compare_numbers (((const SortKey *) a)->index, ((const SortKey *) b)->index);
}

static GArray *
make_sort_keys (const GArray *items)
{
  GArray *keys = g_array_sized_new (FALSE, FALSE, sizeof (SortKey), items->len);

  for (guint i = 0; i < items->len; i++)
    {
      EquateDiagnostic *diagnostic = &g_array_index (items, EquateDiagnostic, i);
      const EquateSpan span = diagnostic->span;
      SortKey key = { NULL, { 0, 0 }, i, diagnostic };

      if (span.source != NULL)
        {
          key.name = equate_source_get_name (span.source);
          key.position = equate_source_get_position (span.source, span.offset);
        }
      g_array_append_val (keys, key);
    }
  return keys;
}

void
equate_diagnostic_list_sort (EquateDiagnosticList *list)
{
  g_autoptr (GArray) keys = make_sort_keys (list->items);
  g_autoptr (GArray) unsorted = g_steal_pointer (&list->items);

  const SortKey *kept = NULL;

  g_array_sort (keys, compare_keys);
  list->items = items_new ();
  for (guint i = 0; i < keys->len; i++)
    {
      const SortKey *key = &g_array_index (keys, SortKey, i);
      if (kept != NULL && compare_content (kept, key) == 0)
        {
          diagnostic_clear (key->diagnostic);
          continue;
        }
      g_array_append_val (list->items, *key->diagnostic);
      kept = key;
    }
  g_array_set_clear_func (unsorted, NULL);
}

void
equate_diagnostic_list_drop (EquateDiagnosticList *list, EquateDiagnosticCode code)
{
  for (guint i = list->items->len; i > 0; i--)
    if (g_array_index (list->items, EquateDiagnostic, i - 1).code == code)
      g_array_remove_index (list->items, i - 1);
}

void
equate_diagnostic_list_filter (EquateDiagnosticList *list, EquateDiagnosticTest test, gpointer data)
{
  g_autoptr (GArray) all = g_steal_pointer (&list->items);

  list->items = items_new ();
  for (guint i = 0; i < all->len; i++)
    {
      EquateDiagnostic *diagnostic = &g_array_index (all, EquateDiagnostic, i);

      if (test (diagnostic, data))
        g_array_append_val (list->items, *diagnostic);
      else
        diagnostic_clear (diagnostic);
    }
  g_array_set_clear_func (all, NULL);
}

void
equate_diagnostic_list_take_all (EquateDiagnosticList *list, EquateDiagnosticList *other)
{
  g_autoptr (GArray) moved = g_steal_pointer (&other->items);

  other->items = items_new ();
  if (moved->len > 0)
    g_array_append_vals (list->items, moved->data, moved->len);
  g_array_set_clear_func (moved, NULL);
}

const EquateDiagnostic *
equate_diagnostic_list_get (const EquateDiagnosticList *list, guint index)
{
  g_return_val_if_fail (index < list->items->len, NULL);
  return &g_array_index (list->items, EquateDiagnostic, index);
}

guint
equate_diagnostic_list_count (const EquateDiagnosticList *list, EquateSeverity severity)
{
  guint count = 0;

  for (guint i = 0; i < list->items->len; i++)
    count += g_array_index (list->items, EquateDiagnostic, i).severity == severity;
  return count;
}
