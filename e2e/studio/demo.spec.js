// The studio on a web space without a server: files below some path, and nothing else.
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { test, expect, studioOn } from './support.js';
import { startServer } from '../support/server.js';
import { serveFiles } from './pages.js';

const dist = process.env.OPEN_LETTER_DIST || fileURLToPath(new URL('../../dist', import.meta.url));
const LETTER = new URL('../../static/studio/demo/letter.json', import.meta.url);

/** How many of the demo's signatories are in the file: all of them, so that none is asked for. */
const SIGNATORIES = 48;

test('the letter in the file is the one that the server gives', async ({ seeded }) => {
  const server = await startServer(seeded, { confirmation: true });
  const letter = await (await fetch(server.letter)).json();
  await server.stop();
  // The file has no page of its own, and as many signatories as it has.
  const items = letter.signatures.items.slice(0, SIGNATORIES);
  const whole = { ...letter, url: null, signatures: { count: items.length, as_of: letter.signatures.as_of, items, next: null } };
  // To make it anew: OPEN_LETTER_WRITE_DEMO=yes npx playwright test studio/demo
  if (process.env.OPEN_LETTER_WRITE_DEMO) await writeFile(LETTER, `${JSON.stringify(whole, null, 2)}\n`);
  const kept = JSON.parse(await readFile(LETTER, 'utf8'));
  const lasting = ({ signatures, ...rest }) => ({ ...rest, items: signatures.items.map(({ name, role, affiliation, badges }) => ({ name, role, affiliation, badges })) });
  expect(lasting(kept)).toEqual(lasting(whole));
  expect(kept.signatures).toMatchObject({ count: SIGNATORIES, next: null });
});

test('it works below any path, and says honestly that nobody can sign there', async ({ page, context }) => {
  const place = await serveFiles(dist, '/some/path/');
  const asked = [];
  page.on('request', (request) => asked.push(request.url()));
  const studio = studioOn(page, `${place.origin}/some/path`);
  await studio.open();
  await expect(studio.letter.title).toHaveText('Keep the code of the NHS open');
  await expect(studio.letter.count).toHaveText('48 signatures so far');
  await expect(studio.letter.rows).toHaveCount(SIGNATORIES);
  await expect(studio.letter.form).toHaveCount(0);
  await expect(studio.says).toContainText('takes no signatures here');
  await expect(studio.verdict).toContainText('Everything measured passes');
  expect(await studio.tag()).toContain(`src="${place.origin}/some/path/demo/"`);
  const opened = context.waitForEvent('page');
  await studio.letter.signButton.click();
  const demo = await opened;
  await expect(demo.getByText('nobody can sign it here')).toBeVisible();
  await expect(demo.locator('open-letter [part~="title"]')).toHaveText('Keep the code of the NHS open');
  expect(asked.filter((url) => !url.startsWith(`${place.origin}/some/path/`))).toEqual([]);
  await place.stop();
});
