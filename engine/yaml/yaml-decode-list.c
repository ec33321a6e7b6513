/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include <stdlib.h>
#include <string.h>

#include "base/reading.h"
#include "yaml/yaml-decode-private.h"

#define LIST_FLAGS (EQUATE_FIELD_IS_LIST | EQUATE_FIELD_ONE_OR_LIST)

/* Items stand still while they are read: lists within them have arrays of their own. */
static GByteArray *
open_items (EquateDecoder *decoder)
{
  if (decoder->level == decoder->levels->len)
    g_ptr_array_add (decoder->levels, g_byte_array_new ());
  return g_ptr_array_index (decoder->levels, decoder->level++);
}

static gpointer
add_item (GByteArray *items, gsize size)
{
  guint end = items->len;

  g_byte_array_set_size (items, end + (guint) size);
  return memset (items->data + end, 0, size);
}

static void
drop_item (GByteArray *items, gsize size)
{
  g_byte_array_set_size (items, items->len - (guint) size);
}

static void
close_items (EquateDecoder *decoder, GByteArray *items, gsize size, EquateList *list)
{
  list->length = items->len / (guint) size;
  list->items = equate_arena_copy (decoder->arena, items->data, size, list->length);
  g_byte_array_set_size (items, 0);
  decoder->level--;
}

/* One node by a field's table entry; FALSE when something was reported. */
static gboolean
read_node (EquateDecoder *decoder, const EquateField *field, gpointer target)
{
  guint before = equate_diagnostic_list_get_length (decoder->diagnostics);

  if (field->type != EQUATE_FIELD_CUSTOM)
    return equate_decode_value (decoder, field->type, field->detail, target);
  if (!equate_decoder_check_present (decoder))
    return FALSE;
  field->decode (decoder, target);
  return !decoder->ended && equate_diagnostic_list_get_length (decoder->diagnostics) == before;
}

static gsize
item_size_of (const EquateField *field)
{
  if (field->type == EQUATE_FIELD_CUSTOM)
    return field->item_size;
  if (field->type == EQUATE_FIELD_RECORD)
    return ((const EquateRecordType *) field->detail)->size;
  return equate_decoder_value_size (field->type);
}

/* Nobody knows whether none or all was meant. */
static void
report_empty (EquateDecoder *decoder, EquateSpan span)
{
  EquateDiagnostic *diagnostic
      = equate_diagnostic_list_add (decoder->diagnostics, EQUATE_DIAGNOSTIC_EMPTY, span,
                                    "the list of `%s` is empty", decoder->key);

  equate_diagnostic_set_help (diagnostic, "name what is meant, or leave the key out");
}

static gboolean
read_list (EquateDecoder *decoder, const EquateField *field, EquateList *list)
{
  guint before = equate_diagnostic_list_get_length (decoder->diagnostics);
  gboolean single = peek (decoder)->kind != EQUATE_EVENT_SEQUENCE_START;
  EquateSpan span = peek (decoder)->span;

  if (!equate_decoder_check_present (decoder))
    return FALSE;
  if (single && !(field->flags & EQUATE_FIELD_ONE_OR_LIST))
    {
      equate_decoder_wrong_shape (decoder, "a list");
      return FALSE;
    }

  gsize size = item_size_of (field);
  GByteArray *items = open_items (decoder);

  if (!single)
    take (decoder);
  for (;;)
    {
      const EquateEvent *event = peek (decoder);

      if (event->kind == EQUATE_EVENT_STREAM_END)
        break;
      if (!single && event->kind == EQUATE_EVENT_SEQUENCE_END)
        {
          take (decoder);
          break;
        }
      if (!read_node (decoder, field, add_item (items, size)))
        drop_item (items, size);
      if (single)
        break;
    }
  close_items (decoder, items, size, list);
  if (list->length == 0 && (field->flags & EQUATE_FIELD_NOT_EMPTY) && !decoder->ended
      && equate_diagnostic_list_get_length (decoder->diagnostics) == before)
    report_empty (decoder, span);
  return !decoder->ended && equate_diagnostic_list_get_length (decoder->diagnostics) == before;
}

void
equate_decoder_read_field (EquateDecoder *decoder, const EquateField *field, gpointer record)
{
  gpointer target = (char *) record + field->offset;

  decoder->key = field->key;
  if (field->flags & LIST_FLAGS)
    read_list (decoder, field, target);
  else
    read_node (decoder, field, target);
}

