/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "load/workspace-files.h"

#include <string.h>

#include "base/arena.h"
#include "base/processors.h"
#include "findings.h"

#define GRADING "equate: grading/1\nscales: []\n"
#define CASES "equate: cases/1\nagreement: a\ncases: []\n"

typedef struct
{
  const char *relative;
  const char *text; /* NULL: it could not be read */
} File;

static GPtrArray *
make_files (const File *files, guint n)
{
  GPtrArray *made = g_ptr_array_new_with_free_func ((GDestroyNotify) equate_workspace_file_free);

  for (guint i = 0; i < n; i++)
    {
      EquateWorkspaceFile *file = g_new0 (EquateWorkspaceFile, 1);

      file->relative = g_strdup (files[i].relative);
      if (files[i].text != NULL)
        file->source = equate_source_new_static (files[i].relative, files[i].text,
                                                 strlen (files[i].text), 1);
      g_ptr_array_add (made, file);
    }
  return made;
}

static const File files[] = {
  { "rules/a.yaml", GRADING "---\n" CASES },
  { "rules/b.yaml", "equate: agrement/1\n---\n" CASES },
  { "rules/c.yaml", NULL },
  { "rules/d.yaml", "" },
  { "rules/e.yaml", "equate: transcript/1\nstudent: {id: 1}\n" },
};

/* "gc" for a grading and cases, then what is wrong. */
static const char *const expected[] = { "gc ", "c EQ101@1:9", NULL, " ", " EQ101@1:9" };

/* However many threads take part: the size says how many pay. */
static void
test_documents (void)
{
  static const guint64 sizes[] = { 0, 64 << 20 };

  for (guint s = 0; s < G_N_ELEMENTS (sizes); s++)
    {
      g_autoptr (GPtrArray) arenas
          = g_ptr_array_new_with_free_func ((GDestroyNotify) equate_arena_free);
      g_autoptr (GPtrArray) made = make_files (files, G_N_ELEMENTS (files));
      equate_workspace_files_parse (made, sizes[s], arenas);

      g_assert_cmpuint (arenas->len, >, 0);
      for (guint i = 0; i < made->len; i++)
        {
          const EquateWorkspaceFile *file = made->pdata[i];

          if (expected[i] == NULL)
            {
              g_assert_null (file->documents);
              g_assert_null (file->diagnostics);
              continue;
            }
          g_autoptr (GString) shown = g_string_new (NULL);
          for (guint d = 0; d < file->documents->len; d++)
            g_string_append_c (
                shown,
                g_array_index (file->documents, EquateWorkspaceDocument, d).grading ? 'g' : 'c');
          g_autofree char *found = findings (file->diagnostics);
          g_string_append_printf (shown, " %s", found);
          g_assert_cmpstr (shown->str, ==, expected[i]);
        }
    }
}

static void
test_threads (void)
{
  g_assert_cmpuint (equate_workspace_files_count_threads (0), ==, 1);
  g_assert_cmpuint (equate_workspace_files_count_threads (64 << 20), ==,
                    MIN (EQUATE_MAX_LOAD_THREADS, equate_processors_count ()));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/workspace-files/documents", test_documents);
  g_test_add_func ("/workspace-files/threads", test_threads);
  return g_test_run ();
}
