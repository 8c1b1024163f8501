// Datasette, with the schema and the settings that its page tells people to write.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pasted } from '../pasted.js';
import { ask, expectRefused, folder, fromPython, pinned, query, run, start } from '../program.js';

const SECRET = 'an invented secret that is long enough';

const literal = (value) => (value === null || value === undefined ? 'NULL' : `'${value.replaceAll("'", "''")}'`);
const insert = (table, row) =>
  `INSERT INTO ${table} (${Object.keys(row)}) VALUES (${Object.values(row).map(literal)});`;

export default {
  preset: 'datasette',
  title: 'Datasette',
  version: pinned('datasette'),
  operations: ['letter', 'count', 'signatures', 'sign'],
  tellsDuplicates: false,
  safe: true,
  tellsClosed: true,
  ends: { page: 'datasette', at: 'https://data.example.org' },
  start: async (seed) => {
    const datasette = fromPython('datasette');
    const place = await folder();
    const [file, config] = [join(place, 'letters.db'), join(place, 'datasette.yaml')];
    const [schema] = await pasted('datasette', 'sql');
    const [permissions] = await pasted('datasette', 'yaml');
    const { body, ...letter } = seed.letter;
    // Everything is public, so that who wants no name shown has to sign without one.
    const rows = seed.signatories
      .toReversed()
      .map(({ anonymous, name, ...row }) => ({ ...row, name: anonymous ? 'Anonymous' : name, letter: letter.id }));
    const sql = [
      schema,
      insert('letters', { ...letter, body: body.markdown, consent: JSON.stringify(letter.consent) }),
      ...rows.map((row) => insert('signatures', row)),
    ].join('\n');
    await writeFile(join(place, 'all.sql'), sql);
    await run(fromPython('python'), [
      '-c',
      'import sqlite3, sys; sqlite3.connect(sys.argv[1]).executescript(open(sys.argv[2], encoding="utf-8").read())',
      file,
      join(place, 'all.sql'),
    ]);
    await writeFile(config, permissions);
    const grant = ['create-token', 'signer', '--secret', SECRET, '--resource', 'letters', 'signatures', 'insert-row'];
    const token = (await run(datasette, grant)).trim();
    const { origin, stop } = await start(
      datasette,
      (port) => ['serve', file, '--config', config, '--secret', SECRET, '--cors', '--port', String(port)],
      { place, probe: '/-/versions.json' },
    );
    return {
      origin,
      src: (origin) => `${origin}/letters/${letter.id}#token=${encodeURIComponent(token)}`,
      signPath: '/letters/signatures/-/insert',
      rows: async () => Number(await query(file, 'SELECT count(*) FROM signatures')),
      close: () => query(file, "UPDATE letters SET status = 'closed'"),
      published: async () => {
        const headers = { Authorization: `Bearer ${token}` };
        const [database, table] = [`${origin}/letters`, `${origin}/letters/signatures`];
        const row = { name: 'Another' };
        await expectRefused([
          ['POST', `${table}/1/-/update`, { update: row }, headers],
          ['POST', `${table}/1/-/delete`, {}, headers],
          ['POST', `${table}/-/upsert`, { rows: [{ id: 1, ...row }] }, headers],
          ['POST', `${table}/-/insert`, { rows: [{ id: 1, ...row }], replace: true }, headers],
          ['POST', `${table}/-/insert`, { row: { ...row, another: 1 }, alter: true }, headers],
          ['POST', `${table}/-/drop`, { confirm: true }, headers],
          ['POST', `${database}/-/create`, { table: 'another', row }, headers],
          ['POST', `${database}/letters/-/insert`, { row: { id: 'another', title: 'Another' } }, headers],
        ]);
        const tables = ['letters', 'signatures', 'totals'];
        const answers = await Promise.all(tables.map((table) => ask(`${origin}/letters/${table}.json?_size=max`)));
        return JSON.stringify(answers);
      },
      stop,
    };
  },
};
