/* SPDX-License-Identifier: LGPL-2.1-or-later */
/*
 * Damaged snapshots whose checksums fit, as if somebody had made them on purpose: each is refused,
 * or it makes a ruleset that can be asked everything. The input chooses the damage: it is the seed
 * of a random sequence, so that any two inputs damage other things.
 */
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>
#include <xxhash.h>

#include "compile/ruleset-text.h"
#include "compile/snapshot-format.h"
#include "compile/snapshot-write.h"
#include "compile/snapshot.h"
#include "decide/decide.h"
#include "equivalence.h"
#include "load/load-transcript.h"
#include "write/decision-json.h"
#include "write/decision-text.h"
#include "write/requirement-text.h"

/* Longer than any of this takes: what hangs ends by SIGALRM. */
#define SECONDS 20
#define MAX_DAMAGES 6
#define DAY "2025-02-01"

int LLVMFuzzerTestOneInput (const guint8 *data, size_t size);

/* Students of both institutions of the workspace, who have taken all there is. */
static const char transcripts[]
    = "{\"equate\":\"transcript/1\",\"student\":{\"id\":\"1\"},\"institution\":\"alpha\","
      "\"target\":{\"institution\":\"beta\",\"programme\":\"ee-bsc\"},\"entries\":["
      "{\"course\":\"A1\",\"grade\":\"85\"},{\"course\":\"A2\",\"grade\":\"91\"},"
      "{\"course\":\"A3\",\"grade\":\"77\",\"date\":\"2024-06-01\"},{\"course\":\"A4\"},"
      "{\"course\":\"A5\",\"grade\":\"66\"},{\"course\":\"GE1001\",\"grade\":\"90\"},"
      "{\"course\":\"GE1002\",\"grade\":\"80\"},{\"course\":\"PE10\",\"grade\":\"99\"},"
      "{\"course\":\"A9\",\"credits\":3,\"grade\":\"70\",\"title\":\"Fields of \\u7535\"}]}\n"
      "{\"equate\":\"transcript/1\",\"student\":{\"id\":\"2\"},\"institution\":\"gamma\","
      "\"target\":{\"institution\":\"beta\",\"programme\":\"me-bsc\"},\"entries\":["
      "{\"course\":\"A1\",\"grade\":\"60\"},{\"course\":\"G2\",\"grade\":\"\\u5408\\u683c\"}]}\n"
      "{\"equate\":\"transcript/1\",\"student\":{\"id\":\"3\"},\"institution\":\"gama\","
      "\"target\":{\"institution\":\"beta\",\"programme\":\"me\"},\"entries\":["
      "{\"course\":\"A1\",\"grade\":\"60\"}]}\n";

/* --- the snapshot --- */

static gboolean
append_bytes (const char *bytes, gsize length, gpointer data, GError **error)
{
  g_byte_array_append (data, (const guint8 *) bytes, (guint) length);
  return TRUE;
}

static GByteArray *
make_snapshot (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("equate-fuzz-XXXXXX", &error);
  g_autofree char *rules = g_build_filename (folder, "rules", NULL);
  g_autofree char *path = g_build_filename (rules, "all.yaml", NULL);
  g_autofree char *text = NULL;
  g_autoptr (EquateDiagnosticList) diagnostics = equate_diagnostic_list_new ();
  GByteArray *bytes = g_byte_array_new ();

  g_assert_true (g_file_get_contents (EQUATE_FUZZ_WORKSPACE, &text, NULL, &error));
  g_assert_cmpint (g_mkdir_with_parents (rules, 0700), ==, 0);
  g_assert_true (g_file_set_contents (path, text, -1, &error));

  g_autoptr (EquateFileList) list = equate_file_list_new (folder, &error);
  g_autoptr (EquateWorkspace) workspace = equate_workspace_load (folder, 0, diagnostics, &error);
  g_autoptr (EquateRuleset) ruleset = equate_ruleset_new (workspace, diagnostics);

  g_assert_cmpuint (equate_diagnostic_list_count (diagnostics, EQUATE_SEVERITY_ERROR), ==, 0);
  g_assert_true (equate_snapshot_write (ruleset, workspace, list, append_bytes, bytes, &error));
  unlink (path);
  rmdir (rules);
  rmdir (folder);
  return bytes;
}

