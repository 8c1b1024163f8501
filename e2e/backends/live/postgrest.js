// A real Postgres with the tables, rights and views that the pages of Supabase and PostgREST say,
// and postrust before it, which speaks PostgREST's protocol.
import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pasted } from '../pasted.js';
import { folder, run, start as startProgram } from '../program.js';

function told(name) {
  if (process.env[name]) return process.env[name];
  throw new Error(`${name} is not set: it comes with cargo xtask test, after cargo xtask setup`);
}

/** What Supabase has always granted on whatever is new. The page's text has to take it back. */
const GENEROUS = 'alter default privileges in schema public grant all on tables to anon, authenticated;';

/** Makes a database of its own, and gives its address and a way to run SQL in it. */
async function database(place) {
  const server = told('OPEN_LETTER_TEST_POSTGRES');
  const name = `backend_${randomBytes(6).toString('hex')}`;
  const at = (user) => {
    const url = new URL(server);
    url.pathname = `/${name}`;
    if (user) url.searchParams.set('user', user);
    return url.href;
  };
  const psql = (url, ...args) => run(told('OPEN_LETTER_PSQL'), [url, '-XqAt', ...args]);
  await psql(server, '-c', `create database ${name}`);
  let files = 0;
  /** Pastes a text, and stops at its first error unless something may be there already. */
  const paste = async (sql, strict = true) => {
    const file = join(place, `${(files += 1)}.sql`);
    await writeFile(file, sql);
    return psql(at(), '-v', `ON_ERROR_STOP=${strict ? 1 : 0}`, '-f', file);
  };
  const drop = () => psql(server, '-c', `drop database ${name} with (force)`);
  return { at, paste, drop };
}

/** The letter and the signatories, as their owner puts them in. All have invented addresses. */
function filled({ letter: { body, ...letter }, signatories }) {
  const put = (table, rows) => {
    const columns = Object.keys(rows[0]).join(', ');
    const json = JSON.stringify(rows);
    return `insert into ${table} (${columns}) select ${columns}
      from jsonb_populate_recordset(null::${table}, $seed$${json}$seed$);`;
  };
  const signatures = signatories.map((signature, place) => ({
    letter: letter.id,
    email: `signatory-${place}@example.org`,
    ...signature,
  }));
  return put('letters', [{ ...letter, body: body.markdown }]) + put('signatures', signatures);
}

/** What a stranger gets who asks for everything that may have been left open. */
async function pry(origin) {
  const asked = ['/', '/letters', '/letter_counts', '/signatories', '/signatures'];
  asked.push('/signatures?select=email', '/signatories?select=email', '/signatories?order=email');
  asked.push('/letters?select=*,signatures(*)', '/letters?select=*,signatories(*)');
  const texts = await Promise.all(asked.map(async (path) => (await fetch(origin + path)).text()));
  for (const table of ['letters', 'signatures', 'signatories', 'letter_counts'])
    for (const method of ['PATCH', 'DELETE']) {
      const body = method === 'PATCH' ? '{"letter": "another"}' : undefined;
      const headers = { 'Content-Type': 'application/json' };
      const key = table === 'letters' ? 'id' : 'letter';
      const answer = await fetch(`${origin}/${table}?${key}=eq.nowhere`, { method, headers, body });
      if (answer.ok) throw new Error(`strangers may ${method} ${table}`);
    }
  return texts.join('\n');
}

async function start(seed) {
  const place = await folder();
  const { at, paste, drop } = await database(place);
  const [roles] = await pasted('postgrest', 'sql');
  const [schema] = await pasted('supabase', 'sql');
  // The roles belong to all databases of the server, and another one may have made them.
  await paste(roles, false);
  await paste(GENEROUS);
  await paste(schema);
  await paste(filled(seed));
  // It is told everything by its environment, and must not hear of ours.
  const settings = (port) => [
    '-i',
    `DATABASE_URL=${at('authenticator')}`,
    'PGRST_COMPAT_MODE=true',
    'PGRST_DB_ANON_ROLE=anon',
    'PGRST_DB_SCHEMAS=public',
    'PGRST_SERVER_HOST=127.0.0.1',
    `PGRST_SERVER_PORT=${port}`,
    told('OPEN_LETTER_POSTRUST'),
  ];
  const { origin, stop } = await startProgram('env', settings, { probe: '/letters', place });
  return {
    origin,
    src: (origin) => `${origin}/${seed.letter.id}`,
    signPath: '/signatures',
    rows: async () => Number(await paste('select count(*) from signatures')),
    published: () => pry(origin),
    async stop() {
      await stop();
      await drop();
    },
  };
}

export default {
  preset: 'postgrest',
  title: 'PostgREST',
  version: 'postrust-server',
  operations: ['letter', 'count', 'signatures', 'sign'],
  tellsDuplicates: true,
  safe: true,
  start,
};
