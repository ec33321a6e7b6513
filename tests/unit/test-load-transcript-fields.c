/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "load/load-transcript-fields.h"

#include "findings.h"
#include "reading.h"

static const struct
{
  const char *text;
  const char *default_kind; /* nullable */
  const char *shown;        /* student, institution > target, entries; or what is wrong */
} rows[] = {
  { "", NULL, "end" },
  { "equate: transcript/1\nstudent: {id: 1}\nentries: []\n", NULL, "1 -@->- 0" },
  { "equate: transcript/1\nstudent: {id: 1, name: Li}\ninstitution: a\n"
    "target: {institution: b, programme: ee}\nentries: [{course: A}, {course: B}]\n",
    NULL, "1 Li@a>b 2" },
  { "student: {id: 1}\nentries: []\n", EQUATE_TRANSCRIPT_KIND, "1 -@->- 0" },
  { "student: {id: 1}\nentries: []\n", NULL, "EQ101@1:1" },
  { "equate: agreement/1\nid: a\n", NULL, "EQ101@1:9" },
  { "equate: transcript/1\nentries: []\n", NULL, "EQ104@1:1" },
  { "equate: transcript/1\nstudent: {id: 1}\n", NULL, "EQ104@1:1" },
  { "equate: transcript/1\nstudent: {name: x}\nentries: [{grade: 5}]\n", NULL,
    "EQ104@2:11 EQ104@3:12" },
  { "equate: transcript/1\nstudent: {id: 1}\nentries: []\nyear: 1\n", NULL, "EQ102@4:1" },
};

static void
test_documents (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      Reading reading;
      reading_open (&reading, rows[i].text, FALSE);
      const EquateTranscript *transcript
          = equate_load_next_transcript (reading.decoder, rows[i].default_kind);
      g_autofree char *found = findings (reading.list);
      g_autoptr (GString) shown = g_string_new (found);

      g_test_message ("row %u", i);
      if (*found == '\0' && transcript == NULL)
        g_string_append (shown, "end");
      else if (*found == '\0')
        g_string_append_printf (
            shown, "%s %s@%s>%s %u", transcript->student.id,
            transcript->student.name ? transcript->student.name : "-",
            transcript->institution.text ? transcript->institution.text : "-",
            transcript->target.institution.text ? transcript->target.institution.text : "-",
            transcript->entries.length);
      g_assert_cmpstr (shown->str, ==, rows[i].shown);
      reading_close (&reading);
    }
}

/* A document of another kind leaves the next one readable. */
static void
test_next (void)
{
  Reading reading;
  reading_open (&reading,
                "equate: grading/1\nscales: []\n---\n"
                "equate: transcript/1\nstudent: {id: 1}\nentries: []\n",
                FALSE);

  g_assert_null (equate_load_next_transcript (reading.decoder, NULL));
  g_assert_cmpuint (equate_diagnostic_list_get_length (reading.list), ==, 1);
  g_assert_nonnull (equate_load_next_transcript (reading.decoder, NULL));
  g_assert_null (equate_load_next_transcript (reading.decoder, NULL));
  g_assert_cmpuint (equate_diagnostic_list_get_length (reading.list), ==, 1);
  reading_close (&reading);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/load-transcript-fields/documents", test_documents);
  g_test_add_func ("/load-transcript-fields/next", test_next);
  return g_test_run ();
}
