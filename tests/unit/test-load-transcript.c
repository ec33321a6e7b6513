/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "load/load-transcript.h"

#include <string.h>

#include "base/limits.h"
#include "findings.h"

/* A record as one line: its student, institution and entries, or what is found wrong, and between
 * bars the bytes. */
static void
write_record (GString *text, const EquateRecord *record)
{
  const EquateTranscript *transcript = record->transcript;
  g_autofree char *found = findings (record->diagnostics);
  g_autofree char *bytes = g_strndup (record->bytes, record->length);

  g_string_append_printf (text, "%s%u ", record->number > 1 ? "; " : "", record->number);
  g_assert_nonnull (record->source);
  if (!transcript)
    g_assert_cmpstr (found, !=, "");
  else
    {
      g_assert_cmpstr (found, ==, "");
      g_string_append_printf (text, "%s@%s", transcript->student.id,
                              transcript->institution.text ? transcript->institution.text : "-");
      for (guint i = 0; i < transcript->entries.length; i++)
        {
          const EquateEntry *entry = equate_list_index (transcript->entries, EquateEntry, i);

          g_string_append_printf (text, " %s=%s", entry->course.key,
                                  entry->grade ? entry->grade : "-");
        }
    }
  g_string_append_printf (text, "%s |%s|", found, bytes);
}

typedef struct
{
  EquateFormat format;
  const char *text;
  const char *expected;
} Case;

#define ONE "\"student\":{\"id\":\"1\"},\"entries\":[]"
#define TWO "\"student\":{\"id\":\"2\"},\"entries\":[]"
#define YAML_ONE "equate: transcript/1\nstudent: {id: S1}\nentries: []\n"
#define YAML_TWO "equate: transcript/1\nstudent: {id: S2}\nentries: [{course: a 1, grade: 5}]\n"

static const Case yaml_cases[] = {
  { EQUATE_FORMAT_YAML, "", "" },
  { EQUATE_FORMAT_YAML, "# nothing\n---\n---\n...\n", "" },
  { EQUATE_FORMAT_YAML, YAML_ONE, "1 S1@- |" YAML_ONE "|" },
  { EQUATE_FORMAT_YAML, YAML_ONE "---\n" YAML_TWO,
    "1 S1@- |" YAML_ONE "|; 2 S2@- A 1=5 |---\n" YAML_TWO "|" },
  { EQUATE_FORMAT_YAML, "%YAML 1.1\n--- # first\r\n" YAML_ONE "...\n# next\n---\n" YAML_TWO "...\n",
    "1 S1@- |%YAML 1.1\n--- # first\r\n" YAML_ONE "...\n|; "
    "2 S2@- A 1=5 |# next\n---\n" YAML_TWO "...\n|" },
  /* A fault takes no other document with it, and stands in the line of the file. */
  { EQUATE_FORMAT_YAML, "equate: transcript/1\nentries: [\n---\n" YAML_ONE,
    "1 EQ004@2:11 |equate: transcript/1\nentries: [\n|; 2 S1@- |---\n" YAML_ONE "|" },
  { EQUATE_FORMAT_YAML, YAML_ONE "---\nequate: catalog/1\nname: x\n---\nstudent: {id: 3}\n",
    "1 S1@- |" YAML_ONE "|; 2 EQ101@5:9 |---\nequate: catalog/1\nname: x\n|; "
    "3 EQ101@8:1 |---\nstudent: {id: 3}\n|" },
  { EQUATE_FORMAT_YAML, "equate: transcript/1\nstudent: {name: x}\nentries: [{grade: 5}]\n",
    "1 EQ104@2:11 EQ104@3:12 "
    "|equate: transcript/1\nstudent: {name: x}\nentries: [{grade: 5}]\n|" },
  { EQUATE_FORMAT_YAML,
    "equate: transcript/1\nstudent: {id: 1}\nentries: [{course: A, date: "
    "2023-02-29, credits: -1, status: left, scale: '', when: x}]\n",
    "1 EQ107@3:29 EQ106@3:50 EQ109@3:62 EQ114@3:75 EQ102@3:79 "
    "|equate: transcript/1\nstudent: {id: 1}\nentries: [{course: A, date: "
    "2023-02-29, credits: -1, status: left, scale: '', when: x}]\n|" },
  { EQUATE_FORMAT_YAML, "- a\n", "1 EQ101@1:1 |- a\n|" },
};

