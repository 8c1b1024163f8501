// json-server, in either version: a JSON file that everybody may read and write.
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { pasted } from './pasted.js';
import { ask, folder, start } from './program.js';

const packages = fileURLToPath(new URL('../node_modules/', import.meta.url));

/** Starts a version on the page's own db.json, filled with the seed. */
export async function startJsonServer(program, seed, env) {
  const place = await folder();
  const [database] = (await pasted('json-server', 'json')).map(JSON.parse);
  const { body, ...letter } = seed.letter;
  database.letters[0] = { ...database.letters[0], ...letter, body: body.markdown };
  database.signatures = seed.signatories.map(({ anonymous, name, dedupe, ...signature }) => ({
    id: dedupe,
    letter: letter.id,
    // Everybody reads the file, so an anonymous name must not get into it.
    name: anonymous ? null : name,
    ...signature,
  }));
  // The beta does not start without the folder that it would serve pages from.
  await mkdir(join(place, 'public'));
  await writeFile(join(place, 'db.json'), JSON.stringify(database));
  const args = (port) => [join(packages, program), '--host', '127.0.0.1', '--port', String(port), 'db.json'];
  const { origin, stop } = await start(process.execPath, args, {
    probe: '/letters',
    place,
    env: { ...process.env, ...env },
  });
  return {
    origin,
    src: (origin) => `${origin}/${letter.id}`,
    signPath: '/signatures',
    rows: async () => (await ask(`${origin}/signatures`)).length,
    published: async () =>
      JSON.stringify([await ask(`${origin}/letters`), await ask(`${origin}/signatures`)]),
    stop,
  };
}
