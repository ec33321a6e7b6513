/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "analyse/suppress.h"

#include "base/suggest.h"
#include "yaml/yaml-stream.h"

#include <string.h>

#define MARKER "equate: allow"

/* A comment that allows a finding. */
typedef struct
{
  EquateSpan span; /* from its sign to the end of the line */
  char *name;      /* owned; the code or name as it was written, "" for none */
  EquateDiagnosticCode code;
  gboolean is_known; /* there is such a code */
  gboolean has_reason;
  gboolean is_used;
  guint32 line; /* where the line begins that it is about; G_MAXUINT32: there is none */
} Allow;

/* A scalar, from its first byte to behind its last. */
typedef struct
{
  guint32 start;
  guint32 end;
} Text;

typedef struct
{
  GPtrArray *sources; /* owned; of borrowed EquateSource */
  GHashTable *allows; /* owned; source: GArray of Allow, by line */
} Allows;

static void
clear_allow (gpointer element)
{
  g_free (((Allow *) element)->name);
}

static void
allows_clear (Allows *allows)
{
  g_ptr_array_unref (allows->sources);
  g_hash_table_unref (allows->allows);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Allows, allows_clear)

static gboolean
is_blank (char character)
{
  return character == ' ' || character == '\t';
}

/* The texts of a file, by place: what looks like a comment within one is none. */
static GArray *
find_texts (const EquateSource *source)
{
  GArray *texts = g_array_new (FALSE, FALSE, sizeof (Text));
  g_autoptr (EquateDiagnosticList) known = equate_diagnostic_list_new ();
  g_autoptr (EquateYamlStream) stream = equate_yaml_stream_new (source, known);
  EquateEventReader *reader = equate_yaml_stream_get_reader (stream);
  const char *data = equate_source_get_data (source, NULL);
  EquateEvent event;
  while (equate_event_reader_next (reader, &event))
    {
      if (event.kind != EQUATE_EVENT_SCALAR)
        continue;
      Text text = { event.span.offset, event.end };
      /* A comment may stand behind the sign of a block text. */
      if (event.style == EQUATE_SCALAR_QUOTED && strchr ("|>", data[text.start]) != NULL)
        text.start += (guint32) strcspn (data + text.start, "\r\n");
      g_array_append_val (texts, text);
    }
  return texts;
}

static gboolean
is_in_text (const GArray *texts, guint32 offset)
{
  guint low = 0;
  guint high = texts->len;
  while (low < high)
    {
      guint middle = low + (high - low) / 2;
      if (g_array_index (texts, Text, middle).end <= offset)
        low = middle + 1;
      else
        high = middle;
    }
  return low < texts->len && g_array_index (texts, Text, low).start <= offset;
}

static guint32
get_next_line (const EquateSource *source, guint32 start, gsize length)
{
  gsize size;
  const char *data = equate_source_get_data (source, &size);
  gsize next = start + length;
  if (next + 1 < size && data[next] == '\r' && data[next + 1] == '\n')
    next++;
  return next + 1 < size ? (guint32) (next + 1) : G_MAXUINT32;
}

/* The first line below that is more than a comment: several comments may stand above one rule. */
static guint32
find_line_below (const EquateSource *source, guint32 start, gsize length)
{
  for (;;)
    {
      guint32 next = get_next_line (source, start, length);
      if (next == G_MAXUINT32)
        return next;
      const char *line = equate_source_get_line (source, next, &length, &start);
      gsize i = 0;
      while (i < length && is_blank (line[i]))
        i++;
      if (i == length || line[i] != '#')
        return start;
    }
}

static void
add_allow (const EquateSource *source, const GArray *texts, const char *hit, GArray *allows)
{
  gsize length;
  guint32 start;
  const char *data = equate_source_get_data (source, NULL);
  const char *line = equate_source_get_line (source, (guint32) (hit - data), &length, &start);
  const char *end = line + length;
  const char *sign = hit;
  while (sign > line && is_blank (sign[-1]))
    sign--;
  const char *at = hit + strlen (MARKER);
  if (sign == line || sign[-1] != '#' || (at < end && !is_blank (*at)))
    return;
  sign--;
  if ((sign > line && !is_blank (sign[-1])) || is_in_text (texts, (guint32) (sign - data)))
    return;

  while (at < end && is_blank (*at))
    at++;
  const char *name = at;
  while (at < end && !is_blank (*at))
    at++;
  Allow allow = { .span = { source, (guint32) (sign - data), (guint32) (end - sign) },
                  .name = g_strndup (name, (gsize) (at - name)) };
  while (at < end && is_blank (*at))
    at++;
  allow.has_reason = at < end;
  allow.is_known = equate_diagnostic_lookup (allow.name, &allow.code);
  const char *first = line;
  while (is_blank (*first))
    first++;
  allow.line = first == sign ? find_line_below (source, start, length) : start;
  g_array_append_val (allows, allow);
}

