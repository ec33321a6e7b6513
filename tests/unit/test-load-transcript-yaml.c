/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "load/load-transcript-yaml.h"

#include "recording.h"

#define ONE "equate: transcript/1\nstudent: {id: '1'}\nentries: [{course: A}]\n"
#define TWO "equate: transcript/1\nstudent: {id: '2'}\nentries: []\n"

static const Recording rows[] = {
  { "an empty file", "", "" },
  { "comments and markers alone", "# nothing\n---\n---\n...\n", "" },
  { "one document", ONE, "1 A" },
  { "two documents", ONE "---\n" TWO, "1 A; 2" },
  { "ended by dots", "--- # first\n" ONE "...\n# second\n---\n" TWO "...\n", "1 A; 2" },
  { "lines of another system", "equate: transcript/1\r\nstudent: {id: 3}\r\nentries: []\r\n", "3" },
  { "what is not well formed takes no other with it", "equate: transcript/1\nentries: [\n---\n" TWO,
    "EQ004@2:11; 2" },
  { "nor does a wrong value", "equate: transcript/1\nstudent: {}\nentries: []\n---\n" TWO,
    "EQ104@2:10; 2" },
  { "another kind", "equate: catalog/1\n---\n" TWO, "EQ101@1:9; 2" },
  { "no kind", "student: {id: 1}\n", "EQ101@1:1" },
  { "an empty value", "--- ~\n---\n" TWO, "EQ101@1:5; 2" },
  { "nothing but a separator of lines", "\xe2\x80\xa8\n---\n" TWO, "EQ105@1:1; 2" },
  { "comments before, between and behind", "# a\n---\n# b\n" ONE "# c\n---\n# d\n---\n# e\n", "1 A" },
  { "lines are those of the file", ONE "---\nequate: catalog/1\n", "1 A; EQ101@5:9" },
};

static void
test_records (void)
{
  run_recordings (rows, G_N_ELEMENTS (rows), EQUATE_FORMAT_YAML);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/load-transcript-yaml/records", test_records);
  return g_test_run ();
}
