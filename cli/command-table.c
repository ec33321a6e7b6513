/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "command.h"

const EquateOption equate_global_options[] = {
  { EQUATE_OPTION_WORKSPACE, "workspace", 0, "DIR",
    "the folder with catalogs/ and rules/; else $EQUATE_WORKSPACE, else the nearest one upward, "
    "else the installed one" },
  { EQUATE_OPTION_NO_CACHE, "no-cache", 0, NULL,
    "read the workspace anew, and keep nothing of it for the next time" },
  { EQUATE_OPTION_COLOR, "color", 0, "auto|always|never",
    "colours: auto is on terminals, unless NO_COLOR is set" },
  { EQUATE_OPTION_HELP, "help", 'h', NULL, "show this" },
  { EQUATE_OPTION_VERSION, "version", 0, NULL, "show the version" },
  { 0 },
};

static const EquateOption check_options[] = {
  { EQUATE_OPTION_ON, "on", 0, "DATE", "the day that counts, YYYY-MM-DD; today if left out" },
  { EQUATE_OPTION_PROGRAMME, "programme", 0, "ID", "the programme at the target" },
  { EQUATE_OPTION_GRADE, "grade", 0, "GRADE", "the grade in all source courses" },
  { EQUATE_OPTION_REVERSE, "reverse", 0, NULL,
    "ask what at SOURCE gives TARGET; SOURCE is then INST" },
  { EQUATE_OPTION_FORMAT, "format", 0, "text|json", "how the answer is written" },
  { 0 },
};

static const EquateOption convert_options[] = {
  { EQUATE_OPTION_FROM, "from", 0, "INST", "the institution, where the transcript names none" },
  { EQUATE_OPTION_TO, "to", 0, "INST[/PROGRAMME]", "the target, instead of the transcript's" },
  { EQUATE_OPTION_ON, "on", 0, "DATE", "the day that counts, YYYY-MM-DD; today if left out" },
  { EQUATE_OPTION_FROM_FORMAT, "from-format", 0, "auto|yaml|json|jsonl|csv",
    "how the transcripts are written; auto goes by the name, else by the content" },
  { EQUATE_OPTION_ENCODING, "encoding", 0, "utf-8|gb18030|cp1250", "how their text is encoded" },
  { EQUATE_OPTION_FORMAT, "format", 0, "text|json|jsonl|csv", "how the decisions are written" },
  { EQUATE_OPTION_TABLE, "table", 0, "awards|entries|summary", "what the rows of CSV are" },
  { EQUATE_OPTION_CSV_RAW, "csv-raw", 0, NULL,
    "leave cells alone that a spreadsheet takes for formulas" },
  { EQUATE_OPTION_OUTPUT, "output", 'o', "FILE",
    "where the decisions go, instead of standard output" },
  { EQUATE_OPTION_JOBS, "jobs", 'j', "N",
    "how many threads may work, as many as there are processors if left out; the output is the "
    "same" },
  { EQUATE_OPTION_RESUME, "resume", 0, NULL,
    "go on with the FILE of --output where the same call was interrupted" },
  { EQUATE_OPTION_SHARD, "shard", 0, "K/N",
    "only every N-th record from the K-th on, for `merge` to put together (jsonl)" },
  { EQUATE_OPTION_PROGRESS, "progress", 0, "auto|always|never",
    "how far it has come, on standard error; auto is on terminals" },
  { EQUATE_OPTION_REJECTS, "rejects", 0, "FILE", "where rejected records go, as they came" },
  { EQUATE_OPTION_DETAIL, "detail", 0, "awards|full",
    "full, the default, tells the fate of every entry; awards leaves that out" },
  { EQUATE_OPTION_EXPLAIN, "explain", 0, NULL, "tell each decision as a story (text)" },
  { 0 },
};

static const EquateOption grade_options[] = {
  { EQUATE_OPTION_ON, "on", 0, "DATE", "the day that counts, YYYY-MM-DD; today if left out" },
  { EQUATE_OPTION_PROGRAMME, "programme", 0, "ID", "the programme at the target" },
  { EQUATE_OPTION_CONVERSION, "conversion", 0, "ID", "the conversion to use" },
  { 0 },
};

static const EquateOption impact_options[] = {
  { EQUATE_OPTION_BEFORE, "before", 0, "REF",
    "the workspace as it was: a folder, or git:REVISION" },
  { EQUATE_OPTION_AFTER, "after", 0, "REF", "the workspace as it is to be: a folder, or git:REVISION" },
  { EQUATE_OPTION_ON, "on", 0, "DATE", "the day that counts, YYYY-MM-DD; today if left out" },
  { EQUATE_OPTION_FROM_FORMAT, "from-format", 0, "auto|yaml|json|jsonl|csv",
    "how the transcripts are written; auto goes by the name, else by the content" },
  { EQUATE_OPTION_FORMAT, "format", 0, "text|json", "how the changes are written" },
  { 0 },
};

static const EquateOption list_options[] = {
  { EQUATE_OPTION_FORMAT, "format", 0, "text|json", "how the list is written" },
  { 0 },
};

static const EquateOption test_options[] = {
  { EQUATE_OPTION_FILTER, "filter", 0, "TEXT", "only cases with this in their names" },
  { EQUATE_OPTION_FORMAT, "format", 0, "text|json|junit", "how the results are written" },
  { EQUATE_OPTION_JUNIT, "junit", 0, "FILE", "where the results go as JUnit as well" },
  { EQUATE_OPTION_COVERAGE, "coverage", 0, NULL,
    "show of each rule and each alternative in it whether the cases meet it" },
  { EQUATE_OPTION_THRESHOLD, "threshold", 0, "PERCENT",
    "how much of the rules and alternatives must fire; less is exit status 1" },
  { 0 },
};