static void
find_allows (const EquateWorkspace *workspace, Allows *allows)
{
  allows->sources = equate_workspace_list_sources (workspace);
  allows->allows = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) g_array_unref);
  for (guint i = 0; i < allows->sources->len; i++)
    {
      const EquateSource *source = allows->sources->pdata[i];
      const char *hit = strstr (equate_source_get_data (source, NULL), MARKER);
      if (hit == NULL)
        continue;
      g_autoptr (GArray) texts = find_texts (source);
      g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (Allow));
      g_array_set_clear_func (found, clear_allow);
      for (; hit != NULL; hit = strstr (hit + 1, MARKER))
        add_allow (source, texts, hit, found);
      if (found->len > 0)
        g_hash_table_insert (allows->allows, (gpointer) source, g_steal_pointer (&found));
    }
}

/* The first of those that are about the line or one behind it. */
static guint
find_line (const GArray *allows, guint32 line)
{
  guint low = 0;
  guint high = allows->len;
  while (low < high)
    {
      guint middle = low + (high - low) / 2;
      if (g_array_index (allows, Allow, middle).line < line)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

static gboolean
is_not_allowed (const EquateDiagnostic *diagnostic, gpointer data)
{
  const EquateSpan *span = &diagnostic->span;
  if (diagnostic->severity == EQUATE_SEVERITY_ERROR || span->source == NULL)
    return TRUE;
  GArray *allows = g_hash_table_lookup (data, span->source);
  if (allows == NULL)
    return TRUE;

  gsize length;
  guint32 line;
  gboolean is_allowed = FALSE;
  equate_source_get_line (span->source, span->offset, &length, &line);
  for (guint i = find_line (allows, line);
       i < allows->len && g_array_index (allows, Allow, i).line == line; i++)
    {
      Allow *allow = &g_array_index (allows, Allow, i);
      if (!allow->is_known || !allow->has_reason || allow->code != diagnostic->code)
        continue;
      allow->is_used = TRUE;
      is_allowed = TRUE;
    }
  return !is_allowed;
}

static const char *
suggest_code (const char *name)
{
  g_autoptr (EquateSuggest) suggest = equate_suggest_new (name, 1);
  for (guint i = 0; i < EQUATE_N_DIAGNOSTICS; i++)
    equate_suggest_offer (suggest, equate_diagnostic_get_info (i)->name, NULL);
  return equate_suggest_get_length (suggest) > 0 ? equate_suggest_get (suggest, 0, NULL) : NULL;
}

static void
report_without_reason (const Allow *allow, EquateDiagnosticList *findings)
{
  gboolean has_code = *allow->name != '\0';
  EquateDiagnostic *diagnostic = equate_diagnostic_list_add (
      findings, EQUATE_DIAGNOSTIC_ALLOW_WITHOUT_REASON, allow->span,
      "%s is allowed without a reason", has_code ? allow->name : "nothing");
  equate_diagnostic_set_label (diagnostic, "no reason");
  equate_diagnostic_set_help (diagnostic, "write `# " MARKER " %s REASON`, and why it may stand",
                              has_code ? allow->name : "CODE");
}

static void
report_without_finding (const Allow *allow, EquateDiagnosticList *findings)
{
  const char *nearest = allow->is_known ? NULL : suggest_code (allow->name);
  gboolean is_error
      = allow->is_known
        && equate_diagnostic_get_info (allow->code)->severity == EQUATE_SEVERITY_ERROR;
  EquateDiagnostic *diagnostic
      = equate_diagnostic_list_add (findings, EQUATE_DIAGNOSTIC_ALLOW_WITHOUT_FINDING, allow->span,
                                    is_error          ? "%s is an error, which cannot be allowed"
                                    : allow->is_known ? "no %s is found here"
                                                      : "there is no code `%s`",
                                    allow->name);
  equate_diagnostic_set_label (diagnostic, "allows nothing");
  if (nearest != NULL)
    equate_diagnostic_set_help (diagnostic, "did you mean `%s`?", nearest);
  else
    equate_diagnostic_set_help (
        diagnostic, is_error ? "mend what is found, and delete the comment"
                             : "delete the comment, or put it right above the line of the finding");
}

void
equate_findings_suppress (const EquateWorkspace *workspace, gboolean is_complete,
                          EquateDiagnosticList *findings)
{
  g_auto (Allows) allows = { NULL, NULL };
  find_allows (workspace, &allows);
  if (g_hash_table_size (allows.allows) == 0)
    return;
  equate_diagnostic_list_filter (findings, is_not_allowed, allows.allows);
  for (guint i = 0; i < allows.sources->len; i++)
    {
      const GArray *found = g_hash_table_lookup (allows.allows, allows.sources->pdata[i]);
      for (guint j = 0; found != NULL && j < found->len; j++)
        {
          const Allow *allow = &g_array_index (found, Allow, j);
          if (allow->has_reason && allow->is_known && (allow->is_used || !is_complete))
            continue;
          if (allow->has_reason)
            report_without_finding (allow, findings);
          else
            report_without_reason (allow, findings);
        }
    }
}