static EquateRuleset *
open_snapshot (const GByteArray *bytes)
{
  int fd = memfd_create ("snapshot", MFD_CLOEXEC);
  EquateSnapshot *snapshot = NULL;

  if (write (fd, bytes->data, bytes->len) == (gssize) bytes->len)
    snapshot = equate_snapshot_open (fd);
  close (fd);
  return snapshot != NULL ? equate_snapshot_get_ruleset (snapshot) : NULL;
}

/* --- the damage --- */

static guint32
below (GRand *rand, guint64 end)
{
  return end > 1 ? (guint32) (g_rand_int (rand) % end) : 0;
}

/* What an index, a count or an offset may be when somebody wants harm. */
static guint32
choose_value (GRand *rand, guint32 old, const EquateSnapshotHeader *header)
{
  const guint32 limits[] = { 0,          1,          2,          63,
                             64,         65,         255,        256,
                             0x7fffffff, 0x80000000, 0xfffffffe, 0xffffffff,
                             old + 1,    old - 1,    old * 2,    old ^ 0x80000000 };
  guint32 count = (guint32) header->sections[below (rand, EQUATE_N_SECTIONS)].count;

  switch (below (rand, 5))
    {
    case 0:
      return limits[below (rand, G_N_ELEMENTS (limits))];
    case 1:
      return count;
    case 2:
      return count - 1;
    case 3:
      return below (rand, (guint64) count + 1);
    default:
      return old ^ (1u << below (rand, 32));
    }
}

static void
damage_word (GRand *rand, guint8 *at, const EquateSnapshotHeader *header)
{
  guint32 word;

  memcpy (&word, at, sizeof word);
  word = choose_value (rand, word, header);
  memcpy (at, &word, sizeof word);
}

/* A field, a whole record that stands elsewhere, or a byte of a text. */
static void
damage_section (GRand *rand, GByteArray *bytes, const EquateSnapshotHeader *header)
{
  EquateSectionId id = (EquateSectionId) below (rand, EQUATE_N_SECTIONS);
  gsize size = equate_snapshot_record_size (id);
  guint64 count = header->sections[id].count;
  guint8 *records = bytes->data + header->sections[id].offset;

  if (count == 0)
    return;

  guint8 *record = records + below (rand, count) * size;

  if (size == 1)
    *record = (guint8) g_rand_int (rand);
  else if (below (rand, 4) == 0)
    memmove (record, records + below (rand, count) * size, size);
  else if (size < sizeof (guint32))
    *record ^= 1;
  else
    damage_word (rand, record + below (rand, size / 4) * 4, header);
}

/* header: that of the whole one, which tells where things lie. */
static void
damage (GRand *rand, GByteArray *bytes, const EquateSnapshotHeader *header)
{
  guint at;

  switch (below (rand, 16))
    {
    case 0: /* where things are said to lie */
      at = below (rand, (sizeof *header - EQUATE_SNAPSHOT_CHECKED) / 4);
      damage_word (rand, bytes->data + EQUATE_SNAPSHOT_CHECKED + at * 4, header);
      break;
    case 1:
      bytes->data[below (rand, bytes->len)] ^= (guint8) (1u << below (rand, 8));
      break;
    case 2: /* one piece over another */
      at = below (rand, bytes->len - 64);
      memmove (bytes->data + at, bytes->data + below (rand, bytes->len - 64), 64);
      break;
    default:
      damage_section (rand, bytes, header);
      break;
    }
}

static void
mend_checksums (GByteArray *bytes, const EquateSnapshotHeader *first)
{
  EquateSnapshotHeader *header = (EquateSnapshotHeader *) (gpointer) bytes->data;

  memcpy (header->magic, first->magic, sizeof header->magic);
  header->maker = first->maker;
  if (header->size < sizeof *header || header->size > bytes->len)
    return;
  for (guint part = 0; part < EQUATE_SNAPSHOT_PARTS; part++)
    {
      guint64 start = equate_snapshot_part (header->size, part);

      header->checksums[part] = XXH3_64bits (bytes->data + start,
                                             equate_snapshot_part (header->size, part + 1) - start);
    }
}

