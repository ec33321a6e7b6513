/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "yaml/yaml-format-tree.h"

#include <string.h>
#include <xxhash.h>

#include "base/limits.h"
#include "yaml/yaml-stream.h"

/* A key must be found within so many characters, with what stands around it. */
#define MAX_KEY_SIZE 1000

/* An open collection. */
typedef struct
{
  guint32 node;
  EquateNodeKind kind;
  gboolean is_flow;
  guint n_children;           /* keys and values count each */
  guint32 column;             /* of its items in the source */
  guint32 key;                /* the node of the last key */
  EquateFormatRole role;      /* of the scalars in it, or behind the last key */
  gboolean has_numbers;       /* a mapping of numbers, whatever its keys */
  gboolean is_required;       /* it lies below take, unless or deny */
  gboolean opens_requirement; /* so does what stands behind the last key */
  guint32 first_comment;      /* how many comments there were when it began */
} Level;

struct _EquateFormatReader
{
  const EquateSource *source;        /* borrowed */
  EquateDiagnosticList *diagnostics; /* borrowed */
  const char *data;                  /* borrowed from source */
  gsize length;
  EquateYamlStream *stream; /* owned */
  EquateArena *arena;       /* owned: texts of the present document */
  EquateFormatDocument document;
  Level levels[EQUATE_MAX_DEPTH];
  guint depth;
  char kind[32]; /* of the present document, "" where it is not known */
  gboolean is_kind_next;
  guint32 cursor;          /* everything before it was looked at */
  guint32 last;            /* the node that ended last, if a comment may follow in its line */
  gboolean has_last;       /* there is one */
  gboolean is_marker_last; /* the line --- ended last */
  gboolean at_line_start;  /* no token stands in the line of the cursor before it */
  guint n_breaks;          /* line ends in a row before the cursor */
  gboolean blank;          /* a blank line stands before the cursor, behind the last comment */
  guint32 n_taken;         /* comments that have their place */
  gboolean has_ended;
  EquateEvent event;
  XXH64_state_t *digests[2]; /* owned */
};

#define NODE(reader, index) (&g_array_index ((reader)->document.nodes, EquateFormatNode, (index)))

EquateFormatReader *
equate_format_reader_new (const EquateSource *source, EquateDiagnosticList *diagnostics)
{
  EquateFormatReader *reader = g_new0 (EquateFormatReader, 1);

  reader->source = source;
  reader->diagnostics = diagnostics;
  reader->data = equate_source_get_data (source, &reader->length);
  reader->stream = equate_yaml_stream_new (source, diagnostics);
  reader->arena = equate_arena_new ();
  reader->document.nodes = g_array_new (FALSE, TRUE, sizeof (EquateFormatNode));
  reader->document.comments = g_array_new (FALSE, TRUE, sizeof (EquateFormatComment));
  for (guint i = 0; i < G_N_ELEMENTS (reader->digests); i++)
    {
      reader->digests[i] = XXH64_createState ();
      XXH64_reset (reader->digests[i], 0);
    }
  return reader;
}

void
equate_format_reader_free (EquateFormatReader *reader)
{
  for (guint i = 0; i < G_N_ELEMENTS (reader->digests); i++)
    XXH64_freeState (reader->digests[i]);
  g_array_unref (reader->document.comments);
  g_array_unref (reader->document.nodes);
  equate_arena_free (reader->arena);
  equate_yaml_stream_free (reader->stream);
  g_free (reader);
}

guint64
equate_format_reader_get_digest (const EquateFormatReader *reader, guint index)
{
  return XXH64_digest (reader->digests[index]);
}

/* --- Comments --- */

/* Bytes of a line end at place; 0: none. YAML knows more of them than text files have. */
static guint
measure_break (const EquateFormatReader *reader, guint32 place)
{
  const guchar *text = (const guchar *) reader->data + place;

  if (*text == '\r')
    return text[1] == '\n' ? 2 : 1;
  if (*text == '\n')
    return 1;
  if (*text == 0xc2)
    return text[1] == 0x85 ? 2 : 0;
  return *text == 0xe2 && text[1] == 0x80 && (text[2] == 0xa8 || text[2] == 0xa9) ? 3 : 0;
}

