/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "yaml/yaml-format.h"

#include <string.h>

#include "yaml/yaml-format-tree.h"

#define WIDTH 100
#define STEP 2

typedef struct
{
  const EquateFormatDocument *document; /* borrowed */
  GString *out;                         /* borrowed */
} Writer;

static const EquateFormatNode *
node_at (const Writer *writer, guint32 index)
{
  return &g_array_index (writer->document->nodes, EquateFormatNode, index);
}

static const EquateFormatComment *
comment_at (const Writer *writer, guint32 index)
{
  return &g_array_index (writer->document->comments, EquateFormatComment, index);
}

static void
indent_by (const Writer *writer, guint indent)
{
  static const char blanks[] = "                                ";

  for (; indent >= sizeof blanks - 1; indent -= sizeof blanks - 1)
    g_string_append_len (writer->out, blanks, sizeof blanks - 1);
  g_string_append_len (writer->out, blanks, indent);
}

/* --- Comments --- */

/* at_start: no blank line goes before the first. */
static void
write_comments (const Writer *writer, EquateFormatComments comments, guint indent,
                gboolean at_start)
{
  for (guint32 i = 0; i < comments.count; i++)
    {
      const EquateFormatComment *comment = comment_at (writer, comments.first + i);

      if (comment->blank && !(at_start && i == 0))
        g_string_append_c (writer->out, '\n');
      indent_by (writer, indent);
      g_string_append_len (writer->out, comment->text, comment->length);
      g_string_append_c (writer->out, '\n');
    }
}

static void
end_line (const Writer *writer, guint32 comment)
{
  if (comment != EQUATE_NO_COMMENT)
    {
      g_string_append (writer->out, "  ");
      g_string_append_len (writer->out, comment_at (writer, comment)->text,
                           comment_at (writer, comment)->length);
    }
  g_string_append_c (writer->out, '\n');
}

/* --- In one line --- */

/* Adds the columns of a node to the width; FALSE once it goes beyond. */
static gboolean
add_width (const Writer *writer, guint32 index, guint *width)
{
  const EquateFormatNode *node = node_at (writer, index);

  if (node->kind == EQUATE_NODE_SCALAR)
    {
      *width
          += equate_display_width (node->scalar.text, MIN (node->scalar.length, 4 * WIDTH), *width);
      return *width <= WIDTH;
    }
  *width += 2;
  for (guint32 i = index + 1, n = 0; i < node->next; i = node_at (writer, i)->next, n++)
    {
      *width += n > 0 ? 2 : 0;
      if (!add_width (writer, i, width))
        return FALSE;
    }
  return *width <= WIDTH;
}

static gboolean
fits (const Writer *writer, guint32 index, guint column)
{
  const EquateFormatNode *node = node_at (writer, index);

  if (node->kind == EQUATE_NODE_SCALAR || node->next == index + 1)
    return TRUE;
  return node->is_flow && !node->is_commented && add_width (writer, index, &column);
}

static void
write_inline (const Writer *writer, guint32 index)
{
  const EquateFormatNode *node = node_at (writer, index);
  gboolean is_mapping = node->kind == EQUATE_NODE_MAPPING;

  if (node->kind == EQUATE_NODE_SCALAR)
    {
      g_string_append_len (writer->out, node->scalar.text, node->scalar.length);
      return;
    }
  g_string_append_c (writer->out, is_mapping ? '{' : '[');
  for (guint32 i = index + 1, n = 0; i < node->next; i = node_at (writer, i)->next, n++)
    {
      if (n > 0)
        g_string_append (writer->out, is_mapping && n % 2 == 1 ? ": " : ", ");
      write_inline (writer, i);
    }
  g_string_append_c (writer->out, is_mapping ? '}' : ']');
}

/* --- Scalars of several lines --- */

static gsize
count_blanks (const char *text, const char *end, gboolean with_tabs)
{
  const char *place = text;

  while (place < end && (*place == ' ' || (with_tabs && *place == '\t')))
    place++;
  return (gsize) (place - text);
}