/* --- everything that can be asked --- */

static void
decide (const EquateRuleset *ruleset)
{
  EquateDecider *decider = equate_decider_new (ruleset);
  EquateSource *source = equate_source_new_static ("fuzz", transcripts, strlen (transcripts), 1);
  g_autoptr (EquateTranscriptReader) reader
      = equate_transcript_reader_new (source, EQUATE_FORMAT_JSONL);
  EquateDecideOptions options = { 0 };
  EquateRecord record;

  g_assert_true (equate_date_parse (DAY, -1, &options.on));
  while (equate_transcript_reader_next (reader, &record))
    {
      const EquateDecision *decision
          = equate_decider_decide (decider, record.transcript, &options, record.diagnostics);
      g_autoptr (GString) text = g_string_new (NULL);
      EquateJsonWriter writer;

      if (decision == NULL)
        continue;
      equate_json_writer_init (&writer, text, FALSE);
      equate_decision_write_json (decision, FALSE, &writer);
      equate_decision_append_text (decision, text);
    }
  equate_decider_free (decider);
}

static void
answer (const EquateRuleset *ruleset)
{
  g_autoptr (GArray) none = g_array_new (FALSE, FALSE, sizeof (guint32));
  EquateQuestion question = { .ruleset = ruleset, .target = none, .to = EQUATE_NO_INDEX };

  g_assert_true (equate_date_parse (DAY, -1, &question.on));
  for (guint32 i = 0; i < MIN (ruleset->n_courses, 20); i++)
    {
      g_autoptr (GArray) source = g_array_new (FALSE, FALSE, sizeof (guint32));
      guint n_agreements;

      g_array_append_val (source, i);
      question.from = ruleset->courses[i].institution;
      question.source = source;
      g_ptr_array_unref (equate_question_answer (&question, &n_agreements));
    }
}

static void
print (const EquateRuleset *ruleset)
{
  g_autoptr (GString) text = g_string_new (NULL);
  guint32 nearest[3];

  for (guint32 i = 0; i < ruleset->n_agreements; i++)
    equate_ruleset_append_agreement (ruleset, i, text);
  for (guint32 i = 0; i < ruleset->n_institutions; i++)
    equate_ruleset_suggest_courses (ruleset, i, "A7", 3, nearest);
  for (guint32 i = 0; i < ruleset->n_courses; i++)
    g_string_append (text, equate_ruleset_get_title (
                               ruleset, equate_ruleset_find_edition (ruleset, i, 738000, NULL)));
  g_assert_cmpuint (equate_ruleset_find_course (ruleset, 0, "NOSUCHCODE"), ==, EQUATE_NO_INDEX);
  equate_ruleset_suggest_institution (ruleset, "alfa");
}

static void
use (const EquateRuleset *ruleset)
{
  print (ruleset);
  decide (ruleset);
  answer (ruleset);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, size_t size)
{
  static GByteArray *whole = NULL;
  GRand *rand = g_rand_new_with_seed ((guint32) XXH3_64bits (data, size));

  alarm (SECONDS);
  if (whole == NULL)
    {
      whole = make_snapshot ();

      g_autoptr (EquateRuleset) ruleset = open_snapshot (whole);

      g_assert_nonnull (ruleset);
      use (ruleset);
    }

  const EquateSnapshotHeader *first = (const EquateSnapshotHeader *) (gpointer) whole->data;
  g_autoptr (GByteArray) bytes = g_byte_array_new ();

  g_byte_array_append (bytes, whole->data, whole->len);
  /* One that stands alone is the most likely to pass what looks for it. */
  for (guint i = 1 + below (rand, 2) * below (rand, MAX_DAMAGES); i > 0; i--)
    damage (rand, bytes, first);
  if (below (rand, 32) == 0)
    g_byte_array_set_size (bytes, below (rand, bytes->len));
  if (bytes->len >= sizeof (EquateSnapshotHeader))
    mend_checksums (bytes, first);

  g_autoptr (EquateRuleset) ruleset = open_snapshot (bytes);

  if (ruleset != NULL)
    use (ruleset);
  alarm (0);
  g_rand_free (rand);
  return 0;
}