static guint32
column_of (const EquateFormatReader *reader, guint32 place)
{
  guint32 start = place;

  while (start > 0 && reader->data[start - 1] != '\n' && reader->data[start - 1] != '\r')
    start--;
  return place - start;
}

static void
take_comment (EquateFormatReader *reader, guint32 end)
{
  guint32 start = reader->cursor;
  EquateFormatComment comment
      = { reader->data + start, 0, column_of (reader, start), reader->blank };
  guint32 index = reader->document.comments->len;

  while (end > start && strchr (" \t", reader->data[end - 1]))
    end--;
  comment.length = end - start;
  XXH64_update (reader->digests[1], comment.text, comment.length);
  XXH64_update (reader->digests[1], "\n", 1);
  reader->blank = FALSE;
  g_array_append_val (reader->document.comments, comment);
  if (reader->at_line_start || !(reader->has_last || reader->is_marker_last))
    return;
  if (reader->is_marker_last)
    reader->document.after = index;
  else
    NODE (reader, reader->last)->after = index;
  reader->n_taken = index + 1;
}

/* Looks at everything up to the place for comments and blank lines. No scalar lies in between. */
static void
scan (EquateFormatReader *reader, guint32 until)
{
  while (reader->cursor < until)
    {
      guint size = measure_break (reader, reader->cursor);

      if (size > 0)
        {
          reader->cursor += size;
          reader->at_line_start = TRUE;
          if (++reader->n_breaks > 1)
            reader->blank = TRUE;
        }
      else if (reader->data[reader->cursor] == '#')
        {
          guint32 end = reader->cursor;

          while (end < reader->length && measure_break (reader, end) == 0)
            end++;
          reader->n_breaks = 0;
          take_comment (reader, end);
          reader->cursor = end;
        }
      else
        {
          if (!strchr (" \t", reader->data[reader->cursor]))
            reader->n_breaks = 0;
          reader->cursor++;
        }
    }
}

/* The comments that have no place yet, up to the last. */
static EquateFormatComments
take_pending (EquateFormatReader *reader)
{
  EquateFormatComments comments
      = { reader->n_taken, reader->document.comments->len - reader->n_taken };

  reader->n_taken = reader->document.comments->len;
  return comments;
}

static void
add_comments (EquateFormatComments *to, EquateFormatComments more)
{
  if (more.count == 0)
    return;
  if (to->count == 0)
    to->first = more.first;
  to->count += more.count;
}

/* A token ended here; a comment in the same line belongs to it. */
static void
end_token (EquateFormatReader *reader, guint32 end, guint32 node, gboolean takes_comment)
{
  reader->cursor = end;
  reader->last = node;
  reader->has_last = takes_comment;
  reader->is_marker_last = FALSE;
  reader->at_line_start = FALSE;
  reader->n_breaks = 0;
  reader->blank = FALSE;
}

/* --- Nodes --- */

static Level *
top_of (EquateFormatReader *reader)
{
  return reader->depth > 0 ? &reader->levels[reader->depth - 1] : NULL;
}

/* The item that begins where the child of a level begins: an item of a list stands in the line of
 * its first key. depth: of the level; 0: the root itself. */
static EquateFormatNode *
owner_of (EquateFormatReader *reader, guint depth, guint32 node)
{
  while (depth > 1 && reader->levels[depth - 1].n_children <= 1
         && reader->levels[depth - 2].kind == EQUATE_NODE_SEQUENCE)
    {
      depth--;
      node = reader->levels[depth].node;
    }
  return NODE (reader, node);
}

/* Comments between a key and a value in its line go before the key. */
static void
hand_to_key (EquateFormatReader *reader, const Level *level)
{
  EquateFormatNode *key = NODE (reader, level->key);
  EquateFormatComments pending = take_pending (reader);
  gboolean is_first = level->n_children == 2;
  EquateFormatNode *owner
      = is_first && reader->depth > 1
                && reader->levels[reader->depth - 2].kind == EQUATE_NODE_SEQUENCE
            ? owner_of (reader, reader->depth - 1, level->node)
            : key;

  if (key->after != EQUATE_NO_COMMENT)
    add_comments (&owner->before, (EquateFormatComments){ key->after, 1 });
  key->after = EQUATE_NO_COMMENT;
  add_comments (&owner->before, pending);
}

