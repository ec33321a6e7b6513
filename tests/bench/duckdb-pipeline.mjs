// SPDX-License-Identifier: LGPL-2.1-or-later
// The first half of the pipeline that `convert` is compared with: DuckDB reads the transcripts, finds
// the candidates and writes them for pipeline-selection, into two files by halves of the students.
//
//     node duckdb-pipeline.mjs MODULES TABLES TRANSCRIPTS COUNT DAY FAILING THREADS OUT
//
// The rules are loaded before the clock starts. Prints one JSON object with the time on the wall.
import { createRequire } from 'node:module';
import { resolve } from 'node:path';

const [modules, tables, transcripts, count, day, failing, threads, out] = process.argv.slice(2);
const { DuckDBInstance } = createRequire(resolve(modules, 'package.json'))('@duckdb/node-api');

const CSV = "header = false, delim = '\t', quote = '', escape = ''";
const PREPARE = [
  `CREATE TABLE leaves AS FROM read_csv('${tables}/leaves.tsv', ${CSV}, columns = {'pair': 'INTEGER',
    'code': 'VARCHAR', 'rule': 'INTEGER', 'part': 'TINYINT', 'parts': 'TINYINT', 'rank': 'TINYINT',
    'begins': 'INTEGER', 'ends': 'INTEGER'})`,
  `CREATE TABLE rules AS FROM read_csv('${tables}/rules.tsv', ${CSV},
    columns = {'number': 'INTEGER', 'name': 'VARCHAR'})`,
  `CREATE TABLE pairs AS FROM read_csv('${tables}/pairs.tsv', ${CSV},
    columns = {'pair': 'INTEGER', 'source': 'VARCHAR', 'target': 'VARCHAR'})`,
  `CREATE TABLE grades AS FROM read_csv('${tables}/grades.tsv', ${CSV},
    columns = {'rank': 'TINYINT', 'grade': 'VARCHAR'})`,
];

const READ = `CREATE TEMP TABLE entries AS
WITH flat AS (
  SELECT student.id AS student, institution, target.institution AS target,
    unnest(entries) AS entry, generate_subscripts(entries, 1) - 1 AS position
  FROM (FROM read_json('${transcripts}', format = 'newline_delimited', columns = {
    student: 'STRUCT(id VARCHAR)', institution: 'VARCHAR', target: 'STRUCT(institution VARCHAR)',
    entries: 'STRUCT(course VARCHAR, credits VARCHAR, grade VARCHAR)[]'}) LIMIT ${count}))
SELECT student, position::SMALLINT AS position, pair, entry.course AS code, rank,
  entry.credits AS credits
FROM flat JOIN pairs ON institution = pairs.source AND flat.target = pairs.target
  JOIN grades ON entry.grade = grades.grade`;

const MATCH = `CREATE TEMP TABLE candidates AS
WITH hits AS MATERIALIZED (
  SELECT student, pair, rule, parts, position, credits
  FROM entries JOIN leaves USING (pair, code)
  WHERE entries.rank <= leaves.rank AND entries.rank <> ${failing}
    AND ${day} BETWEEN begins AND ends)
SELECT student, pair, rule, position::VARCHAR AS positions, credits FROM hits WHERE parts = 1
UNION ALL
SELECT student, pair, rule, string_agg(position::VARCHAR, ',' ORDER BY position),
  string_agg(credits, ',' ORDER BY position) FROM hits WHERE parts > 1
GROUP BY student, pair, rule, parts HAVING count(*) = parts`;

const write = (half) => `COPY (
  SELECT student, source, target, rules.name, positions, credits FROM candidates
  JOIN rules ON rule = rules.number JOIN pairs USING (pair)
  WHERE hash(student) % 2 = ${half} ORDER BY student)
  TO '${out}${half}.tsv' (FORMAT csv, HEADER false, DELIMITER '\t', QUOTE '', ESCAPE '')`;

const instance = await DuckDBInstance.create(':memory:', { threads });
const connection = await instance.connect();
for (const sql of PREPARE)
  await connection.run(sql);
const started = performance.now();
for (const sql of [READ, MATCH, write(0), write(1)])
  await connection.run(sql);
console.log(JSON.stringify({ seconds: (performance.now() - started) / 1e3 }));
process.exit(0);
