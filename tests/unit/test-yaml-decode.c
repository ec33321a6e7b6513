/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "yaml/yaml-decode.h"

#include <string.h>

#include "findings.h"
#include "reading.h"

typedef struct
{
  EquateSpan span;
  EquateDecimal share;
} Part;

typedef struct
{
  const char *key;
  gint count;
} Count;

typedef struct
{
  EquateSpan span;
  EquateCode code;
  EquateName name;
  EquateName id;
  const char *text;
  EquateText title;
  EquateDecimal value;
  EquateDecimal credits;
  EquateRatio rate;
  gint semester;
  gboolean core;
  EquateDate date;
  EquatePeriod valid;
  EquateAge age;
  gint level;
  Part part;
  const Part *other;
  EquateList aliases; /* EquateCode */
  EquateList tags;    /* const char * */
  EquateList parts;   /* Part */
  EquateList counts;  /* Count */
  EquateList pairs;   /* gint */
} Course;

static void
decode_count (EquateDecoder *decoder, const EquateName *key, gpointer item)
{
  Count *count = item;

  count->key = key->text;
  equate_decode_value (decoder, EQUATE_FIELD_INTEGER, NULL, &count->count);
}

static void
decode_counts (EquateDecoder *decoder, gpointer field)
{
  equate_decode_mapping (decoder, sizeof (Count), decode_count, field);
}

/* Either a whole number, or a mapping that says it. */
static void
decode_pair (EquateDecoder *decoder, gpointer field)
{
  if (equate_decoder_peek (decoder)->kind == EQUATE_EVENT_SEQUENCE_START)
    equate_decoder_wrong_shape (decoder, "a number");
  else
    equate_decode_value (decoder, EQUATE_FIELD_INTEGER, NULL, field);
}

static void
decode_pairs (EquateDecoder *decoder, gpointer field)
{
  equate_decode_list (decoder, sizeof (gint), decode_pair, TRUE, field);
}

static const EquateChoice levels[] = { { "bachelor", 1 }, { "master", 2 }, { NULL, 0 } };

static const EquateField part_fields[] = {
  { "share", EQUATE_FIELD_DECIMAL, G_STRUCT_OFFSET (Part, share) },
};
EQUATE_RECORD_TYPE (part_type, "part", Part, part_fields);

#define FIELD(key, TYPE, member, ...)                                                              \
  {                                                                                                \
    key, EQUATE_FIELD_##TYPE, G_STRUCT_OFFSET (Course, member), __VA_ARGS__                        \
  }

static const EquateField course_fields[] = {
  FIELD ("code", CODE, code, EQUATE_FIELD_REQUIRED),
  FIELD ("name", NAME, name, 0),
  FIELD ("id", ID, id, 0),
  FIELD ("text", TEXT, text, 0),
  FIELD ("title", L10N, title, 0),
  FIELD ("value", DECIMAL, value, 0),
  FIELD ("credits", CREDITS, credits, 0),
  FIELD ("rate", RATIO, rate, 0),
  FIELD ("semester", INTEGER, semester, 0),
  FIELD ("core", BOOLEAN, core, 0),
  FIELD ("date", DATE, date, 0),
  FIELD ("valid", PERIOD, valid, 0),
  FIELD ("age", AGE, age, 0),
  FIELD ("level", CHOICE, level, 0, levels),
  FIELD ("part", RECORD, part, 0, &part_type),
  FIELD ("other", POINTER, other, 0, &part_type),
  FIELD ("aliases", CODE, aliases, EQUATE_FIELD_ONE_OR_LIST),
  FIELD ("tags", TEXT, tags, EQUATE_FIELD_IS_LIST),
  FIELD ("parts", RECORD, parts, EQUATE_FIELD_IS_LIST, &part_type),
  FIELD ("counts", CUSTOM, counts, 0, NULL, decode_counts),
  FIELD ("pairs", CUSTOM, pairs, 0, NULL, decode_pairs),
};
EQUATE_RECORD_TYPE (course_type, "course", Course, course_fields);

/* One course in a document of its own. */
static gboolean
read_course (Reading *reading, const char *text, gboolean json, Course *course)
{
  EquateSpan span;
  const char *kind;

  reading_open (reading, text, json);
  memset (course, 0, sizeof *course);
  kind = equate_decoder_next_document (reading->decoder, "course/1", &span);
  g_assert_cmpstr (kind, ==, "course/1");

  gboolean ok = equate_decode_document (reading->decoder, &course_type, course);

  g_assert_null (equate_decoder_next_document (reading->decoder, "course/1", &span));
  g_assert_true (ok == (equate_diagnostic_list_get_length (reading->list) == 0));
  return ok;
}

