/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "yaml/yaml-stream.h"

#include <string.h>
#include <yaml.h>

#include "base/limits.h"
#include "base/memory.h"
#include "base/reading.h"
#include "yaml/yaml-problem.h"

/* libyaml compares each %TAG directive with all before it, before the first event arrives. */
#define MAX_TAG_DIRECTIVES 64
/* Set in the bytes that are not ASCII. */
#define HIGH_BITS G_GUINT64_CONSTANT (0x8080808080808080)

typedef enum
{
  LEVEL_SEQUENCE,
  LEVEL_KEY,  /* in a mapping, before a key */
  LEVEL_VALUE /* in a mapping, before a value */
} Level;

struct _EquateYamlStream
{
  EquateEventReader reader;
  const EquateSource *source;        /* borrowed */
  EquateDiagnosticList *diagnostics; /* borrowed */
  const char *data;                  /* borrowed from source */
  gsize length;
  yaml_parser_t parser;    /* owned */
  yaml_event_t event;      /* owned: holds the text of the event handed out last */
  gsize walked_characters; /* the place up to which characters were counted, */
  gsize walked_bytes;      /* and the byte at which that place lies */
  guint depth;
  guint8 levels[EQUATE_MAX_DEPTH]; /* Level of each open container */
  gboolean ascii;
  gboolean empty; /* nothing is to be read */
  gboolean ended;
};

/* libyaml counts characters. Events come in rising order, so that counting on from the last place
 * costs one pass over the file; end marks of block texts lead a few bytes back. */
static guint32
byte_offset (EquateYamlStream *stream, gsize index)
{
  if (stream->ascii)
    return (guint32) MIN (index, stream->length);

  const char *place = stream->data + stream->walked_bytes;
  const char *end = stream->data + stream->length;
  gsize characters = stream->walked_characters;
  guint64 word;

  while (characters < index && place < end)
    {
      gboolean whole = index - characters >= sizeof word && (gsize) (end - place) >= sizeof word;

      /* Most of a file is ASCII: eight characters at a time. */
      if (whole && !(memcpy (&word, place, sizeof word), word & HIGH_BITS))
        {
          characters += sizeof word;
          place += sizeof word;
          continue;
        }
      characters++;
      place = g_utf8_next_char (place);
    }
  for (; characters > index && place > stream->data; characters--)
    place = g_utf8_prev_char (place);
  stream->walked_characters = characters;
  stream->walked_bytes = (gsize) (place - stream->data);
  return (guint32) stream->walked_bytes;
}

/* A plain scalar that stands in the text as it is needs no counting; one of which there is nothing
 * but a tag does not. */
static gboolean
is_verbatim (const EquateYamlStream *stream, const yaml_event_t *event, guint32 start)
{
  return event->type == YAML_SCALAR_EVENT && event->data.scalar.style == YAML_PLAIN_SCALAR_STYLE
         && event->data.scalar.length <= stream->length - start
         && (event->data.scalar.length > 0 || event->start_mark.index == event->end_mark.index)
         && memcmp (stream->data + start, event->data.scalar.value, event->data.scalar.length) == 0;
}

static EquateSpan
span_of (EquateYamlStream *stream, const yaml_event_t *event)
{
  if (stream->ascii)
    {
      guint32 first = (guint32) MIN (event->start_mark.index, stream->length);
      guint32 last = (guint32) MIN (event->end_mark.index, stream->length);

      return (EquateSpan){ stream->source, first, last > first ? last - first : 0 };
    }

  guint32 start = byte_offset (stream, event->start_mark.index);

  if (is_verbatim (stream, event, start))
    {
      stream->walked_characters = event->end_mark.index;
      stream->walked_bytes = start + event->data.scalar.length;
      return (EquateSpan){ stream->source, start, (guint32) event->data.scalar.length };
    }

  guint32 end = byte_offset (stream, event->end_mark.index);

  return (EquateSpan){ stream->source, start, end > start ? end - start : 0 };
}

static EquateSpan
first_line_of (EquateYamlStream *stream, EquateSpan span)
{
  const char *start = stream->data + span.offset;
  const char *end = memchr (start, '\n', span.length);

  if (end && end > start && end[-1] == '\r')
    end--;
  if (end)
    span.length = (guint32) (end - start);
  return span;
}

