/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "write/diagnostics-json.h"

#include "write/diagnostics-text.h"
#include "write/json-writer.h"

#define SARIF_SCHEMA "https://json.schemastore.org/sarif-2.1.0.json"

/* Bytes of a text that are no UTF-8 (a file's name, a quoted piece of it) would spoil the JSON. */
static void
write_text (EquateJsonWriter *writer, const char *key, const char *text)
{
  g_autofree char *valid = text ? g_utf8_make_valid (text, -1) : NULL;

  equate_json_writer_member (writer, key, valid);
}

static void
write_number (EquateJsonWriter *writer, const char *key, gint64 number)
{
  equate_json_writer_key (writer, key);
  equate_json_writer_integer (writer, number);
}

static void
write_region (EquateJsonWriter *writer, const EquateSpan *span, const char *const keys[4])
{
  EquatePosition start = equate_source_get_position (span->source, span->offset);
  EquatePosition end = equate_source_get_position (span->source, span->offset + span->length);

  write_number (writer, keys[0], start.line);
  write_number (writer, keys[1], start.column);
  write_number (writer, keys[2], end.line);
  write_number (writer, keys[3], end.column);
}

static void
write_other (EquateJsonWriter *writer, const EquateDiagnostic *diagnostic,
             const char *const keys[4])
{
  equate_json_writer_key (writer, "other");
  equate_json_writer_begin (writer, '{');
  write_text (writer, "file", equate_source_get_name (diagnostic->other.source));
  write_region (writer, &diagnostic->other, keys);
  write_text (writer, "message", diagnostic->other_label);
  equate_json_writer_end (writer, '}');
}

void
equate_diagnostics_append_json (const EquateDiagnosticList *diagnostics, GString *out)
{
  static const char *const keys[] = { "line", "column", "end-line", "end-column" };
  EquateJsonWriter writer;

  equate_json_writer_init (&writer, out, TRUE);
  equate_json_writer_begin (&writer, '[');
  for (guint i = 0; i < equate_diagnostic_list_get_length (diagnostics); i++)
    {
      const EquateDiagnostic *diagnostic = equate_diagnostic_list_get (diagnostics, i);
      const EquateDiagnosticInfo *info = equate_diagnostic_get_info (diagnostic->code);

      equate_json_writer_begin (&writer, '{');
      equate_json_writer_member (&writer, "code", info->code);
      equate_json_writer_member (&writer, "name", info->name);
      equate_json_writer_member (&writer, "severity",
                                 equate_severity_get_text (diagnostic->severity));
      if (diagnostic->span.source)
        {
          write_text (&writer, "file", equate_source_get_name (diagnostic->span.source));
          write_region (&writer, &diagnostic->span, keys);
        }
      write_text (&writer, "message", diagnostic->message);
      write_text (&writer, "label", diagnostic->label);
      write_text (&writer, "witness", diagnostic->witness);
      if (diagnostic->other_label)
        write_other (&writer, diagnostic, keys);
      write_text (&writer, "help", diagnostic->help);
      equate_json_writer_end (&writer, '}');
    }
  equate_json_writer_end (&writer, ']');
  g_string_append_c (out, '\n');
}

static void
write_message (EquateJsonWriter *writer, const char *key, const char *text)
{
  equate_json_writer_key (writer, key);
  equate_json_writer_begin (writer, '{');
  write_text (writer, "text", text);
  equate_json_writer_end (writer, '}');
}

static void
write_rule (EquateJsonWriter *writer, const EquateDiagnosticInfo *info)
{
  equate_json_writer_begin (writer, '{');
  equate_json_writer_member (writer, "id", info->code);
  equate_json_writer_member (writer, "name", info->name);
  write_message (writer, "shortDescription", info->title);
  write_message (writer, "fullDescription", info->explanation);
  equate_json_writer_key (writer, "defaultConfiguration");
  equate_json_writer_begin (writer, '{');
  equate_json_writer_member (writer, "level", equate_severity_get_text (info->severity));
  equate_json_writer_end (writer, '}');
  equate_json_writer_end (writer, '}');
}

