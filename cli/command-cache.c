/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "listing.h"
#include "options.h"
#include "terminal.h"
#include "write/cache.h"
#include "write/safe-text.h"

static const char *const headings[] = { "workspace", "bytes", "made", "state", NULL };
static const char *const states[] = { "fresh", "changed", "gone", "unusable" };

/* Without a time zone, as everywhere: what is shown is UTC. */
static char *
format_time (gint64 seconds)
{
  g_autoptr (GDateTime) time = seconds > 0 ? g_date_time_new_from_unix_utc (seconds) : NULL;

  return time ? g_date_time_format (time, "%Y-%m-%dT%H:%M:%SZ") : g_strdup ("");
}

static void
add_entry (EquateListing *listing, const EquateCacheEntry *entry)
{
  g_autofree char *workspace
      = entry->workspace ? g_filename_display_name (entry->workspace) : g_strdup ("");
  g_autofree char *size = g_strdup_printf ("%" G_GUINT64_FORMAT, entry->size);
  g_autofree char *made = format_time (entry->made);

  equate_listing_add (listing, workspace);
  equate_listing_add (listing, size);
  equate_listing_add (listing, made);
  equate_listing_add (listing, states[entry->state]);
}

static void
say (const char *where, guint number)
{
  g_autofree char *folder = equate_cache_get_folder ();
  g_autofree char *shown = g_filename_display_name (folder);
  g_autoptr (GString) text = g_string_new (NULL);

  if (number == 0)
    g_string_append (text, "no snapshots");
  else
    g_string_append_printf (text, "%u snapshot%s", number, number == 1 ? "" : "s");
  g_string_append_c (text, ' ');
  g_string_append (text, where);
  g_string_append_c (text, ' ');
  equate_text_append_safe (text, shown, -1);
  g_string_append_c (text, '\n');
  equate_say (text->str);
}

static EquateExit
list (gboolean as_json, GError **error)
{
  g_autoptr (GPtrArray) entries = equate_cache_list (NULL, error);
  g_autoptr (EquateListing) listing = equate_listing_new (headings, 1 << 1, NULL);
  g_autoptr (GString) text = g_string_new (NULL);

  if (!entries)
    return EQUATE_EXIT_FAILED;
  for (guint i = 0; i < entries->len; i++)
    add_entry (listing, g_ptr_array_index (entries, i));
  equate_listing_append (listing, as_json, text);
  if (!equate_print (text, error))
    return EQUATE_EXIT_FAILED;
  say ("in", entries->len);
  return EQUATE_EXIT_DONE;
}

EquateExit
equate_command_cache (const EquateCall *call, GError **error)
{
  guint n_removed = 0;

  if (!call->values[EQUATE_OPTION_CLEAR])
    return list (equate_call_get_choice (call, EQUATE_OPTION_FORMAT) == 1, error);
  if (!equate_cache_clear (NULL, &n_removed, error))
    return EQUATE_EXIT_FAILED;
  say ("removed from", n_removed);
  return EQUATE_EXIT_DONE;
}