/* strip: how many blanks each line loses; or all of them, and those at its end. */
static void
write_lines (const Writer *writer, const EquateFormatScalar *scalar, guint indent, gboolean is_text)
{
  const char *end = scalar->body + scalar->body_length;
  gsize strip = is_text ? count_blanks (scalar->body, end, FALSE) : G_MAXSIZE;

  for (const char *line = scalar->body; line < end;)
    {
      const char *next = memchr (line, '\n', (gsize) (end - line));
      const char *stop = next ? next : end;
      gsize n_blanks = count_blanks (line, stop, !is_text);

      if (stop > line && stop[-1] == '\r')
        stop--;
      while (!is_text && stop > line && (stop[-1] == ' ' || stop[-1] == '\t'))
        stop--;
      line += MIN (n_blanks, strip);
      if (is_text || line > scalar->body)
        g_string_append_c (writer->out, '\n');
      if (line < stop && (is_text || line > scalar->body))
        indent_by (writer, indent);
      if (line < stop)
        g_string_append_len (writer->out, line, stop - line);
      line = next ? next + 1 : end;
    }
}

/* Behind "key:" or "-"; ends the line. */
static void
write_scalar (const Writer *writer, const EquateFormatNode *node, guint indent)
{
  const EquateFormatScalar *scalar = &node->scalar;

  if (scalar->length > 0 || scalar->body_length > 0)
    g_string_append_c (writer->out, ' ');
  switch (scalar->form)
    {
    case EQUATE_FORM_LINES:
      write_lines (writer, scalar, indent, FALSE);
      end_line (writer, node->after);
      return;
    case EQUATE_FORM_BLOCK:
      g_string_append_len (writer->out, scalar->text, scalar->length);
      if (node->after != EQUATE_NO_COMMENT)
        {
          end_line (writer, node->after);
          g_string_truncate (writer->out, writer->out->len - 1);
        }
      write_lines (writer, scalar, indent, TRUE);
      g_string_append_c (writer->out, '\n');
      return;
    default:
      g_string_append_len (writer->out, scalar->text, scalar->length);
      end_line (writer, node->after);
    }
}

/* --- Collections of several lines --- */

static void write_collection (const Writer *writer, guint32 index, guint indent, gboolean in_line);

/* A scalar, or a collection in one line, behind "key:" or "-"; then what could not stand in it. */
static void
write_fitting (const Writer *writer, guint32 index, guint indent)
{
  const EquateFormatNode *node = node_at (writer, index);
  EquateFormatComments after = { node->after, node->after != EQUATE_NO_COMMENT };

  if (node->kind == EQUATE_NODE_SCALAR)
    {
      write_scalar (writer, node, indent + STEP);
      return;
    }
  g_string_append_c (writer->out, ' ');
  write_inline (writer, index);
  if (node->trailing.count == 0)
    {
      end_line (writer, node->after);
      return;
    }
  g_string_append_c (writer->out, '\n');
  write_comments (writer, node->trailing, indent, TRUE);
  write_comments (writer, after, indent, TRUE);
}

static void
write_pair (const Writer *writer, guint32 key_index, guint indent)
{
  const EquateFormatNode *key = node_at (writer, key_index);
  guint32 index = key->next;
  const EquateFormatNode *value = node_at (writer, index);
  gboolean shares_line = key->after == EQUATE_NO_COMMENT && !value->is_commented;
  guint width = indent + equate_display_width (key->scalar.text, key->scalar.length, indent) + 2;

  write_inline (writer, key_index);
  g_string_append_c (writer->out, ':');
  if (fits (writer, index, width))
    {
      write_fitting (writer, index, indent);
      return;
    }
  end_line (writer, shares_line ? value->after : key->after);
  write_collection (writer, index, indent + STEP, FALSE);
  if (!shares_line && value->after != EQUATE_NO_COMMENT)
    write_comments (writer, (EquateFormatComments){ value->after, 1 }, indent + STEP, TRUE);
}

static void
write_item (const Writer *writer, guint32 index, guint indent)
{
  const EquateFormatNode *node = node_at (writer, index);

  g_string_append_c (writer->out, '-');
  if (fits (writer, index, indent + STEP))
    {
      write_fitting (writer, index, indent);
      return;
    }
  g_string_append_c (writer->out, ' ');
  write_collection (writer, index, indent + STEP, TRUE);
  if (node->after != EQUATE_NO_COMMENT)
    write_comments (writer, (EquateFormatComments){ node->after, 1 }, indent + STEP, TRUE);
}

