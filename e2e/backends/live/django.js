// A new Django site with the app that the page on Django REST framework tells people to write.
import { appendFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pasted } from '../pasted.js';
import { expectRefused, folder, fromPython, pinned, query, run, start } from '../program.js';

const FILES = ['letters/models.py', 'letters/views.py', 'letters/urls.py', 'letters/admin.py'];

/** The site's rows, as Django loads them. */
function fixture({ letter: { body, id, ...letter }, signatories }) {
  const rows = signatories.map(({ role, affiliation, ...signatory }, index) => ({
    model: 'letters.signature',
    pk: signatories.length - index,
    fields: {
      ...signatory,
      role: role ?? '',
      affiliation: affiliation ?? '',
      letter: id,
      email: `signatory${index}@example.org`,
    },
  }));
  return [{ model: 'letters.letter', pk: id, fields: { ...letter, body: body.text } }, ...rows];
}

export default {
  preset: 'django-rest-framework',
  title: 'Django REST framework',
  version: `${pinned('djangorestframework')}, with Django ${pinned('django')}`,
  operations: ['letter', 'count', 'signatures', 'sign'],
  tellsDuplicates: true,
  safe: true,
  tellsClosed: true,
  ends: { page: 'django-rest-framework', at: 'https://site.example.org' },
  start: async (seed) => {
    const python = fromPython('python');
    const place = await folder();
    const manage = (...args) => run(python, ['manage.py', ...args], { cwd: place });
    await run(python, ['-m', 'django', 'startproject', 'site_of_letters', place]);
    await manage('startapp', 'letters');
    const blocks = await pasted('django-rest-framework', 'python');
    for (const [index, file] of FILES.entries()) await writeFile(join(place, file), blocks[index]);
    const [settings, urls] = blocks.slice(FILES.length);
    await appendFile(join(place, 'site_of_letters/settings.py'), `\n${settings}`);
    await appendFile(join(place, 'site_of_letters/urls.py'), `\n${urls}`);
    await manage('makemigrations', 'letters');
    await manage('migrate');
    await writeFile(join(place, 'seed.json'), JSON.stringify(fixture(seed)));
    await manage('loaddata', 'seed.json');

    const letter = `/api/letters/${seed.letter.id}`;
    const { origin, stop } = await start(
      python,
      (port) => ['manage.py', 'runserver', '--noreload', `127.0.0.1:${port}`],
      { place, probe: `${letter}/` },
    );
    return {
      origin,
      src: (origin) => origin + letter,
      signPath: `${letter}/signatures/`,
      rows: async () => Number(await query(join(place, 'db.sqlite3'), 'SELECT count(*) FROM letters_signature')),
      close: () => query(join(place, 'db.sqlite3'), "UPDATE letters_letter SET status = 'closed'"),
      published: async () => {
        await expectRefused(
          ['', 'signatures/', 'signatures/1/'].flatMap((path) =>
            ['PUT', 'PATCH', 'DELETE'].map((method) => [method, `${origin}${letter}/${path}`, { name: 'Another' }]),
          ),
        );
        const reads = ['', 'signatures/?page_size=100'];
        const answers = await Promise.all(reads.map(async (path) => (await fetch(`${origin}${letter}/${path}`)).text()));
        return answers.join('\n');
      },
      stop,
    };
  },
};
