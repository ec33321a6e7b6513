/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "load/load-transcript-json.h"

#include "recording.h"

#define ONE "{\"student\":{\"id\":\"1\"},\"entries\":[{\"course\":\"A\"}]}"
#define TWO "{\"student\":{\"id\":2},\"entries\":[]}"
#define FAULTY "{\"student\":{\"id\":\"3\"}}"

static const Recording file_rows[] = {
  { "an empty file", "", "EQ009@1:1" },
  { "one object", ONE, "1 A" },
  { "an empty array", "[]", "" },
  { "an array", "[" ONE ",\n" TWO "]", "1 A; 2" },
  { "a fault leaves the others alone", "[" FAULTY ",\n" TWO "]", "EQ104@1:3; 2" },
  { "no object", "[7,\n" TWO "]", "EQ105@1:2; 2" },
  { "text alone", "\"x\"", "EQ105@1:1" },
  { "nor does what is no JSON", "[" TWO ",\nx," ONE "]", "2; EQ009@2:1; 1 A" },
  { "a comma missing", "[" TWO "\n" ONE ", " TWO "]", "2; EQ009@2:1; 2" },
  { "a comma too many", "[" TWO ",\n, " ONE ",]", "2; EQ009@2:1; 1 A; EQ009@2:53" },
  { "a bracket missing", "[" TWO ",\n " ONE "\n", "2; 1 A; EQ009@3:1" },
  { "a quote left open", "[{\"student\": \"x\n}, " TWO "]", "EQ009@1:16; 2" },
  { "brackets and quotes in texts",
    "[{\"student\":{\"id\":\"]\\\"}\"},\"entries\":[]}\n,\n" TWO "]", "]\"}; 2" },
  { "columns in one line", "[" TWO ", 课, 7,  " ONE ",8]", "2; EQ009@1:37; EQ105@1:40; 1 A; EQ105@1:94" },
  { "whole files have blanks", "\n\n  " ONE "\n \n", "1 A" },
  { "something behind the array", "[" TWO "]\nx", "2; EQ009@2:1" },
  { "another kind", "{\"equate\":\"catalog/1\"}", "EQ101@1:11" },
};

static const Recording line_rows[] = {
  { "an empty file", "", "" },
  { "blank lines", "\n \r\n\t\n", "" },
  { "two lines", ONE "\n" TWO "\n", "1 A; 2" },
  { "without the last line end", ONE "\r\n\n" TWO, "1 A; 2" },
  { "a fault leaves the others alone", FAULTY "\n" TWO "\n", "EQ104@1:2; 2" },
  { "so does what is no JSON", "x\n\n{\n" TWO "\n", "EQ009@1:1; EQ009@3:2; 2" },
  { "an array", "[" ONE "]\n" TWO "\n", "EQ105@1:1; 2" },
  { "two in one line", ONE TWO "\n" TWO "\n", "EQ009@1:50; 2" },
};

static void
test_file (void)
{
  run_recordings (file_rows, G_N_ELEMENTS (file_rows), EQUATE_FORMAT_JSON);
}

static void
test_lines (void)
{
  run_recordings (line_rows, G_N_ELEMENTS (line_rows), EQUATE_FORMAT_JSONL);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/load-transcript-json/file", test_file);
  g_test_add_func ("/load-transcript-json/lines", test_lines);
  return g_test_run ();
}