/* Anchor and tag stand before the node, in either order; the place of the one with the sigil. */
static EquateSpan
property_span (EquateYamlStream *stream, EquateSpan node, char sigil)
{
  const char *start = stream->data + node.offset;

  /* A collection's event ends with its opening, which the properties precede. */
  if (*start != sigil)
    {
      start += strcspn (start, " \t\r\n");
      start += strspn (start, " \t\r\n");
    }
  return (EquateSpan){ stream->source, (guint32) (start - stream->data),
                       (guint32) strcspn (start, " \t\r\n,[]{}") };
}

static void
report_anchor (EquateYamlStream *stream, EquateSpan span, gboolean alias)
{
  EquateDiagnostic *diagnostic = equate_diagnostic_list_add (
      stream->diagnostics, EQUATE_DIAGNOSTIC_ANCHOR, span, "the %s `%.*s` is refused",
      alias ? "alias" : "anchor", (int) MIN (span.length, 80), stream->data + span.offset);

  equate_diagnostic_set_help (diagnostic,
                              "write the value out; `defaults` holds conditions for all rules, "
                              "`extends` shares rules among agreements");
}

static void
report_tag (EquateYamlStream *stream, EquateSpan span, const char *what)
{
  EquateDiagnostic *diagnostic = equate_diagnostic_list_add (
      stream->diagnostics, EQUATE_DIAGNOSTIC_TAG, span, "the %s `%.*s` is refused", what,
      (int) MIN (span.length, 80), stream->data + span.offset);

  equate_diagnostic_set_help (diagnostic,
                              "leave it out: the field decides what a value is; a value that "
                              "begins with `!` needs quotes");
}

static void
report_merge_key (EquateYamlStream *stream, EquateSpan span)
{
  EquateDiagnostic *diagnostic = equate_diagnostic_list_add (
      stream->diagnostics, EQUATE_DIAGNOSTIC_TAG, span, "the merge key `<<` is refused");

  equate_diagnostic_set_help (diagnostic,
                              "write the keys out; `defaults` holds conditions for all rules, "
                              "`extends` shares rules among agreements");
}

static void
check_properties (EquateYamlStream *stream, EquateSpan span, const yaml_char_t *anchor,
                  const yaml_char_t *tag)
{
  if (!anchor && !tag)
    return;
  if (anchor)
    report_anchor (stream, property_span (stream, span, '&'), FALSE);
  if (tag && strcmp ((const char *) tag, "!") != 0)
    report_tag (stream, property_span (stream, span, '!'), "tag");
}

/* Whether the node that begins now is a key of a mapping; moves on to what comes after it. */
static gboolean
take_place (EquateYamlStream *stream)
{
  if (stream->depth == 0)
    return FALSE;

  guint8 *level = &stream->levels[stream->depth - 1];
  gboolean is_key = *level == LEVEL_KEY;

  if (*level != LEVEL_SEQUENCE)
    *level = is_key ? LEVEL_VALUE : LEVEL_KEY;
  return is_key;
}

static void
refuse (EquateEvent *event)
{
  event->style = EQUATE_SCALAR_REFUSED;
  event->text = "";
  event->length = 0;
}

static void
read_alias (EquateYamlStream *stream, EquateEvent *event)
{
  take_place (stream);
  event->kind = EQUATE_EVENT_SCALAR;
  report_anchor (stream, event->span, TRUE);
  refuse (event);
}

static void
read_scalar (EquateYamlStream *stream, EquateEvent *event)
{
  yaml_scalar_style_t style = stream->event.data.scalar.style;
  gboolean is_key = take_place (stream);

  event->kind = EQUATE_EVENT_SCALAR;
  event->style = style == YAML_PLAIN_SCALAR_STYLE ? EQUATE_SCALAR_PLAIN : EQUATE_SCALAR_QUOTED;
  event->text = (const char *) stream->event.data.scalar.value;
  event->length = stream->event.data.scalar.length;
  check_properties (stream, event->span, stream->event.data.scalar.anchor,
                    stream->event.data.scalar.tag);
  if (style == YAML_LITERAL_SCALAR_STYLE || style == YAML_FOLDED_SCALAR_STYLE)
    event->span = first_line_of (stream, event->span);
  if (event->length > EQUATE_MAX_SCALAR_SIZE)
    {
      equate_reading_report_too_long (stream->diagnostics, first_line_of (stream, event->span));
      refuse (event);
    }
  else if (is_key && event->style == EQUATE_SCALAR_PLAIN && strcmp (event->text, "<<") == 0)
    {
      report_merge_key (stream, event->span);
      refuse (event);
    }
}

