// SPDX-License-Identifier: LGPL-2.1-or-later
// The matching job in DuckDB: one join, and a sum for the rules of several parts.
//
//     node duckdb-matching.mjs MODULES TABLES DAY FAILING THREADS REPEATS [LIST]
//
// MODULES is a folder with node_modules/@duckdb/node-api, TABLES as flat_job.py writes them; all of
// them are loaded before the clock starts. Prints one JSON object: processor time with one thread,
// time on the wall with several; the shortest of the repeats.
import { createRequire } from 'node:module';
import { resolve } from 'node:path';

const [modules, tables, day, failing, threads, repeats, list] = process.argv.slice(2);
const { DuckDBInstance } = createRequire(resolve(modules, 'package.json'))('@duckdb/node-api');

const COLUMNS = {
  leaves: "{'pair': 'INTEGER', 'code': 'VARCHAR', 'rule': 'INTEGER', 'part': 'TINYINT', "
    + "'parts': 'TINYINT', 'rank': 'TINYINT', 'begins': 'INTEGER', 'ends': 'INTEGER'}",
  entries: "{'student': 'INTEGER', 'position': 'SMALLINT', 'pair': 'INTEGER', 'code': 'VARCHAR', "
    + "'rank': 'TINYINT'}",
  students: "{'number': 'INTEGER', 'name': 'VARCHAR'}",
  rules: "{'number': 'INTEGER', 'name': 'VARCHAR'}",
};

const MATCH = `
CREATE OR REPLACE TEMP TABLE candidates AS
WITH hits AS MATERIALIZED (
  SELECT student, rule, parts, position
  FROM entries JOIN leaves USING (pair, code)
  WHERE entries.rank <= leaves.rank AND entries.rank <> ${failing}
    AND ${day} BETWEEN begins AND ends)
SELECT student, rule, [position] AS positions FROM hits WHERE parts = 1
UNION ALL
SELECT student, rule, list(position ORDER BY position) FROM hits WHERE parts > 1
GROUP BY student, rule, parts HAVING count(*) = parts`;

const instance = await DuckDBInstance.create(':memory:', { threads });
const connection = await instance.connect();
for (const [name, columns] of Object.entries(COLUMNS))
  await connection.run(`CREATE TABLE ${name} AS FROM read_csv('${tables}/${name}.tsv', header = false,
    delim = '\t', quote = '', escape = '', columns = ${columns})`);

let seconds = Infinity;
for (let i = 0; i < Number(repeats); i++) {
  const before = process.cpuUsage();
  const started = performance.now();
  await connection.run(MATCH);
  const used = process.cpuUsage(before);
  const now = threads === '1' ? (used.user + used.system) / 1e6
    : (performance.now() - started) / 1e3;
  seconds = Math.min(seconds, now);
}
if (list)
  await connection.run(`COPY (SELECT students.name, rules.name, array_to_string(positions, ',')
    FROM candidates JOIN students ON student = students.number JOIN rules ON rule = rules.number
    ORDER BY student, rule, positions)
    TO '${list}' (FORMAT csv, HEADER false, DELIMITER '\t', QUOTE '', ESCAPE '')`);
const reader = await connection.runAndReadAll(
  'SELECT count(*)::INTEGER, (SELECT count(*) FROM students)::INTEGER, version() FROM candidates');
const [candidates, transcripts, version] = reader.getRows()[0];
console.log(JSON.stringify({ transcripts, candidates, seconds, version }));
process.exit(0);