/* Makes a node and gives it the comments before it. is_inline: it stands in the line of its key. */
static guint32
add_node (EquateFormatReader *reader, EquateNodeKind kind, guint32 offset, gboolean is_inline)
{
  Level *level = top_of (reader);
  guint32 index = reader->document.nodes->len;
  EquateFormatNode node = { .kind = kind, .next = index + 1, .after = EQUATE_NO_COMMENT };

  scan (reader, offset);
  g_array_append_val (reader->document.nodes, node);
  if (level)
    level->n_children++;
  if (level && level->kind == EQUATE_NODE_MAPPING && level->n_children % 2 == 0)
    {
      if (is_inline)
        hand_to_key (reader, level);
      return index;
    }
  if (level && level->kind == EQUATE_NODE_MAPPING)
    level->key = index;
  /* A collection without brackets begins with its first item, which takes care of itself. */
  if (!is_inline)
    return index;

  EquateFormatNode *owner = owner_of (reader, reader->depth, index);

  add_comments (&owner->before, take_pending (reader));
  owner->blank = owner->blank || reader->blank;
  return index;
}

static gboolean
refuse (EquateFormatReader *reader, EquateDiagnosticCode code, EquateSpan span, const char *message,
        const char *help)
{
  equate_diagnostic_set_help (
      equate_diagnostic_list_add (reader->diagnostics, code, span, "%s", message), "%s", help);
  return FALSE;
}

static gboolean
refuse_key (EquateFormatReader *reader, EquateSpan span)
{
  return refuse (reader, EQUATE_DIAGNOSTIC_YAML_SYNTAX, span, "a key must be a short text",
                 "write a word or a code before the colon, in one line");
}

/* `!` alone says nothing to a reader of events, but its place would be lost. */
static gboolean
check_properties (EquateFormatReader *reader)
{
  EquateSpan span = reader->event.span;

  if (span.offset >= reader->event.end || reader->data[span.offset] != '!')
    return TRUE;
  span.length = 1;
  return refuse (reader, EQUATE_DIAGNOSTIC_TAG, span, "the tag `!` is refused", "leave it out");
}

static gboolean
is_requirement_key (const char *key)
{
  return strcmp (key, "take") == 0 || strcmp (key, "unless") == 0 || strcmp (key, "deny") == 0;
}

static void
note_key (EquateFormatReader *reader, Level *level)
{
  const char *key = reader->event.text;

  level->role = level->has_numbers ? EQUATE_FORMAT_NUMBER
                                   : equate_format_get_role (key, reader->kind, level->is_required);
  level->opens_requirement
      = is_requirement_key (key) || (level->is_required && strcmp (key, "taken") != 0);
  if (reader->depth == 1 && level->n_children == 1)
    reader->is_kind_next = strcmp (key, "equate") == 0;
}

static void
note_kind (EquateFormatReader *reader)
{
  if (reader->is_kind_next)
    g_strlcpy (reader->kind, reader->event.text, sizeof reader->kind);
  reader->is_kind_next = FALSE;
}

/* A comment may stand in the line of the sign; blank lines at the end are none of the text. */
static void
end_block_text (EquateFormatReader *reader, guint32 node)
{
  const char *head = reader->data + reader->event.span.offset;
  guint32 head_end = reader->event.span.offset + (guint32) strcspn (head, "#\r\n");
  guint32 end = reader->event.end;

  end_token (reader, head_end, node, TRUE);
  if (reader->data[head_end] == '#')
    scan (reader, head_end + 1);
  while (end > reader->cursor && strchr (" \t\r\n", reader->data[end - 1]))
    end--;
  end_token (reader, end, node, FALSE);
}