static void
end_stream (EquateYamlStream *stream, EquateEvent *event)
{
  stream->ended = TRUE;
  event->kind = EQUATE_EVENT_STREAM_END;
  event->span = (EquateSpan){ stream->source, (guint32) stream->length, 0 };
}

static void
open_level (EquateYamlStream *stream, EquateEvent *event, EquateEventKind kind)
{
  gboolean mapping = kind == EQUATE_EVENT_MAPPING_START;
  const yaml_char_t *anchor = mapping ? stream->event.data.mapping_start.anchor
                                      : stream->event.data.sequence_start.anchor;
  const yaml_char_t *tag
      = mapping ? stream->event.data.mapping_start.tag : stream->event.data.sequence_start.tag;

  take_place (stream);
  event->kind = kind;
  check_properties (stream, event->span, anchor, tag);
  if (stream->depth == EQUATE_MAX_DEPTH)
    {
      equate_reading_report_too_deep (stream->diagnostics, event->span);
      end_stream (stream, event);
      return;
    }
  stream->levels[stream->depth++] = mapping ? LEVEL_KEY : LEVEL_SEQUENCE;
}

static void
close_level (EquateYamlStream *stream, EquateEvent *event, EquateEventKind kind)
{
  event->kind = kind;
  stream->depth--;
}

static void
start_document (EquateYamlStream *stream, EquateEvent *event)
{
  event->kind = EQUATE_EVENT_DOCUMENT_START;
  if (stream->event.data.document_start.tag_directives.start
      == stream->event.data.document_start.tag_directives.end)
    return;

  const char *start = stream->data + event->span.offset;
  const char *directive = g_strstr_len (start, event->span.length, "%TAG");
  EquateSpan span = event->span;

  if (directive)
    {
      span.offset += (guint32) (directive - start);
      span.length -= (guint32) (directive - start);
    }
  report_tag (stream, first_line_of (stream, span), "tag directive");
}

static void
report_problem (EquateYamlStream *stream)
{
  const yaml_parser_t *parser = &stream->parser;
  guint32 offset = parser->error == YAML_READER_ERROR
                       ? (guint32) MIN (parser->problem_offset, stream->length)
                       : byte_offset (stream, parser->problem_mark.index);
  guint32 context = parser->context ? byte_offset (stream, parser->context_mark.index) : 0;

  equate_yaml_report_problem (stream->diagnostics, stream->source, parser, offset, context);
}

/* FALSE for what says nothing to a reader of events. */
static gboolean
translate (EquateYamlStream *stream, EquateEvent *event)
{
  event->span = span_of (stream, &stream->event);
  event->end = event->span.offset + event->span.length;
  /* More than half of them. */
  if (G_LIKELY (stream->event.type == YAML_SCALAR_EVENT))
    {
      read_scalar (stream, event);
      return TRUE;
    }
  switch (stream->event.type)
    {
    case YAML_DOCUMENT_START_EVENT:
      start_document (stream, event);
      return TRUE;
    case YAML_DOCUMENT_END_EVENT:
      event->kind = EQUATE_EVENT_DOCUMENT_END;
      return TRUE;
    case YAML_MAPPING_START_EVENT:
      open_level (stream, event, EQUATE_EVENT_MAPPING_START);
      return TRUE;
    case YAML_MAPPING_END_EVENT:
      close_level (stream, event, EQUATE_EVENT_MAPPING_END);
      return TRUE;
    case YAML_SEQUENCE_START_EVENT:
      open_level (stream, event, EQUATE_EVENT_SEQUENCE_START);
      return TRUE;
    case YAML_SEQUENCE_END_EVENT:
      close_level (stream, event, EQUATE_EVENT_SEQUENCE_END);
      return TRUE;
    case YAML_ALIAS_EVENT:
      read_alias (stream, event);
      return TRUE;
    case YAML_STREAM_END_EVENT:
      end_stream (stream, event);
      return TRUE;
    default:
      return FALSE;
    }
}