/**
 * equate_decode_list:
 * @decoder: (transfer none): the decoder, before a node
 * @item_size: bytes of one item
 * @decode: reads one node into a zeroed item
 * @one_or_list: whether a single node counts as a list of one
 * @list: (out): the items, in the arena, without those about which something was reported
 *
 * Reads a list.
 *
 * Returns: FALSE when something was reported
 *
 * Since: 0.1
 */
gboolean
equate_decode_list (EquateDecoder *decoder, gsize item_size, EquateDecodeFunc decode,
                    gboolean one_or_list, EquateList *list)
{
  EquateField field = {
    .type = EQUATE_FIELD_CUSTOM,
    .flags = one_or_list ? EQUATE_FIELD_ONE_OR_LIST : EQUATE_FIELD_IS_LIST,
    .decode = decode,
    .item_size = item_size,
  };

  *list = (EquateList){ NULL };
  return read_list (decoder, &field, list);
}

static int
compare_keys (gconstpointer a, gconstpointer b)
{
  const EquateName *first = a;
  const EquateName *second = b;
  int order = strcmp (first->text, second->text);

  if (order != 0)
    return order;
  return (first->span.offset > second->span.offset) - (first->span.offset < second->span.offset);
}

static void
report_duplicates (EquateDecoder *decoder, GByteArray *keys)
{
  EquateName *names = (EquateName *) (gpointer) keys->data;
  guint n_names = keys->len / (guint) sizeof (EquateName);
  guint first = 0;

  /* The usual two or three languages need no sorting. */
  if (n_names == 2 && strcmp (names[0].text, names[1].text) != 0)
    return;
  if (n_names > 1)
    qsort (names, n_names, sizeof *names, compare_keys);
  for (guint i = 1; i < n_names; i++)
    {
      if (strcmp (names[i].text, names[first].text) != 0)
        first = i;
      else
        equate_reading_report_duplicate (decoder->diagnostics, names[i].text, names[i].span,
                                         names[first].span);
    }
}

/* A key, with its copy in the arena; FALSE when it cannot be one, and both nodes have been taken.
 */
static gboolean
read_key (EquateDecoder *decoder, EquateName *key)
{
  if (equate_decode_value (decoder, EQUATE_FIELD_NAME, NULL, key))
    return TRUE;
  equate_decoder_skip (decoder);
  return FALSE;
}

/**
 * equate_decode_mapping:
 * @decoder: (transfer none): the decoder, before a node
 * @item_size: bytes of one item
 * @decode: reads the value of one entry into a zeroed item
 * @list: (out): the items, in the arena, without those about which something was reported
 *
 * Reads a mapping whose keys are free.
 *
 * Returns: FALSE when something was reported
 *
 * Since: 0.1
 */
gboolean
equate_decode_mapping (EquateDecoder *decoder, gsize item_size, EquateDecodeEntryFunc decode,
                       EquateList *list)
{
  guint before = equate_diagnostic_list_get_length (decoder->diagnostics);
  const char *outer = decoder->key;

  *list = (EquateList){ NULL };
  if (peek (decoder)->kind != EQUATE_EVENT_MAPPING_START)
    {
      equate_decoder_wrong_shape (decoder, "a mapping");
      return FALSE;
    }
  take (decoder);

  GByteArray *keys = open_items (decoder);
  GByteArray *items = open_items (decoder);

  while (peek (decoder)->kind != EQUATE_EVENT_MAPPING_END && !decoder->ended)
    {
      guint reported = equate_diagnostic_list_get_length (decoder->diagnostics);
      EquateName key;

      if (!read_key (decoder, &key))
        continue;
      *(EquateName *) add_item (keys, sizeof key) = key;

      gpointer item = add_item (items, item_size);

      if (equate_decoder_check_present (decoder))
        decode (decoder, &key, item);
      if (decoder->ended || equate_diagnostic_list_get_length (decoder->diagnostics) != reported)
        drop_item (items, item_size);
      decoder->key = outer;
    }
  if (!decoder->ended)
    take (decoder);
  report_duplicates (decoder, keys);
  close_items (decoder, items, item_size, list);
  g_byte_array_set_size (keys, 0);
  decoder->level--;
  return !decoder->ended && equate_diagnostic_list_get_length (decoder->diagnostics) == before;
}