static const Case json_cases[] = {
  { EQUATE_FORMAT_JSON, "", "1 EQ009@1:1 ||" },
  { EQUATE_FORMAT_JSON, " {" ONE "}\n", "1 1@- |{" ONE "}|" },
  { EQUATE_FORMAT_JSON, "{" ONE ",\"equate\":\"transcript/1\"}",
    "1 1@- |{" ONE ",\"equate\":\"transcript/1\"}|" },
  { EQUATE_FORMAT_JSON, "{\"equate\":\"catalog/1\"}", "1 EQ101@1:11 |{\"equate\":\"catalog/1\"}|" },
  { EQUATE_FORMAT_JSON, "{" ONE ",\"equate\":\"catalog/1\"}",
    "1 EQ101@1:45 |{" ONE ",\"equate\":\"catalog/1\"}|" },
  { EQUATE_FORMAT_JSON, "{" ONE "} x", "1 EQ009@1:37 |{" ONE "} x|" },
  { EQUATE_FORMAT_JSON, "\"text\"", "1 EQ105@1:1 |\"text\"|" },
  { EQUATE_FORMAT_JSON,
    "{\"student\":{\"id\":7},\"institution\":\"bjut\",\"entries\":[{\"course\":\"0123\",\"grade\":"
    "85},{\"course\":\"B\",\"grade\":\"1E10\"}]}",
    "1 7@bjut 0123=85 B=1E10 |{\"student\":{\"id\":7},\"institution\":\"bjut\",\"entries\":[{"
    "\"course\":\"0123\",\"grade\":85},{\"course\":\"B\",\"grade\":\"1E10\"}]}|" },
  { EQUATE_FORMAT_JSON, "[]", "" },
  { EQUATE_FORMAT_JSON, "[{" ONE "} ,\n {" TWO "}\n]\n", "1 1@- |{" ONE "}|; 2 2@- |{" TWO "}|" },
  /* A record that is only wrong in what it says leaves the others alone. */
  { EQUATE_FORMAT_JSON, "[{\"student\":{}},\n7, [{" ONE "}], {" TWO "}]",
    "1 EQ104@1:13 EQ104@1:3 |{\"student\":{}}|; 2 EQ105@2:1 |7|; 3 EQ105@2:4 |[{" ONE
    "}]|; 4 2@- |{" TWO "}|" },
  /* Brackets and commas tell values apart even where one is not well formed. */
  { EQUATE_FORMAT_JSON, "[{" ONE "},\n{\"a\":x},{" TWO "}]",
    "1 1@- |{" ONE "}|; 2 EQ102@2:2 EQ009@2:6 |{\"a\":x}|; 3 2@- |{" TWO "}|" },
  { EQUATE_FORMAT_JSON, "[{" ONE "} {" TWO "}]", "1 1@- |{" ONE "}|; 2 EQ009@1:38 |{" TWO "}|" },
  { EQUATE_FORMAT_JSON, "[{" ONE "}] {}", "1 1@- |{" ONE "}|; 2 EQ009@1:39 |{}|" },
  { EQUATE_FORMAT_JSON, "[{" ONE "}", "1 1@- |{" ONE "}|; 2 EQ009@1:37 ||" },
};

static const Case line_cases[] = {
  { EQUATE_FORMAT_JSONL, "", "" },
  { EQUATE_FORMAT_JSONL, "\n \r\n", "" },
  { EQUATE_FORMAT_JSONL, "{" ONE "}\n\n {" TWO "}\r\n", "1 1@- |{" ONE "}|; 2 2@- | {" TWO "}|" },
  { EQUATE_FORMAT_JSONL, "{" ONE "}\n\nnot\n{\"student\":{}}\n{" TWO "}",
    "1 1@- |{" ONE "}|; 2 EQ009@3:1 |not|; 3 EQ104@4:12 EQ104@4:2 |{\"student\":{}}|; 4 2@- |{" TWO
    "}|" },
  { EQUATE_FORMAT_JSONL, "[{" ONE "}]\n{" ONE "}{" TWO "}\n{" ONE "\n",
    "1 EQ105@1:1 |[{" ONE "}]|; 2 EQ009@2:36 |{" ONE "}{" TWO "}|; 3 EQ009@3:35 |{" ONE "|" },
  { EQUATE_FORMAT_JSONL, "{" ONE ",\"equate\":7}\n{\"equate\":[]," ONE "}\n{" TWO "}\n",
    "1 EQ101@1:45 |{" ONE ",\"equate\":7}|; 2 EQ105@2:11 |{\"equate\":[]," ONE "}|; 3 2@- |{" TWO
    "}|" },
};