/* Ends own nothing, beginnings without anchors and tags neither. */
static void
clear_event (yaml_event_t *event)
{
  gboolean empty
      = event->type == YAML_MAPPING_END_EVENT || event->type == YAML_SEQUENCE_END_EVENT
        || (event->type == YAML_MAPPING_START_EVENT && !event->data.mapping_start.anchor
            && !event->data.mapping_start.tag)
        || (event->type == YAML_SEQUENCE_START_EVENT && !event->data.sequence_start.anchor
            && !event->data.sequence_start.tag);

  if (!empty)
    yaml_event_delete (event);
}

static gboolean
next (EquateEventReader *reader, EquateEvent *event)
{
  EquateYamlStream *stream = (EquateYamlStream *) reader;
  gboolean more = !stream->ended;

  *event = (EquateEvent){ .kind = EQUATE_EVENT_STREAM_END };
  if (stream->ended || stream->empty)
    {
      end_stream (stream, event);
      return more;
    }
  do
    {
      clear_event (&stream->event);
      if (!yaml_parser_parse (&stream->parser, &stream->event))
        {
          report_problem (stream);
          end_stream (stream, event);
          return TRUE;
        }
    }
  while (!translate (stream, event));
  return TRUE;
}

/* TRUE, and reported, where there are so many that reading them would take long. */
static gboolean
has_too_many_directives (EquateYamlStream *stream)
{
  static const char directive[] = "%TAG";
  const char *end = stream->data + stream->length;
  guint count = 0;

  for (const char *place = stream->data;
       (place = memchr (place, directive[0], (gsize) (end - place))); place++)
    {
      /* A directive begins a line; the last bytes of all line breaks that YAML 1.1 knows. */
      gboolean begins_line = place == stream->data || strchr ("\n\r\x85\xa8\xa9", place[-1]);

      if (begins_line && strncmp (place, directive, strlen (directive)) == 0
          && ++count > MAX_TAG_DIRECTIVES)
        {
          EquateSpan span = { stream->source, (guint32) (place - stream->data), 4 };

          report_tag (stream, span, "tag directive");
          return TRUE;
        }
    }
  return FALSE;
}

/**
 * equate_yaml_stream_new:
 * @source: (transfer none): the text; outlives the stream and the spans taken from it
 * @diagnostics: (transfer none): receives what is wrong with it
 *
 * Begins to read a source as YAML.
 *
 * Returns: (transfer full): the stream
 *
 * Since: 0.1
 */
EquateYamlStream *
equate_yaml_stream_new (const EquateSource *source, EquateDiagnosticList *diagnostics)
{
  EquateYamlStream *stream = g_new0 (EquateYamlStream, 1);

  stream->reader.next = next;
  stream->source = source;
  stream->diagnostics = diagnostics;
  stream->data = equate_source_get_data (source, &stream->length);
  equate_require_memory (yaml_parser_initialize (&stream->parser), "reading YAML");
  stream->ascii = equate_reading_is_ascii (source);
  stream->empty = (!stream->ascii && !equate_reading_check_encoding (source, diagnostics))
                  || has_too_many_directives (stream);
  yaml_parser_set_encoding (&stream->parser, YAML_UTF8_ENCODING);
  yaml_parser_set_input_string (&stream->parser, (const guchar *) stream->data, stream->length);
  return stream;
}

/**
 * equate_yaml_stream_free:
 * @stream: (transfer full): the stream
 *
 * Ends the reading; the text of the last event is gone with it.
 *
 * Since: 0.1
 */
void
equate_yaml_stream_free (EquateYamlStream *stream)
{
  yaml_event_delete (&stream->event);
  yaml_parser_delete (&stream->parser);
  g_free (stream);
}

/**
 * equate_yaml_stream_get_reader:
 * @stream: (transfer none): the stream
 *
 * Gives the stream as what a decoder reads from.
 *
 * Returns: (transfer none): the reader, which lives as long as the stream
 *
 * Since: 0.1
 */
EquateEventReader *
equate_yaml_stream_get_reader (EquateYamlStream *stream)
{
  return &stream->reader;
}
