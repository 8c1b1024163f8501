// Kinto, with the settings and the collections that its page tells people to make.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pasted } from '../pasted.js';
import { ask, expectRefused, folder, fromPython, pinned, start } from '../program.js';

const PASSWORD = 'a long invented password';
const Authorization = `Basic ${Buffer.from(`admin:${PASSWORD}`).toString('base64')}`;
const BUCKET = '/v1/buckets/open-letters';
const SIGNATURES = `${BUCKET}/collections/signatures`;

/**
 * The page's settings without a database: records are kept in memory, and so the administrator's
 * account has to be made by a request, which is how accounts are made where everybody may.
 */
const inMemory = (settings) =>
  settings
    .replace(/^kinto\.(storage|permission)_url = .*\n/gm, '')
    .replaceAll('.postgresql', '.memory')
    .replace('account_create_principals = account:admin', 'account_create_principals = system.Everyone');

export default {
  preset: 'kinto',
  title: 'Kinto',
  version: pinned('kinto'),
  operations: ['letter', 'count', 'signatures', 'sign'],
  tellsDuplicates: false,
  safe: true,
  tellsClosed: true,
  ends: { page: 'kinto', at: 'https://kinto.example.org' },
  start: async (seed) => {
    const place = await folder();
    const file = join(place, 'kinto.ini');
    const [settings] = await pasted('kinto', 'ini');
    await writeFile(file, inMemory(settings));
    const { origin, stop } = await start(
      fromPython('kinto'),
      (port) => ['start', '--ini', file, '--port', String(port)],
      { place, probe: '/v1/' },
    );
    await ask(`${origin}/v1/accounts/admin`, { method: 'PUT', body: { data: { password: PASSWORD } } });

    const put = (path, body) => ask(origin + path, { method: 'PUT', headers: { Authorization }, body });
    const [bucket, letters, signatures] = (await pasted('kinto', 'json')).map((block) => JSON.parse(block));
    await put(BUCKET, bucket);
    await put(`${BUCKET}/collections/letters`, letters);
    await put(SIGNATURES, signatures);
    const { body, id, ...letter } = seed.letter;
    await put(`${BUCKET}/collections/letters/records/${id}`, { data: { ...letter, body: body.markdown } });
    // The newest first, as Kinto tells them, are those that came last.
    for (const { dedupe, created_at, anonymous, name, ...signatory } of seed.signatories.toReversed()) {
      // Everything is public, so that who wants no name shown has to sign without one.
      const all = { ...signatory, letter: id, name: anonymous ? 'Anonymous' : name };
      const data = Object.fromEntries(Object.entries(all).filter(([, value]) => value !== null));
      await ask(`${origin}${SIGNATURES}/records`, { body: { data } });
    }
    return {
      origin,
      src: (origin) => `${origin}${BUCKET}/${id}`,
      signMethod: 'PUT',
      // The record's name is the browser's choice.
      signPath: '',
      rows: async () => {
        const answer = await fetch(`${origin}${SIGNATURES}/records`, { method: 'HEAD', headers: { Authorization } });
        return Number(answer.headers.get('Total-Objects'));
      },
      close: () =>
        ask(origin + SIGNATURES, {
          method: 'PATCH',
          headers: { Authorization },
          body: { permissions: { 'record:create': [] } },
        }),
      published: async () => {
        const records = `${origin}${SIGNATURES}/records`;
        const [{ id: record }] = (await ask(`${records}?_limit=1`)).data;
        const data = { letter: id, name: 'Another' };
        await expectRefused([
          ['PUT', `${records}/${record}`, { data }],
          ['PATCH', `${records}/${record}`, { data }],
          ['DELETE', `${records}/${record}`],
          ['POST', records, { data: { ...data, email: 'a@example.org' } }],
          ['PATCH', `${origin}${BUCKET}/collections/letters/records/${id}`, { data }],
          ['PUT', `${origin}/v1/buckets/another`],
        ]);
        // This deletes what is one's own, which a stranger has nothing of.
        const deleted = (await ask(records, { method: 'DELETE' })).data;
        if (deleted.length > 0) throw new Error('strangers may delete signatures');
        const reads = ['', '/collections', '/collections/letters/records', '/collections/signatures/records'];
        const answers = await Promise.all(reads.map(async (path) => (await fetch(origin + BUCKET + path)).text()));
        return answers.join('\n');
      },
      stop,
    };
  },
};