static const Case csv_cases[] = {
  { EQUATE_FORMAT_CSV, "", "" },
  { EQUATE_FORMAT_CSV, "student,course\n", "" },
  { EQUATE_FORMAT_CSV, "student,course,grade\n1,A,5\n1,B,\n2,A,4\n",
    "1 1@- A=5 B=- |1,A,5\n1,B,|; 2 2@- A=4 |2,A,4|" },
  { EQUATE_FORMAT_CSV,
    "status;date;scale;grade;credits;title;course;institution;name;student\n"
    "passed;2023-01-12;cn;85;4;\"Maths; 1\";MA1;bjut;Li;S1\n",
    "1 S1@bjut MA1=85 |passed;2023-01-12;cn;85;4;\"Maths; 1\";MA1;bjut;Li;S1|" },
  /* The institution is part of whose rows they are; where a row has none it is the same. */
  { EQUATE_FORMAT_CSV, "student,institution,course\n1,,A\n1,x,B\n1,,C\n1,y,D\n2,y,E\n1,y,F\n",
    "1 1@x A=- B=- C=- |1,,A\n1,x,B\n1,,C|; 2 1@y D=- |1,y,D|; 3 2@y E=- |2,y,E|; "
    "4 1@y F=- |1,y,F|" },
  { EQUATE_FORMAT_CSV, "student,corse\n1,A\n", "1 EQ102@1:9 |student,corse\n1,A\n|" },
  { EQUATE_FORMAT_CSV, "course,course\n1,A\n", "1 EQ103@1:8 EQ104@1:1 |course,course\n1,A\n|" },
  { EQUATE_FORMAT_CSV, "student,course,date\n1,A,\n1,,\n1,B,12.1.2023\n2,C,2023-01-12\n",
    "1 EQ104@3:1 EQ107@4:5 |1,A,\n1,,\n1,B,12.1.2023|; 2 2@- C=- |2,C,2023-01-12|" },
  /* Whose record a faulty row spoils. */
  { EQUATE_FORMAT_CSV, "student,course\n1,A\n1,B,x\n2,C\n3\n3,D\n4,E\n",
    "1 EQ010@3:1 |1,A\n1,B,x|; 2 2@- C=- |2,C|; 3 EQ010@5:1 |3\n3,D|; 4 4@- E=- |4,E|" },
  { EQUATE_FORMAT_CSV, "student,course\n1,A\n\xff,B\n2,C\n",
    "1 EQ003@3:1 |1,A\n\xff,B|; 2 2@- C=- |2,C|" },
  { EQUATE_FORMAT_CSV, "student,course\n1,A\n,B\n", "1 1@- A=- |1,A|; 2 EQ104@3:1 |,B|" },
  { EQUATE_FORMAT_CSV, "student,course\n1,A\n2,\"B\n3,C\n",
    "1 1@- A=- |1,A|; 2 EQ010@3:3 |2,\"B|; 3 3@- C=- |3,C|" },
  { EQUATE_FORMAT_CSV, "student,\"course\n1,A\n", "1 EQ010@1:9 |student,\"course\n1,A\n|" },
};