static const struct
{
  const char *text;
  const char *findings;
} faults[] = {
  { "code: a\n", "" },
  { "code: a\nsource: x\nnote: y\nstatus: z\n", "" },
  { "code: a\nequate: course/1\n", "" },
  { "equate: course/1\ncode: a\n", "" },
  { "code: a\nequate: catalog/1\n", "EQ101@2:9" },
  { "code: a\nequate: [x]\n", "EQ105@2:9" },
  { "equate: course/1\nequate: course/1\ncode: a\n", "EQ103@2:1" },
  { "name: a\n", "EQ104@1:1" },
  /* keys */
  { "code: a\ncredit: 4\n", "EQ102@2:1" },
  { "code: a\nzzzzzz: {x: [1, 2]}\ncredit: 1\n", "EQ102@2:1 EQ102@3:1" },
  { "code: a\nname: b\ncode: c\nname: [d]\n", "EQ103@3:1 EQ103@4:1" },
  { "code: a\nnote: b\nnote: c\n", "EQ103@3:1" },
  { "code: a\n? [x]\n: y\n", "EQ105@2:3" },
  { "code: a\n\"\": y\n", "EQ102@2:1" },
  { "code: a\n\"co\\0de\": y\n", "EQ102@2:1" },
  /* shapes */
  { "code: [a]\n", "EQ105@1:7" },
  { "code:\n  x: {y: z}\nname: n\n", "EQ105@2:3" },
  { "code: {a: b}\n", "EQ105@1:7" },
  { "code: a\nnote: [x]\nsource: {}\n", "EQ105@2:7 EQ105@3:9" },
  { "code: a\ntags: x\n", "EQ105@2:7" },
  { "code: a\ntags: {x: y}\n", "EQ105@2:7" },
  { "code: a\npart: x\n", "EQ105@2:7" },
  { "code: a\nother: [x]\n", "EQ105@2:8" },
  { "code: a\nparts: [x, {share: y}, [z]]\n", "EQ105@2:9 EQ106@2:20 EQ105@2:24" },
  { "code: a\nparts: [{part: 1}]\n", "EQ102@2:10" },
  { "code: a\ntitle: [x]\n", "EQ105@2:8" },
  { "code: a\nvalid: 2023-01-01\n", "EQ105@2:8" },
  { "code: a\ncounts: x\n", "EQ105@2:9" },
  { "code: a\npairs: [[1], 2]\n", "EQ105@2:9" },
  /* nothing there */
  { "code:\n", "EQ114@1:6" },
  { "code: \"\"\n", "EQ114@1:7" },
  { "code: \" \"\n", "EQ114@1:7" },
  { "code: a\ntitle: {}\n", "EQ114@2:8" },
  { "code: a\ntitle:\n  en:\n", "EQ114@3:6" },
  { "code: a\nvalid: {}\n", "EQ114@2:8" },
  { "code: a\nvalid:\n", "EQ114@2:7" },
  { "code: a\ntags:\n", "EQ114@2:6" },
  { "code: a\ntags: [x, \"\"]\n", "EQ114@2:11" },
  { "code: a\npairs:\ncounts:\nnote:\n", "EQ114@2:7 EQ114@3:8 EQ114@4:6" },
  { "code: a\ntags: []\nparts: []\naliases: []\npairs: []\ncounts: {}\n", "" },
  { "code: a\ntext: \"a\\0b\"\n", "EQ003@2:7" },
  { "code: \"a\\0b\"\n", "EQ003@1:7" },
  /* numbers */
  { "code: a\nvalue: 4,5\n", "EQ106@2:8" },
  { "code: a\nvalue: 1e3\ncredits: -1\n", "EQ106@2:8 EQ106@3:10" },
  { "code: a\nvalue: +1\ncredits: 1.2345\n", "EQ106@2:8 EQ106@3:10" },
  { "code: a\nvalue: 0x10\ncredits: .5\n", "EQ106@2:8 EQ106@3:10" },
  { "code: a\nvalue: .nan\ncredits: 1 000\n", "EQ106@2:8 EQ106@3:10" },
  { "code: a\nvalue: '1 '\ncredits: 1_000\n", "EQ106@2:8 EQ106@3:10" },
  { "code: a\ncredits: 99999999999999999999\n", "EQ106@2:10" },
  { "code: a\nrate: 3/0\n", "EQ106@2:7" },
  { "code: a\nrate: 3:2\n", "EQ106@2:7" },
  { "code: a\nsemester: 1.5\n", "EQ106@2:11" },
  { "code: a\nsemester: 1000001\n", "EQ106@2:11" },
  { "code: a\nsemester: one\n", "EQ106@2:11" },
  /* days */
  { "code: a\ndate: 2023-02-29\n", "EQ107@2:7" },
  { "code: a\ndate: 1.2.2023\n", "EQ107@2:7" },
  { "code: a\nage: 5\n", "EQ107@2:6" },
  { "code: a\nage: 0 years\n", "EQ107@2:6" },
  { "code: a\nvalid: {from: 2024-01-02, until: 2024-01-01}\n", "EQ110@2:9" },
  { "code: a\nvalid: {from: x, until: 2024-01-01}\n", "EQ107@2:15" },
  { "code: a\nvalid: {form: 2024-01-01}\n", "EQ102@2:9" },
  /* words */
  { "code: a\nid: Opole\n", "EQ108@2:5" },
  { "code: a\nid: a_b\n", "EQ108@2:5" },
  { "code: a\nid: é\n", "EQ108@2:5" },
  { "code: a\nlevel: bachelr\n", "EQ109@2:8" },
  { "code: a\nlevel: \"master\\0\"\n", "EQ109@2:8" },
  { "code: a\ncore: yes\n", "EQ109@2:7" },
  { "code: a\ncore: True\n", "EQ109@2:7" },
  { "code: a\ntitle: {english: x}\n", "EQ108@2:9" },
  { "code: a\ntitle: {e: x, EN: x, en-: x, en_US: x}\n", "EQ108@2:9 EQ108@2:15 EQ108@2:22 "
                                                         "EQ108@2:30" },
  { "code: a\ntitle: {en: x, pl: y, en: z}\n", "EQ103@2:23" },
  { "code: a\ncounts: {x: 1, y: z, x: 2}\n", "EQ106@2:19 EQ103@2:22" },
  { "code: a\ncounts: {[x]: 1, x: 2}\n", "EQ105@2:10" },
  /* what the stream refused is not said twice, nor is what it would have brought missing */
  { "<<: *x\nname: b\n", "EQ008@1:1 EQ007@1:5" },
  { "code: *x\nvalue: *y\ntags: [*z]\npart: *p\ntitle: {en: *t}\ncounts: {n: *n}\n",
    "EQ007@1:7 EQ007@2:8 EQ007@3:8 EQ007@4:7 EQ007@5:13 EQ007@6:13" },
  { "code: &c a\nparts: &p [&q {share: 1}]\n", "EQ007@1:7 EQ007@2:8 EQ007@2:12" },
  /* five at once */
  { "cod: a\ncredits: 4,5\nlevel: doctor\nvalid: {from: 2023-13-01}\ntags: x\n",
    "EQ102@1:1 EQ106@2:10 EQ109@3:8 EQ107@4:15 EQ105@5:7" },
  /* whatever else is missing is missing all the same */
  { "credit: 4\n", "EQ102@1:1 EQ104@1:1" },
  /* after a syntax error nothing is missing */
  { "name: a\nparts:\n  - share: x\n   y: 1\n", "EQ106@3:12 EQ004@4:4" },
  { "name: \"a\n", "EQ004@1:7" },
  { "name: a\n b: c\n", "EQ004@2:3" },
  { "parts: [{share: 1\n", "EQ004@1:18" },
  { "title: {en: x\n", "EQ004@1:14" },
  { "counts: {x: 1\n", "EQ004@1:14" },
};

