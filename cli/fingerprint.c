/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "fingerprint.h"

#include <string.h>
#include <sys/stat.h>
#include <xxhash.h>

/* Options on which the decisions do not depend, or that are listed otherwise. */
static const EquateOptionId left_out[] = {
  EQUATE_OPTION_JOBS, EQUATE_OPTION_ON, EQUATE_OPTION_OUTPUT,
  EQUATE_OPTION_PROGRESS, EQUATE_OPTION_RESUME,
};

/* Options of one run that is a part of many. */
static const EquateOptionId of_one_run[] = { EQUATE_OPTION_REJECTS, EQUATE_OPTION_SHARD };

static gboolean
is_among (EquateOptionId id, const EquateOptionId *ids, gsize n)
{
  for (gsize i = 0; i < n; i++)
    if (ids[i] == id)
      return TRUE;
  return FALSE;
}

/* A file that is written again has another size or time. */
static void
append_input (const char *path, GString *out)
{
  struct stat status;

  g_string_append_printf (out, "input %s\t", path);
  if (g_str_equal (path, "-") || stat (path, &status) < 0 || !S_ISREG (status.st_mode))
    g_string_append (out, "a pipe\n");
  else
    g_string_append_printf (out, "%" G_GINT64_FORMAT " bytes of %" G_GINT64_FORMAT ".%09ld\n",
                            (gint64) status.st_size, (gint64) status.st_mtim.tv_sec,
                            status.st_mtim.tv_nsec);
}

char *
equate_fingerprint_new (const EquateCall *call, const EquateBatchSettings *settings,
                        gboolean is_whole)
{
  GString *out = g_string_new ("version\t" EQUATE_VERSION "\n");
  char date[EQUATE_DATE_BUFFER];

  g_string_append_printf (out, "workspace\t%s\n", settings->work.ruleset->digest);
  g_string_append_printf (out, "--on\t%s\n",
                          equate_date_format (settings->work.options.on, date));
  for (const EquateOption *option = call->command->options; option->name; option++)
    if (call->values[option->id] && !is_among (option->id, left_out, G_N_ELEMENTS (left_out))
        && (is_whole || !is_among (option->id, of_one_run, G_N_ELEMENTS (of_one_run))))
      g_string_append_printf (out, "--%s\t%s\n", option->name,
                              *call->values[option->id] ? call->values[option->id] : "given");
  for (guint i = 0; is_whole && i < call->arguments->len; i++)
    append_input (g_ptr_array_index (call->arguments, i), out);
  return g_string_free (out, FALSE);
}

char *
equate_fingerprint_hash (const char *fingerprint)
{
  return g_strdup_printf ("%016" G_GINT64_MODIFIER "x",
                          (guint64) XXH3_64bits (fingerprint, strlen (fingerprint)));
}