static const Case auto_cases[] = {
  { EQUATE_FORMAT_AUTO, YAML_ONE, "1 S1@- |" YAML_ONE "|" },
  { EQUATE_FORMAT_AUTO, "{" ONE "}\n{" TWO "}\n", "1 1@- |{" ONE "}|; 2 2@- |{" TWO "}|" },
  { EQUATE_FORMAT_AUTO, "\n{\n" ONE "}\n", "1 1@- |{\n" ONE "}|" },
  { EQUATE_FORMAT_AUTO, "[{" ONE "}]", "1 1@- |{" ONE "}|" },
  { EQUATE_FORMAT_AUTO, "student\tcourse\n1\tA\n", "1 1@- A=- |1\tA|" },
  { EQUATE_FORMAT_AUTO, "", "" },
};

static void
run_cases (const Case *cases, guint n_cases)
{
  for (guint i = 0; i < n_cases; i++)
    {
      EquateSource *source
          = equate_source_new_static ("input", cases[i].text, strlen (cases[i].text), 1);
      g_autoptr (EquateTranscriptReader) reader
          = equate_transcript_reader_new (source, cases[i].format);
      g_autoptr (GString) text = g_string_new (NULL);
      EquateRecord record;

      while (equate_transcript_reader_next (reader, &record))
        write_record (text, &record);
      g_assert_false (equate_transcript_reader_next (reader, &record));
      if (strcmp (text->str, cases[i].expected) == 0)
        continue;
      g_test_message ("case %u:\n%s\nexpected:\n%s", i, text->str, cases[i].expected);
      g_test_fail ();
    }
}

static void
test_yaml (void)
{
  run_cases (yaml_cases, G_N_ELEMENTS (yaml_cases));
}

static void
test_json (void)
{
  run_cases (json_cases, G_N_ELEMENTS (json_cases));
}

static void
test_lines (void)
{
  run_cases (line_cases, G_N_ELEMENTS (line_cases));
}

static void
test_csv (void)
{
  run_cases (csv_cases, G_N_ELEMENTS (csv_cases));
}

static void
test_auto (void)
{
  run_cases (auto_cases, G_N_ELEMENTS (auto_cases));
}