static void
test_faults (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (faults); i++)
    {
      Reading reading;
      Course course;

      g_test_message ("case %u", i);
      read_course (&reading, faults[i].text, FALSE, &course);

      g_autofree char *found = findings (reading.list);

      g_assert_cmpstr (found, ==, faults[i].findings);
      reading_close (&reading);
    }
}

static const struct
{
  const char *text;
  const char *message;
  const char *label;
  const char *help;
} sayings[] = {
  { "code: a\ncredit: 4\n", "unknown key `credit` in a course", "not known here",
    "did you mean `credits`?" },
  { "code: a\npart: {wwwwww: 1}\n", "unknown key `wwwwww` in a part", "not known here",
    "possible are `share`" },
  { "name: a\n", "a course needs `code`", "`code` is missing", NULL },
  { "code: a\n  \ncode: b\n", "the key `code` stands twice", "first in line 1, column 1",
    "keep one of the two" },
  { "code: a\nvalue: 4,5\n", "`value` is not a number: 4,5", NULL,
    "write `4.5`: numbers have a decimal point" },
  { "code: a\nid: Opole UT\n", "`id` cannot be `Opole UT`",
    "small letters, digits and hyphens only", "write `opole-ut`" },
  { "code: a\nlevel: bachelr\n", "`level` cannot be `bachelr`", NULL, "did you mean `bachelor`?" },
  { "code: a\nlevel: 课程\n", "`level` cannot be `课程`", NULL,
    "possible are `bachelor`, `master`" },
  { "code: a\ntags: x\n", "`tags` takes a list, not a single value", "a list was expected",
    "a list of one is written `tags: [x]`" },
  { "code: a\nparts: [{share: [1]}, x]\n", "`share` takes a number, not a list",
    "a number was expected", NULL },
  { "code: a\nvalid: {from: 2024-01-02, until: 2024-01-01}\n",
    "`valid` ends on 2024-01-01, before it begins on 2024-01-02", NULL,
    "`from` is the first day, `until` the last" },
};

