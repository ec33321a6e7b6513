/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "batch/shard.h"


#include <string.h>

#define MAX_LINE 1024

/* As equate_shard_append() writes it, and in no other way. */
#define NUMBER "([0-9]{1,19})"
#define HASH "([0-9a-f]{16})"
#define PATTERN                                                                                    \
  "^\\{\"equate\":\"shard/1\",\"shard\":\"([0-9]{1,9})/([0-9]{1,9})\",\"total\":" NUMBER           \
  ",\"records\":" NUMBER ",\"decided\":" NUMBER ",\"needs-info\":" NUMBER                          \
  ",\"no-agreement\":" NUMBER ",\"rejected\":" NUMBER                                              \
  ",\"workspace\":\"([a-z0-9:]+)\",\"call\":\"" HASH "\",\"input\":\"" HASH "\"\\}$"

void
equate_shard_clear (EquateShard *shard)
{
  g_clear_pointer (&shard->workspace, g_free);
  g_clear_pointer (&shard->call, g_free);
  g_clear_pointer (&shard->input, g_free);
}

void
equate_shard_append (const EquateShard *shard, GString *out)
{
  const guint64 *outcomes = shard->counts.outcomes;

  g_string_append_printf (
      out,
      "{\"equate\":\"shard/1\",\"shard\":\"%u/%u\",\"total\":%" G_GUINT64_FORMAT
      ",\"records\":%" G_GUINT64_FORMAT ",\"decided\":%" G_GUINT64_FORMAT
      ",\"needs-info\":%" G_GUINT64_FORMAT ",\"no-agreement\":%" G_GUINT64_FORMAT
      ",\"rejected\":%" G_GUINT64_FORMAT
      ",\"workspace\":\"%s\",\"call\":\"%s\",\"input\":\"%s\"}\n",
      shard->shard, shard->shards, shard->total, shard->counts.records,
      outcomes[EQUATE_OUTCOME_DECIDED], outcomes[EQUATE_OUTCOME_NEEDS_INFO],
      outcomes[EQUATE_OUTCOME_NO_AGREEMENT], shard->counts.rejected, shard->workspace, shard->call,
      shard->input);
}

static guint64
get_number (GMatchInfo *match, gint group)
{
  g_autofree char *text = g_match_info_fetch (match, group);

  return g_ascii_strtoull (text, NULL, 10);
}

gboolean
equate_shard_parse (const char *line, gsize length, EquateShard *shard)
{
  static GRegex *pattern;
  g_autoptr (GMatchInfo) match = NULL;
  g_autofree char *text = g_strndup (line, MIN (length, MAX_LINE));

  if (g_once_init_enter (&pattern))
    g_once_init_leave (&pattern, g_regex_new (PATTERN, G_REGEX_DOLLAR_ENDONLY, 0, NULL));
  if (length > MAX_LINE || strlen (text) != length || !g_utf8_validate (text, -1, NULL)
      || !g_regex_match (pattern, text, 0, &match))
    return FALSE;
  *shard = (EquateShard){ .shard = (guint) get_number (match, 1),
                          .shards = (guint) get_number (match, 2),
                          .total = get_number (match, 3),
                          .workspace = g_match_info_fetch (match, 9),
                          .call = g_match_info_fetch (match, 10),
                          .input = g_match_info_fetch (match, 11) };
  shard->counts.records = get_number (match, 4);
  shard->counts.outcomes[EQUATE_OUTCOME_DECIDED] = get_number (match, 5);
  shard->counts.outcomes[EQUATE_OUTCOME_NEEDS_INFO] = get_number (match, 6);
  shard->counts.outcomes[EQUATE_OUTCOME_NO_AGREEMENT] = get_number (match, 7);
  shard->counts.rejected = get_number (match, 8);
  if (shard->shard >= 1 && shard->shard <= shard->shards)
    return TRUE;
  equate_shard_clear (shard);
  return FALSE;
}

guint64
equate_shard_count (guint64 total, guint shard, guint shards)
{
  return total >= shard ? (total - shard) / shards + 1 : 0;
}