static void
test_endings (void)
{
  static const struct
  {
    const char *name;
    const char *text;
  } cases[] = {
    { "a.yaml", "{equate: transcript/1, student: {id: 1}, entries: []}" },
    { "a.yml", "{equate: transcript/1, student: {id: 1}, entries: []}" },
    { "a.json", "{" ONE "}" },
    { "a.jsonl", "{" ONE "}" },
    { "a.ndjson", "{" ONE "}" },
    { "a.csv", "course,student\nA,1\n" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      EquateSource *source
          = equate_source_new_static (cases[i].name, cases[i].text, strlen (cases[i].text), 1);
      g_autoptr (EquateTranscriptReader) reader
          = equate_transcript_reader_new (source, EQUATE_FORMAT_AUTO);
      EquateRecord record;

      g_assert_true (equate_transcript_reader_next (reader, &record));
      g_assert_nonnull (record.transcript);
      g_assert_cmpstr (record.transcript->student.id, ==, "1");
      g_assert_false (equate_transcript_reader_next (reader, &record));
    }
}

/* Every field, the same from YAML, JSON and CSV. */
static void
test_entry (void)
{
  static const Case cases[] = {
    { EQUATE_FORMAT_YAML,
      "equate: transcript/1\nstudent: {id: S1, name: 李雷}\ninstitution: bjut\n"
      "entries: [{course: ma 1, title: Maths, credits: 4.5, grade: 良好, scale: cn-five, date: "
      "2023-01-14, status: passed}]\n" },
    { EQUATE_FORMAT_JSONL,
      "{\"student\":{\"id\":\"S1\",\"name\":\"李雷\"},\"institution\":\"bjut\",\"entries\":[{"
      "\"course\":\"ma 1\",\"title\":\"Maths\",\"credits\":4.5,\"grade\":\"良好\",\"scale\":\"cn-"
      "five\",\"date\":\"2023-01-14\",\"status\":\"passed\"}]}" },
    { EQUATE_FORMAT_CSV, "student,name,institution,course,title,credits,grade,scale,date,status\n"
                         "S1,李雷,bjut,ma 1,Maths,4.5,良好,cn-five,2023-01-14,passed\n" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      EquateSource *source
          = equate_source_new_static ("input", cases[i].text, strlen (cases[i].text), 1);
      g_autoptr (EquateTranscriptReader) reader
          = equate_transcript_reader_new (source, cases[i].format);
      char date[EQUATE_DATE_BUFFER];
      EquateRecord record;

      g_assert_true (equate_transcript_reader_next (reader, &record));
      g_assert_nonnull (record.transcript);

      const EquateEntry *entry = equate_list_index (record.transcript->entries, EquateEntry, 0);

      g_assert_cmpstr (record.transcript->student.name, ==, "李雷");
      g_assert_cmpstr (record.transcript->institution.text, ==, "bjut");
      g_assert_null (record.transcript->target.institution.text);
      g_assert_cmpstr (entry->course.text, ==, "ma 1");
      g_assert_cmpstr (entry->course.key, ==, "MA 1");
      g_assert_cmpstr (entry->title, ==, "Maths");
      g_assert_cmpint (entry->credits, ==, 4500);
      g_assert_cmpstr (entry->grade, ==, "良好");
      g_assert_cmpstr (entry->scale.text, ==, "cn-five");
      g_assert_cmpstr (equate_date_format (entry->date, date), ==, "2023-01-14");
      g_assert_cmpint (entry->status, ==, EQUATE_ENTRY_PASSED);
    }
}

/* One byte more than a transcript may have: the record is refused, the next one is read. */
static void
test_size (void)
{
  static const struct
  {
    EquateFormat format;
    const char *before;
    const char *after;
  } cases[] = {
    { EQUATE_FORMAT_JSON, "[{\"note\":\"", "\"},{" TWO "}]" },
    { EQUATE_FORMAT_JSONL, "{\"note\":\"", "\"}\n{" TWO "}" },
    { EQUATE_FORMAT_YAML, "note: ", "\n---\n" YAML_TWO },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *long_text = g_strnfill (EQUATE_MAX_TRANSCRIPT_SIZE, 'x');
      char *text = g_strconcat (cases[i].before, long_text, cases[i].after, NULL);
      EquateSource *source = equate_source_new_take ("input", text, strlen (text), 1);
      g_autoptr (EquateTranscriptReader) reader
          = equate_transcript_reader_new (source, cases[i].format);
      EquateRecord record;

      g_assert_true (equate_transcript_reader_next (reader, &record));
      g_assert_null (record.transcript);
      g_assert_cmpint (equate_diagnostic_list_get (record.diagnostics, 0)->code, ==,
                       EQUATE_DIAGNOSTIC_TOO_LARGE);
      g_assert_cmpuint (record.length, >, EQUATE_MAX_TRANSCRIPT_SIZE);
      g_assert_true (equate_transcript_reader_next (reader, &record));
      g_assert_nonnull (record.transcript);
      g_assert_false (equate_transcript_reader_next (reader, &record));
    }
}

/* Many rows of one student, too. */
static void
test_size_csv (void)
{
  g_autoptr (GString) text = g_string_new ("student,course\n");

  while (text->len <= EQUATE_MAX_TRANSCRIPT_SIZE + 64)
    g_string_append (text, "1,ABCDEFGHIJKLMNOPQRSTUVWXYZ\n");
  g_string_append (text, "2,A\n");

  EquateSource *source = equate_source_new_static ("input", text->str, text->len, 1);
  g_autoptr (EquateTranscriptReader) reader
      = equate_transcript_reader_new (source, EQUATE_FORMAT_CSV);
  EquateRecord record;

  g_assert_true (equate_transcript_reader_next (reader, &record));
  g_assert_null (record.transcript);
  g_assert_true (equate_transcript_reader_next (reader, &record));
  g_assert_nonnull (record.transcript);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/load-transcript/yaml", test_yaml);
  g_test_add_func ("/load-transcript/json", test_json);
  g_test_add_func ("/load-transcript/lines", test_lines);
  g_test_add_func ("/load-transcript/csv", test_csv);
  g_test_add_func ("/load-transcript/auto", test_auto);
  g_test_add_func ("/load-transcript/endings", test_endings);
  g_test_add_func ("/load-transcript/entry", test_entry);
  g_test_add_func ("/load-transcript/size", test_size);
  g_test_add_func ("/load-transcript/size-csv", test_size_csv);
  return g_test_run ();
}