/* in_line: the first item stands in the line that was begun, behind "- ". */
static void
write_collection (const Writer *writer, guint32 index, guint indent, gboolean in_line)
{
  const EquateFormatNode *node = node_at (writer, index);
  gboolean is_mapping = node->kind == EQUATE_NODE_MAPPING;
  gboolean is_first = TRUE;

  for (guint32 i = index + 1; i < node->next;)
    {
      const EquateFormatNode *item = node_at (writer, i);

      if (!is_first || !in_line)
        {
          write_comments (writer, item->before, indent, is_first);
          if (item->blank && (!is_first || item->before.count > 0))
            g_string_append_c (writer->out, '\n');
          indent_by (writer, indent);
        }
      is_first = FALSE;
      if (is_mapping)
        write_pair (writer, i, indent);
      else
        write_item (writer, i, indent);
      i = is_mapping ? node_at (writer, item->next)->next : item->next;
    }
  write_comments (writer, node->trailing, indent, FALSE);
}

/* --- Documents --- */

static void
write_root (const Writer *writer)
{
  const EquateFormatNode *root = node_at (writer, 0);
  gsize start;

  if (!fits (writer, 0, 0))
    {
      write_comments (writer, root->before, 0, TRUE);
      write_collection (writer, 0, 0, FALSE);
      if (root->after != EQUATE_NO_COMMENT)
        write_comments (writer, (EquateFormatComments){ root->after, 1 }, 0, TRUE);
      return;
    }
  write_comments (writer, root->before, 0, TRUE);
  if (root->kind == EQUATE_NODE_SCALAR && root->scalar.length == 0
      && root->scalar.form == EQUATE_FORM_INLINE)
    return;
  start = writer->out->len;
  write_fitting (writer, 0, 0);
  if (writer->out->len > start && writer->out->str[start] == ' ')
    g_string_erase (writer->out, (gssize) start, 1);
}

static void
write_document (const Writer *writer, gboolean is_first)
{
  const EquateFormatDocument *document = writer->document;
  gboolean has_root = document->nodes->len > 0;

  write_comments (writer, document->before, 0, is_first);
  if (document->is_explicit || (has_root && !is_first))
    {
      g_string_append (writer->out, "---");
      end_line (writer, document->after);
    }
  if (has_root)
    write_root (writer);
  write_comments (writer, document->trailing, 0, !has_root && is_first);
}

gboolean
equate_yaml_format (const EquateSource *source, EquateDiagnosticList *diagnostics, GString *text)
{
  guint n_before = equate_diagnostic_list_get_length (diagnostics);
  g_autoptr (EquateFormatReader) reader = equate_format_reader_new (source, diagnostics);
  gsize start = text->len;
  gboolean is_first = TRUE;

  for (const EquateFormatDocument *document = equate_format_reader_next (reader); document;
       document = equate_format_reader_next (reader))
    {
      write_document (&(Writer){ document, text }, is_first);
      is_first = FALSE;
    }
  if (equate_diagnostic_list_get_length (diagnostics) == n_before)
    return TRUE;
  g_string_truncate (text, start);
  return FALSE;
}

static gboolean
digest (const EquateSource *source, guint64 digests[2])
{
  g_autoptr (EquateDiagnosticList) diagnostics = equate_diagnostic_list_new ();
  g_autoptr (EquateFormatReader) reader = equate_format_reader_new (source, diagnostics);

  while (equate_format_reader_next (reader))
    continue;
  for (guint i = 0; i < 2; i++)
    digests[i] = equate_format_reader_get_digest (reader, i);
  return equate_diagnostic_list_get_length (diagnostics) == 0;
}

gboolean
equate_yaml_is_same (const EquateSource *left, const EquateSource *right)
{
  guint64 ours[2], theirs[2];

  return digest (left, ours) && digest (right, theirs) && memcmp (ours, theirs, sizeof ours) == 0;
}