static const EquateOption validate_options[] = {
  { EQUATE_OPTION_FORMAT, "format", 0, "text|compact|json|sarif|github",
    "how the findings are written" },
  { EQUATE_OPTION_ON, "on", 0, "DATE", "the day that counts, YYYY-MM-DD; today if left out" },
  { EQUATE_OPTION_SELECT, "select", 0, "CODES",
    "only warnings of these: codes, names or families such as EQ3, commas between" },
  { EQUATE_OPTION_IGNORE, "ignore", 0, "CODES", "no warnings of these; errors are always shown" },
  { EQUATE_OPTION_COVERAGE, "coverage", 0, NULL,
    "how far the rules reach, in place of the findings (text, json)" },
  { EQUATE_OPTION_STRICT, "strict", 0, NULL, "let warnings count as errors" },
  { EQUATE_OPTION_EXPLAIN, "explain", 0, NULL, "say more about each finding (text)" },
  { 0 },
};

static const EquateOption fmt_options[] = {
  { EQUATE_OPTION_CHECK, "check", 0, NULL,
    "write nothing; print the names of files that are not in canonical form" },
  { 0 },
};

static const EquateOption cache_options[] = {
  { EQUATE_OPTION_CLEAR, "clear", 0, NULL, "remove all snapshots" },
  { EQUATE_OPTION_FORMAT, "format", 0, "text|json", "how the list is written" },
  { 0 },
};

static const EquateOption merge_options[] = {
  { EQUATE_OPTION_OUTPUT, "output", 'o', "FILE",
    "where the decisions go, instead of standard output" },
  { 0 },
};

static const EquateOption no_options[] = { { 0 } };

const EquateCommand equate_commands[] = {
  { "check", "SOURCE TARGET", 2, 2, "is this course, or set of courses, equivalent there?",
    "equate check cqu:MATH10012 agh",
    "SOURCE is INST:CODE[,CODE…]; TARGET is INST, INST:CODE[,CODE…] or any. Exit status 0: some "
    "rule grants it; 1: none does; 2: the question is wrong.",
    check_options, equate_command_check },
  { "validate", "[PATH…]", 0, G_MAXUINT, "are catalogs, grading, agreements and cases right?",
    "equate validate --strict",
    "PATH is the workspace, or files and folders in it: then only findings in these are shown.",
    validate_options, equate_command_validate },
  { "convert", "[FILE…]", 0, G_MAXUINT, "transcripts to decisions, one or a million",
    "equate convert --to agh --format json transcript.yaml",
    "FILE is - for standard input; .gz is unpacked, and packed where decisions go. Records come out in "
    "the order in which they came in. A bad one is reported and passed over. Exit status 0: all were decided on; 1: some were rejected.",
    convert_options, equate_command_convert },
  { "grade", "INST:GRADE TARGET", 2, 2, "what a grade becomes there, step by step",
    "equate grade cqu:85 agh",
    "Uses the conversion of the agreement between the two institutions, else the only conversion "
    "between their scales.",
    grade_options, equate_command_grade },
  { "impact", "FILE…", 1, G_MAXUINT, "whose decision changes when the rules change",
    "equate impact --before git:HEAD --after . --on 2025-02-01 examples/cqu-agh.yaml",
    "Decides each transcript by both workspaces and tells what changes, and by which rule. Exit "
    "status 0: nothing changes; 1: something does, or a record was left out; 2: the call or a "
    "workspace is wrong.",
    impact_options, equate_command_impact },
  { "list", "institutions|courses|agreements|rules|scales|conversions [FILTER]", 1, 2, "look things up",
    "equate list courses cqu:算法",
    "FILTER is a part of the row, in small or capital letters; of courses it is INST or INST:TEXT.",
    list_options, equate_command_list },
  { "fmt", "[PATH…]", 0, G_MAXUINT, "the canonical form of a file, comments kept",
    "equate fmt --check",
    "PATH is a YAML file, a folder, or - for standard input to standard output; without PATH, the "
    "files of the workspace. Files with faults are reported and left alone. Exit status 1: there "
    "were such, or, with --check, files that would change.",
    fmt_options, equate_command_fmt },
  { "merge", "FILE…", 1, G_MAXUINT, "outputs of --shard runs put back in order",
    "equate merge part-1.jsonl part-2.jsonl -o all.jsonl",
    "FILE is what `convert --shard K/N` has written, all N of them in any order. Their summaries are "
    "added up. Exit status 0: all were decided on; 1: some were rejected; 2: a shard is missing, "
    "stands twice, is cut off or belongs to another run.",
    merge_options, equate_command_merge },
  { "test", "[PATH…]", 0, G_MAXUINT, "run the cases, show which rules they cover",
    "equate test --coverage",
    "PATH is the workspace, or files and folders in it: then only cases in these are run. Exit "
    "status 0: all pass; 1: some fail, or too few rules are covered; 2: the workspace is wrong.",
    test_options, equate_command_test },
  { "cache", "", 0, 0, "the snapshots that are kept", "equate cache",
    "A workspace that was read without errors is kept compiled, so that it opens at once while its "
    "files stay the same. Removing it costs nothing but time.",
    cache_options, equate_command_cache },
  { "explain", "[CODE]", 0, 1, "what a diagnostic means, and how to mend it",
    "equate explain EQ201", "Without CODE, all of them.", no_options, equate_command_explain },
  { 0 },
};
