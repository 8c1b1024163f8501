// The server is off for good: files at the same addresses keep the letter, its count and its names.
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { test as base, expect } from '../support/scenario.js';
import { LETTER_ID, SIGNATURES, program } from '../support/server.js';
import { startHost } from '../support/host.js';
import { expectAccessible } from '../support/axe.js';
import { startFront } from './front.js';

const test = base.extend({
  front: async ({ server }, use) => {
    const front = await startFront(server.origin);
    await use(front);
    await front.stop();
  },

  /** Turns the server off, with files in its place. */
  archived: async ({ server, seeded, front }, use) => {
    const output = await mkdtemp(join(tmpdir(), 'open-letter-archive-'));
    let folder = output;
    await use(async () => {
      const args = ['archive', '--letter', LETTER_ID, '--output', output, '--public-url', front.origin];
      // What the server was started on.
      const env = {
        ...process.env,
        OPEN_LETTER_DATABASE: `sqlite:${join(seeded, 'letters.db')}`,
        OPEN_LETTER_SECRET_FILE: join(seeded, 'secret'),
        OPEN_LETTER_LETTERS: join(seeded, 'letters'),
        OPEN_LETTER_DIST: process.env.OPEN_LETTER_DIST || join(import.meta.dirname, '../../dist'),
      };
      await promisify(execFile)(program, args, { env });
      await server.stop();
      front.serve(folder);
    });
    await rm(output, { recursive: true, force: true });
  },

  /** Opens somebody's page with the letter. */
  open: async ({ page, front }, use) => {
    const host = await startHost({ server: front.origin, letter: `${front.origin}/v1/letters/${LETTER_ID}`, view: 'letter' });
    await use((query = {}) => page.goto(host.page('archive', query)));
    await host.stop();
  },
});

test('an embed keeps letter, count and every name when the server is off', async ({ page, front, archived, open, letter }) => {
  await open();
  await expect(letter.count).toContainText(String(SIGNATURES));
  await expect(letter.form).toBeVisible();
  await archived();
  front.asked();
  await open();
  await expect(letter.title).toHaveText('Keep the code of the NHS open');
  await expect(letter.count).toContainText(String(SIGNATURES));
  await expect(letter.part('status')).toContainText(/closed/i);
  await expect(letter.rows).toHaveCount(50);
  // Nothing is offered that somebody would have to answer.
  await expect(letter.form).toHaveCount(0);
  await expect(letter.signButton).toHaveCount(0);
  await expect(letter.action('')).toHaveCount(0);
  expect(await letter.element.evaluate((element) => element.matches(':state(closed)'))).toBe(true);
  await letter.more.click();
  await expect(letter.rows).toHaveCount(SIGNATURES);
  await expect(letter.more).toHaveCount(0);
  const ids = await letter.rows.evaluateAll((rows) => rows.map((row) => row.textContent));
  expect(ids.length).toBe(SIGNATURES);
  const asked = front.asked();
  expect(asked.filter((request) => request.includes('/v1/'))).toEqual([
    `GET /v1/letters/${LETTER_ID}`,
    `GET /v1/letters/${LETTER_ID}.2.json`,
  ]);
  expect(asked.filter((request) => request.includes('?'))).toEqual([]);
  await expectAccessible(page);
});

for (const view of ['card', 'button', 'count'])
  test(`a ${view} goes on too`, async ({ archived, open, letter }) => {
    await archived();
    await open({ view });
    await expect(letter.count).toContainText(String(SIGNATURES));
    await expect(letter.form).toHaveCount(0);
  });

test('the letter’s own page stays, and in frames, without anything to send', async ({ page, front, archived }) => {
  await archived();
  for (const path of [`/letters/${LETTER_ID}`, `/letters/${LETTER_ID}/embed`]) {
    front.asked();
    await page.goto(`${front.origin}${path}`);
    const part = (name) => page.locator(`.open-letter [part~="${name}"]`);
    await expect(part('title')).toHaveText('Keep the code of the NHS open');
    await expect(part('count')).toContainText(String(SIGNATURES));
    await expect(part('signatory')).toHaveCount(SIGNATURES);
    await expect(page.locator('form')).toHaveCount(0);
    // Every link that stays on the site leads to a file.
    const links = await page.locator('a[href]').evaluateAll((all) => all.map((link) => link.href));
    for (const link of links.filter((href) => href.startsWith(front.origin) && !href.includes('#')))
      expect((await page.request.get(link)).status(), link).toBe(200);
    const missing = front.asked().filter((request) => request.includes('?'));
    expect(missing).toEqual([]);
    await expectAccessible(page);
  }
});