/* The rules that occur, in the order of the table; places receives the index of each. */
static void
write_driver (EquateJsonWriter *writer, const EquateDiagnosticList *diagnostics,
              gint places[EQUATE_N_DIAGNOSTICS])
{
  gint n_rules = 0;

  for (guint i = 0; i < EQUATE_N_DIAGNOSTICS; i++)
    places[i] = -1;
  for (guint i = 0; i < equate_diagnostic_list_get_length (diagnostics); i++)
    places[equate_diagnostic_list_get (diagnostics, i)->code] = 0;
  equate_json_writer_begin (writer, '{');
  equate_json_writer_member (writer, "name", "equate");
  equate_json_writer_member (writer, "version", EQUATE_VERSION);
  equate_json_writer_key (writer, "rules");
  equate_json_writer_begin (writer, '[');
  for (guint i = 0; i < EQUATE_N_DIAGNOSTICS; i++)
    if (places[i] == 0)
      {
        places[i] = n_rules++;
        write_rule (writer, equate_diagnostic_get_info (i));
      }
  equate_json_writer_end (writer, ']');
  equate_json_writer_end (writer, '}');
}

/* message: what stands there; NULL: nothing is said of it */
static void
write_location (EquateJsonWriter *writer, const char *key, const EquateSpan *span,
                const char *message)
{
  static const char *const keys[] = { "startLine", "startColumn", "endLine", "endColumn" };
  g_autofree char *uri = g_uri_escape_string (equate_source_get_name (span->source), "/", FALSE);

  equate_json_writer_key (writer, key);
  equate_json_writer_begin (writer, '[');
  equate_json_writer_begin (writer, '{');
  equate_json_writer_key (writer, "physicalLocation");
  equate_json_writer_begin (writer, '{');
  equate_json_writer_key (writer, "artifactLocation");
  equate_json_writer_begin (writer, '{');
  equate_json_writer_member (writer, "uri", uri);
  equate_json_writer_end (writer, '}');
  equate_json_writer_key (writer, "region");
  equate_json_writer_begin (writer, '{');
  write_region (writer, span, keys);
  equate_json_writer_end (writer, '}');
  equate_json_writer_end (writer, '}');
  if (message)
    write_message (writer, "message", message);
  equate_json_writer_end (writer, '}');
  equate_json_writer_end (writer, ']');
}

static void
write_result (EquateJsonWriter *writer, const EquateDiagnostic *diagnostic, gint rule)
{
  g_autoptr (GString) message = g_string_new (diagnostic->message);

  if (diagnostic->label)
    g_string_append_printf (message, " (%s)", diagnostic->label);
  if (diagnostic->witness)
    g_string_append_printf (message, "\n%s", diagnostic->witness);
  if (diagnostic->help)
    g_string_append_printf (message, "\n%s", diagnostic->help);
  equate_json_writer_begin (writer, '{');
  equate_json_writer_member (writer, "ruleId", equate_diagnostic_get_info (diagnostic->code)->code);
  write_number (writer, "ruleIndex", rule);
  equate_json_writer_member (writer, "level", equate_severity_get_text (diagnostic->severity));
  write_message (writer, "message", message->str);
  if (diagnostic->span.source)
    write_location (writer, "locations", &diagnostic->span, NULL);
  if (diagnostic->other.source)
    write_location (writer, "relatedLocations", &diagnostic->other, diagnostic->other_label);
  equate_json_writer_end (writer, '}');
}

void
equate_diagnostics_append_sarif (const EquateDiagnosticList *diagnostics, GString *out)
{
  gint places[EQUATE_N_DIAGNOSTICS];
  EquateJsonWriter writer;

  equate_json_writer_init (&writer, out, TRUE);
  equate_json_writer_begin (&writer, '{');
  equate_json_writer_member (&writer, "$schema", SARIF_SCHEMA);
  equate_json_writer_member (&writer, "version", "2.1.0");
  equate_json_writer_key (&writer, "runs");
  equate_json_writer_begin (&writer, '[');
  equate_json_writer_begin (&writer, '{');
  equate_json_writer_key (&writer, "tool");
  equate_json_writer_begin (&writer, '{');
  equate_json_writer_key (&writer, "driver");
  write_driver (&writer, diagnostics, places);
  equate_json_writer_end (&writer, '}');
  equate_json_writer_member (&writer, "columnKind", "unicodeCodePoints");
  equate_json_writer_key (&writer, "results");
  equate_json_writer_begin (&writer, '[');
  for (guint i = 0; i < equate_diagnostic_list_get_length (diagnostics); i++)
    {
      const EquateDiagnostic *diagnostic = equate_diagnostic_list_get (diagnostics, i);

      write_result (&writer, diagnostic, places[diagnostic->code]);
    }
  equate_json_writer_end (&writer, ']');
  equate_json_writer_end (&writer, '}');
  equate_json_writer_end (&writer, ']');
  equate_json_writer_end (&writer, '}');
  g_string_append_c (out, '\n');
}
