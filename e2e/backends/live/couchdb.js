// CouchDB's protocol, spoken by PouchDB Server: a database for each letter, made as the page says.
import { randomUUID } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { pasted } from '../pasted.js';
import { ask, folder, start as startProgram } from '../program.js';

const program = fileURLToPath(
  new URL('../../node_modules/pouchdb-server/bin/pouchdb-server', import.meta.url),
);
const owner = { Authorization: `Basic ${btoa('owner:a password')}` };

async function start(seed) {
  const place = await folder();
  // Without an administrator, CouchDB lets everybody do everything.
  await writeFile(join(place, 'config.json'), JSON.stringify({ admins: { owner: 'a password' } }));
  const args = (port) => [program, '--in-memory', '--host', '127.0.0.1', '--port', String(port)];
  const { origin, stop } = await startProgram(process.execPath, args, { probe: '/', place });
  const { id, body, ...letter } = seed.letter;
  const database = `${origin}/${id}`;
  const put = (path, content) =>
    ask(database + path, { method: 'PUT', headers: owner, body: content });
  const [security, design, example] = (await pasted('couchdb', 'json')).map(JSON.parse);
  await put('', {});
  await put('/_security', security);
  await put('/_design/letter', design);
  await put('/letter', { ...example, ...letter, body: body.markdown });
  for (const { anonymous, name, dedupe, ...signature } of seed.signatories)
    await put(`/${randomUUID()}`, {
      type: 'signature',
      // Everybody reads the database, so an anonymous name must not get into it.
      name: anonymous ? null : name,
      ...signature,
    });
  const all = (headers) => ask(`${database}/_all_docs?include_docs=true`, { headers });
  return {
    origin,
    src: (origin) => `${origin}/${id}`,
    signPath: `/${id}`,
    rows: async () => (await all(owner)).rows.filter(({ doc }) => doc.type === 'signature').length,
    published: async () => JSON.stringify(await all()),
    stop,
  };
}

export default {
  preset: 'couchdb',
  title: 'CouchDB',
  version: 'pouchdb-server',
  operations: ['letter', 'count', 'signatures', 'sign'],
  // Without an address, a second signature of one person is another one.
  tellsDuplicates: false,
  safe: true,
  start,
};