static void
test_sayings (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (sayings); i++)
    {
      Reading reading;
      Course course;

      read_course (&reading, sayings[i].text, FALSE, &course);

      const EquateDiagnostic *diagnostic = equate_diagnostic_list_get (reading.list, 0);

      g_assert_cmpstr (diagnostic->message, ==, sayings[i].message);
      g_assert_cmpstr (diagnostic->label, ==, sayings[i].label);
      g_assert_cmpstr (diagnostic->help, ==, sayings[i].help);
      reading_close (&reading);
    }
}

/* A value of 64 KiB does not end up in a message whole, nor cut within a character. */
static void
test_long_value (void)
{
  g_autoptr (GString) text = g_string_new ("code: a\nlevel: x");

  for (guint i = 0; i < 10000; i++)
    g_string_append (text, "课");

  Reading reading;
  Course course;

  read_course (&reading, text->str, FALSE, &course);

  const char *message = equate_diagnostic_list_get (reading.list, 0)->message;

  g_assert_cmpuint (strlen (message), <, 200);
  g_assert_true (g_utf8_validate (message, -1, NULL));
  g_assert_nonnull (strstr (message, "…"));
  reading_close (&reading);
}

static void
check_values (const Course *course)
{
  g_assert_cmpstr (course->code.text, ==, "et1 ");
  g_assert_cmpstr (course->code.key, ==, "ET1");
  g_assert_cmpstr (course->name.text, ==, "NO");
  g_assert_cmpstr (course->id.text, ==, "a-1");
  g_assert_cmpstr (course->text, ==, "1.10");
  g_assert_cmpuint (course->title.length, ==, 2);
  g_assert_cmpstr (course->title.translations[1].language, ==, "zh-Hans");
  g_assert_cmpstr (course->title.translations[1].text, ==, "数学");
  g_assert_cmpint (course->value, ==, -4500);
  g_assert_cmpint (course->credits, ==, 7500);
  g_assert_cmpint (course->rate.numerator, ==, 3);
  g_assert_cmpint (course->rate.denominator, ==, 2);
  g_assert_cmpint (course->semester, ==, -3);
  g_assert_true (course->core);
  g_assert_cmpuint (course->date, >, 0);
  g_assert_cmpuint (course->valid.from, ==, course->date);
  g_assert_cmpuint (course->valid.until, ==, 0);
  g_assert_cmpuint (course->age, ==, 18);
  g_assert_cmpint (course->level, ==, 2);
  g_assert_cmpint (course->part.share, ==, 1000);
  g_assert_cmpint (course->other->share, ==, EQUATE_DECIMAL_NONE);
  g_assert_cmpuint (course->aliases.length, ==, 1);
  g_assert_cmpstr (equate_list_index (course->aliases, EquateCode, 0)->key, ==, "0123");
  g_assert_cmpuint (course->tags.length, ==, 6);
  g_assert_cmpstr (*equate_list_index (course->tags, const char *, 1), ==, "1E10");
  g_assert_cmpstr (*equate_list_index (course->tags, const char *, 5), ==, "true");
  g_assert_cmpuint (course->parts.length, ==, 2);
  g_assert_cmpint (equate_list_index (course->parts, Part, 1)->share, ==, 2000);
  g_assert_cmpuint (course->counts.length, ==, 2);
  g_assert_cmpstr (equate_list_index (course->counts, Count, 1)->key, ==, "优秀");
  g_assert_cmpint (equate_list_index (course->counts, Count, 1)->count, ==, 60);
  g_assert_cmpuint (course->pairs.length, ==, 2);
  g_assert_cmpint (*equate_list_index (course->pairs, gint, 1), ==, 8);
}

