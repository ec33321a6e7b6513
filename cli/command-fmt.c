/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "input.h"
#include "refusal.h"
#include "session.h"
#include "terminal.h"
#include "write/diagnostics-text.h"
#include "write/safe-text.h"
#include "yaml/yaml-format.h"

typedef struct
{
  const EquateCall *call; /* borrowed */
  guint n_changed;
  guint n_faulty;
} Run;

/* --- Which files --- */

static gint
compare_paths (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* All *.yaml below a folder, but what is hidden. */
static gboolean
add_folder (const char *folder, GPtrArray *files, guint depth, GError **error)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, error);

  if (!dir)
    return FALSE;
  for (const char *name = g_dir_read_name (dir); name; name = g_dir_read_name (dir))
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (name[0] == '.')
        continue;
      if (g_file_test (path, G_FILE_TEST_IS_DIR))
        {
          /* A link may lead back to where it stands. */
          if (depth < EQUATE_MAX_DEPTH && !g_file_test (path, G_FILE_TEST_IS_SYMLINK)
              && !add_folder (path, files, depth + 1, error))
            return FALSE;
        }
      else if (g_str_has_suffix (name, ".yaml"))
        g_ptr_array_add (files, g_steal_pointer (&path));
    }
  return TRUE;
}

static gboolean
add_workspace (const EquateCall *call, GPtrArray *files, GError **error)
{
  static const char *const folders[] = { "catalogs", "rules" };
  g_autofree char *chosen = equate_session_choose_folder (call, NULL);
  g_autofree char *current = g_get_current_dir ();
  /* Names are shown as a person in the workspace would write them. */
  const char *workspace = g_str_equal (chosen, current) ? "" : chosen;
  guint n_found = 0;

  for (guint i = 0; i < G_N_ELEMENTS (folders); i++)
    {
      g_autofree char *folder = g_build_filename (workspace, folders[i], NULL);

      if (!g_file_test (folder, G_FILE_TEST_IS_DIR))
        continue;
      n_found++;
      if (!add_folder (folder, files, 0, error))
        return FALSE;
    }
  return n_found > 0
         || equate_refuse (error, EQUATE_REFUSAL_CALL, NULL,
                           "%s is no workspace: it has neither catalogs/ nor rules/", chosen);
}

static gboolean
add_path (const char *path, GPtrArray *files, GError **error)
{
  if (g_file_test (path, G_FILE_TEST_IS_DIR))
    return add_folder (path, files, 0, error);
  if (!g_str_equal (path, "-") && !g_str_has_suffix (path, ".yaml")
      && !g_str_has_suffix (path, ".yml"))
    return equate_refuse (error, EQUATE_REFUSAL_CALL, NULL, "%s is no YAML file by its name", path);
  g_ptr_array_add (files, g_strdup (path));
  return TRUE;
}

static GPtrArray *
find_files (const EquateCall *call, GError **error)
{
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func (g_free);

  if (call->arguments->len == 0 && !add_workspace (call, files, error))
    return NULL;
  for (guint i = 0; i < call->arguments->len; i++)
    {
      guint first = files->len;

      if (!add_path (g_ptr_array_index (call->arguments, i), files, error))
        return NULL;
      qsort (files->pdata + first, files->len - first, sizeof (gpointer), compare_paths);
    }
  if (call->arguments->len == 0)
    g_ptr_array_sort (files, compare_paths);
  return g_steal_pointer (&files);
}

/* --- One file --- */

static void
say_faults (Run *run, const EquateDiagnosticList *diagnostics)
{
  EquateDiagnosticStyle style = { .colour = run->call->colour_error };
  g_autoptr (GString) text = g_string_new (NULL);

  run->n_faulty++;
  equate_diagnostics_append_text (diagnostics, &style, text);
  equate_say (text->str);
}

/* Whatever happens, a file never comes to say something else. */
static gboolean
check_same (const EquateSource *source, const GString *text, GError **error)
{
  g_autoptr (EquateSource) written
      = equate_source_new_static (equate_source_get_name (source), text->str, text->len, 1);

  if (equate_yaml_is_same (source, written))
    return TRUE;
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED,
               "%s is left alone: its canonical form would not say the same",
               equate_source_get_name (source));
  return FALSE;
}

static gboolean
write_file (const char *path, const GString *text, GError **error)
{
  g_autoptr (EquateOutput) output = equate_terminal_open_file (path, error);

  return output && equate_output_write (output, text->str, text->len, error)
         && equate_output_commit (output, error);
}

static gboolean
print_name (const EquateSource *source, GError **error)
{
  g_autoptr (GString) line = g_string_new (NULL);

  equate_text_append_safe (line, equate_source_get_name (source), -1);
  g_string_append_c (line, '\n');
  return equate_print (line, error);
}

static gboolean
format_file (Run *run, const char *path, GError **error)
{
  g_autoptr (EquateSource) source = equate_input_open (path, error);
  g_autoptr (EquateDiagnosticList) diagnostics = equate_diagnostic_list_new ();
  g_autoptr (GString) text = NULL;
  gboolean checks = run->call->values[EQUATE_OPTION_CHECK] != NULL;
  gboolean is_standard = g_str_equal (path, "-");
  const char *bytes;
  gsize length;

  if (!source)
    return FALSE;
  bytes = equate_source_get_bytes (source, &length);
  text = g_string_sized_new (length + length / 8);
  if (!equate_yaml_format (source, diagnostics, text))
    {
      equate_diagnostic_list_sort (diagnostics);
      say_faults (run, diagnostics);
      return TRUE;
    }

  gboolean is_changed = text->len != length || memcmp (text->str, bytes, length) != 0;

  run->n_changed += is_changed;
  if (is_changed && !check_same (source, text, error))
    return FALSE;
  if (checks)
    return !is_changed || print_name (source, error);
  if (is_standard)
    return equate_print (text, error);
  return !is_changed || write_file (path, text, error);
}

EquateExit
equate_command_fmt (const EquateCall *call, GError **error)
{
  g_autoptr (GPtrArray) files = find_files (call, error);
  gboolean checks = call->values[EQUATE_OPTION_CHECK] != NULL;
  Run run = { call, 0, 0 };

  if (!files)
    return EQUATE_EXIT_FAILED;
  for (guint i = 0; i < files->len; i++)
    if (!format_file (&run, g_ptr_array_index (files, i), error))
      return EQUATE_EXIT_FAILED;

  g_autofree char *summary = g_strdup_printf (
      "%u file%s: %u %s, %u with errors\n", files->len, files->len == 1 ? "" : "s", run.n_changed,
      checks ? "not in canonical form" : "rewritten", run.n_faulty);

  equate_say (summary);
  return run.n_faulty > 0 || (checks && run.n_changed > 0) ? EQUATE_EXIT_FINDINGS
                                                           : EQUATE_EXIT_DONE;
}