static gboolean
read_scalar (EquateFormatReader *reader)
{
  const EquateEvent *event = &reader->event;
  Level *level = top_of (reader);
  gboolean is_key = level && level->kind == EQUATE_NODE_MAPPING && level->n_children % 2 == 0;
  EquateFormatPlace place
      = { level ? level->role : EQUATE_FORMAT_TEXT, is_key, level && level->is_flow };
  guint32 index = add_node (reader, EQUATE_NODE_SCALAR, event->span.offset, TRUE);
  EquateFormatScalar *scalar = &NODE (reader, index)->scalar;

  if (!check_properties (reader))
    return FALSE;
  equate_format_scalar (event, place, reader->arena, scalar);
  if (is_key && (scalar->length == 0 || scalar->length > MAX_KEY_SIZE))
    return refuse_key (reader, event->span);
  if (is_key)
    note_key (reader, level);
  else
    note_kind (reader);
  if (event->style != EQUATE_SCALAR_PLAIN && strchr ("|>", reader->data[event->span.offset]))
    end_block_text (reader, index);
  else
    end_token (reader, event->end, index, TRUE);
  return TRUE;
}

static gboolean
open_level (EquateFormatReader *reader, EquateNodeKind kind)
{
  const EquateEvent *event = &reader->event;
  Level *above = top_of (reader);
  gboolean is_bracket
      = event->end > event->span.offset && strchr ("[{", reader->data[event->end - 1]);
  gboolean is_flow = is_bracket || (above && above->is_flow);

  if (above && above->kind == EQUATE_NODE_MAPPING && above->n_children % 2 == 0)
    return refuse_key (reader, event->span);
  if (!check_properties (reader))
    return FALSE;

  guint32 index = add_node (reader, kind, event->span.offset, is_bracket);
  Level level = { .node = index, .kind = kind, .is_flow = is_flow };

  NODE (reader, index)->is_flow = is_flow;
  /* Looking for the beginning of a line that holds a thousand brackets takes long. */
  level.column = is_flow ? 0 : column_of (reader, event->span.offset);
  level.first_comment = reader->document.comments->len;
  if (above)
    {
      level.role = kind == EQUATE_NODE_SEQUENCE && above->role != EQUATE_FORMAT_NUMBERS
                       ? above->role
                       : EQUATE_FORMAT_TEXT;
      level.has_numbers = above->role == EQUATE_FORMAT_NUMBERS;
      level.is_required
          = above->kind == EQUATE_NODE_MAPPING ? above->opens_requirement : above->is_required;
      /* A list may stand at the column of its key; what is below it there is not the list's. */
      if (kind == EQUATE_NODE_SEQUENCE && above->kind == EQUATE_NODE_MAPPING && !is_flow
          && level.column <= above->column)
        level.column = above->column + 1;
    }
  reader->levels[reader->depth++] = level;
  if (is_bracket)
    end_token (reader, event->end, index, FALSE);
  return TRUE;
}

/* The column of what comes next; -1: the document ends. */
static gint64
next_column (const EquateFormatReader *reader)
{
  guint32 offset = reader->event.span.offset;
  const char *place = reader->data + offset;
  guint32 column = column_of (reader, offset);

  if (offset >= reader->length
      || (column == 0 && (strncmp (place, "---", 3) == 0 || strncmp (place, "...", 3) == 0)))
    return -1;
  return column;
}

/* Comments that are indented like the items that end stay with them. */
static EquateFormatComments
take_indented (EquateFormatReader *reader, guint32 column)
{
  EquateFormatComments taken = { reader->n_taken, 0 };

  if (reader->n_taken == reader->document.comments->len)
    return taken;

  gint64 next = next_column (reader);

  while (reader->n_taken < reader->document.comments->len)
    {
      const EquateFormatComment *comment
          = &g_array_index (reader->document.comments, EquateFormatComment, reader->n_taken);

      if (comment->column < column || comment->column <= next)
        break;
      reader->n_taken++;
      taken.count++;
    }
  return taken;
}

