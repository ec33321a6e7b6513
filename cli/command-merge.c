/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include <string.h>
#include <unistd.h>

#include "batch/merge.h"
#include "command.h"
#include "paths.h"
#include "refusal.h"
#include "summary.h"
#include "terminal.h"

/* Files are read twice, so that nothing is written where one of them does not belong. */
static gboolean
check_paths (const EquateCall *call, GError **error)
{
  const char *output = call->values[EQUATE_OPTION_OUTPUT];

  for (guint i = 0; i < call->arguments->len; i++)
    {
      const char *path = g_ptr_array_index (call->arguments, i);

      if (g_str_equal (path, "-"))
        return equate_refuse (error, EQUATE_REFUSAL_CALL, NULL,
                              "`merge` reads files, not standard input");
      if (output && equate_path_is_same_file (output, path))
        return equate_refuse (error, EQUATE_REFUSAL_CALL, NULL,
                              "`--output` would replace the input %s", path);
    }
  return TRUE;
}

static EquateOutput *
open_output (const EquateCall *call, GError **error)
{
  const char *path = call->values[EQUATE_OPTION_OUTPUT];
  EquateOutput *output;

  if (!path || g_str_equal (path, "-"))
    return equate_output_new_for_fd (STDOUT_FILENO, "standard output");
  output = equate_terminal_open_file (path, error);
  if (output && g_str_has_suffix (path, ".gz"))
    equate_output_pack (output);
  return output;
}

EquateExit
equate_command_merge (const EquateCall *call, GError **error)
{
  const char *const *paths = (const char *const *) call->arguments->pdata;
  const guint n_paths = call->arguments->len;
  const gint64 started = g_get_monotonic_time ();
  g_autofree guint *order = g_new0 (guint, n_paths);
  g_autoptr (EquateOutput) output = NULL;
  g_autoptr (GError) own_error = NULL;
  EquateBatchCounts counts;

  if (!check_paths (call, error))
    return EQUATE_EXIT_WRONG;
  if (!equate_merge_check (paths, n_paths, order, &counts, &own_error))
    {
      if (own_error->domain == EQUATE_MERGE_ERROR)
        equate_refuse (error, EQUATE_REFUSAL_CALL, NULL, "%s", own_error->message);
      else
        g_propagate_error (error, g_steal_pointer (&own_error));
      return EQUATE_EXIT_WRONG;
    }
  output = open_output (call, error);
  if (!output || !equate_merge_write (paths, n_paths, order, &counts, output, error)
      || !equate_output_commit (output, error))
    return EQUATE_EXIT_FAILED;
  equate_say_summary (&counts, started);
  return counts.rejected > 0 ? EQUATE_EXIT_FINDINGS : EQUATE_EXIT_DONE;
}