static void
test_values (void)
{
  static const char *const texts[] = {
    "code: \"et1 \"\nname: NO\nid: a-1\ntext: 1.10\ntitle: {en: M, zh-Hans: 数学}\nvalue: -4.5\n"
    "credits: \"7.50\"\nrate: 1.5\nsemester: -3\ncore: true\ndate: 2023-10-01\n"
    "valid: {from: 2023-10-01}\nage: 18 months\nlevel: master\npart: {share: 1}\nother: {}\n"
    "aliases: 0123\ntags: [x, 1E10, 12:30, ~, null, true]\nparts:\n- share: 1\n- {share: 2}\n"
    "counts: {x: 1, 优秀: 60}\npairs: [7, 8]\n",
    "{\"code\": \"et1 \", \"name\": \"NO\", \"id\": \"a-1\", \"text\": 1.10, \"title\": {\"en\": "
    "\"M\","
    " \"zh-Hans\": \"数学\"}, \"value\": -4.5, \"credits\": \"7.50\", \"rate\": \"3/2\","
    " \"semester\": -3, \"core\": true, \"date\": \"2023-10-01\", \"valid\": {\"from\":"
    " \"2023-10-01\"}, \"age\": \"18 months\", \"level\": \"master\", \"part\": {\"share\": 1},"
    " \"other\": {}, \"aliases\": \"0123\", \"tags\": [\"x\", 1E10, \"12:30\", \"~\", \"null\", "
    "\"true\"],"
    " \"parts\": [{\"share\": 1}, {\"share\": 2.000}], \"counts\": {\"x\": 1, \"优秀\": 60},"
    " \"pairs\": [7, 8]}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      Reading reading;
      Course course;

      g_assert_true (read_course (&reading, texts[i], i == 1, &course));
      check_values (&course);
      reading_close (&reading);
    }
}

static void
test_left_out (void)
{
  Reading reading;
  Course course;

  g_assert_true (read_course (&reading, "code: a\n", FALSE, &course));
  g_assert_cmpint (course.value, ==, EQUATE_DECIMAL_NONE);
  g_assert_cmpint (course.credits, ==, EQUATE_DECIMAL_NONE);
  g_assert_cmpint (course.part.share, ==, EQUATE_DECIMAL_NONE);
  g_assert_cmpint (course.rate.denominator, ==, 0);
  g_assert_null (course.other);
  g_assert_cmpuint (course.tags.length, ==, 0);
  reading_close (&reading);
}

static void
test_one_language (void)
{
  Reading reading;
  Course course;

  g_assert_true (read_course (&reading, "code: a\ntitle: 数学\n", FALSE, &course));
  g_assert_cmpuint (course.title.length, ==, 1);
  g_assert_cmpstr (course.title.translations->language, ==, "");
  g_assert_cmpstr (course.title.translations->text, ==, "数学");
  reading_close (&reading);
}

static const struct
{
  const char *json;
  const char *findings;
} json_faults[] = {
  { "{\"code\": null}", "EQ105@1:10" },
  { "{\"code\": \"a\", \"tags\": null, \"part\": null, \"counts\": {\"x\": null}}",
    "EQ105@1:23 EQ105@1:37 EQ105@1:59" },
  { "{\"code\": \"a\", \"value\": 1e3}", "EQ106@1:24" },
  { "{\"code\": \"a\", \"text\": \"a\\u0000b\"}", "EQ003@1:23" },
  { "{\"code\": \"a\", \"name\": \"b\", \"code\": \"c\"}", "EQ103@1:28" },
  { "{\"name\": \"b\", \"value\": 01}", "EQ009@1:24" },
  { "{\"name\": \"b\"} x", "EQ009@1:15" },
};

static void
test_json_faults (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (json_faults); i++)
    {
      Reading reading;
      Course course;

      g_test_message ("case %u", i);
      read_course (&reading, json_faults[i].json, TRUE, &course);

      g_autofree char *found = findings (reading.list);

      g_assert_cmpstr (found, ==, json_faults[i].findings);
      reading_close (&reading);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_set_nonfatal_assertions ();
  g_test_add_func ("/yaml-decode/faults", test_faults);
  g_test_add_func ("/yaml-decode/sayings", test_sayings);
  g_test_add_func ("/yaml-decode/long-value", test_long_value);
  g_test_add_func ("/yaml-decode/values", test_values);
  g_test_add_func ("/yaml-decode/left-out", test_left_out);
  g_test_add_func ("/yaml-decode/one-language", test_one_language);
  g_test_add_func ("/yaml-decode/json-faults", test_json_faults);
  return g_test_run ();
}