static void
close_level (EquateFormatReader *reader)
{
  const EquateEvent *event = &reader->event;
  Level *level = top_of (reader);
  EquateFormatNode *node = NODE (reader, level->node);

  scan (reader, event->span.offset);
  node->next = reader->document.nodes->len;
  if (event->end > event->span.offset && strchr ("]}", reader->data[event->span.offset])
      && level->is_flow)
    {
      node->is_commented = reader->document.comments->len > level->first_comment;
      node->trailing = take_pending (reader);
      end_token (reader, event->end, level->node, TRUE);
    }
  else if (!level->is_flow)
    node->trailing = take_indented (reader, level->column);
  else
    {
      /* A pair without braces in a list: a comment in its line may stand behind the comma. */
      node->is_commented = reader->document.comments->len > level->first_comment;
      reader->last = level->node;
    }
  reader->depth--;
}

/* --- Documents --- */

static void
digest_event (EquateFormatReader *reader)
{
  const EquateEvent *event = &reader->event;
  guint64 head = (guint64) event->kind << 32 | event->length;

  XXH64_update (reader->digests[0], &head, sizeof head);
  if (event->kind == EQUATE_EVENT_SCALAR)
    XXH64_update (reader->digests[0], event->text, event->length);
}

static gboolean
read_event (EquateFormatReader *reader)
{
  guint before = equate_diagnostic_list_get_length (reader->diagnostics);

  equate_event_reader_next (equate_yaml_stream_get_reader (reader->stream), &reader->event);
  digest_event (reader);
  return equate_diagnostic_list_get_length (reader->diagnostics) == before;
}

static void
start_document (EquateFormatReader *reader)
{
  const EquateEvent *event = &reader->event;

  reader->document.is_explicit = event->end > event->span.offset;
  if (!reader->document.is_explicit)
    return;
  scan (reader, event->end);
  reader->document.before = take_pending (reader);
  end_token (reader, event->end, 0, FALSE);
  reader->is_marker_last = TRUE;
}

static void
clear_document (EquateFormatReader *reader)
{
  EquateFormatDocument *document = &reader->document;

  g_array_set_size (document->nodes, 0);
  g_array_set_size (document->comments, 0);
  equate_arena_reset (reader->arena);
  document->before = document->trailing = (EquateFormatComments){ 0 };
  document->after = EQUATE_NO_COMMENT;
  document->is_explicit = FALSE;
  reader->n_taken = 0;
  reader->depth = 0;
  reader->kind[0] = '\0';
  reader->is_kind_next = FALSE;
}

/* FALSE: the reading has come to an end. */
static gboolean
read_node (EquateFormatReader *reader)
{
  switch (reader->event.kind)
    {
    case EQUATE_EVENT_DOCUMENT_START:
      start_document (reader);
      return TRUE;
    case EQUATE_EVENT_MAPPING_START:
      return open_level (reader, EQUATE_NODE_MAPPING);
    case EQUATE_EVENT_SEQUENCE_START:
      return open_level (reader, EQUATE_NODE_SEQUENCE);
    case EQUATE_EVENT_MAPPING_END:
    case EQUATE_EVENT_SEQUENCE_END:
      close_level (reader);
      return TRUE;
    case EQUATE_EVENT_SCALAR:
      return read_scalar (reader);
    default:
      return FALSE;
    }
}

const EquateFormatDocument *
equate_format_reader_next (EquateFormatReader *reader)
{
  clear_document (reader);
  if (reader->has_ended)
    return NULL;
  while (read_event (reader))
    {
      if (read_node (reader))
        continue;
      if (reader->event.kind != EQUATE_EVENT_DOCUMENT_END
          && reader->event.kind != EQUATE_EVENT_STREAM_END)
        break;
      reader->has_ended = reader->event.kind == EQUATE_EVENT_STREAM_END;
      scan (reader, reader->event.span.offset);
      reader->document.trailing = take_pending (reader);
      end_token (reader, reader->event.end, 0, FALSE);
      return !reader->has_ended || reader->document.trailing.count > 0 ? &reader->document : NULL;
    }
  reader->has_ended = TRUE;
  return NULL;
}
