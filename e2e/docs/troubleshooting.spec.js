// docs/troubleshooting.md: every code has its place, and what is said of some is seen.
import { textOf } from './blocks.js';
import { PAIR, expect, test, tryAll } from './tried.js';

tryAll('troubleshooting', {
  async hear({ blocks, show, page, server }) {
    const lines = [];
    page.on('console', (message) => lines.push(message.text()));
    await show({ ...blocks, html: PAIR.replace('/v1/letters/', '/letters/') });
    // The address of the letter's page, which other pages may not read.
    await expect.poll(() => lines).toContain(`network ${server.hosted} could not be loaded, or lacks the header Access-Control-Allow-Origin.`);
  },
});

const text = textOf('troubleshooting');
const link = (page) => page.getByRole('link', { name: 'Read and sign the open letter' });

test('every code of the reference has its place, and no other', () => {
  const chapter = textOf('reference').split('\n## Error codes\n')[1].split('\n## ')[0];
  const codes = [...chapter.matchAll(/^\| `(\w+)` \|/gm)].map(([, code]) => code);
  expect(codes.length).toBeGreaterThan(20);
  expect([...text.matchAll(/^### `(\w+)`$/gm)].map(([, code]) => code)).toEqual(codes);
});

test('what visitors read is quoted as they read it', async ({ show, letter }) => {
  await show({ html: PAIR.replace('keep-nhs-code-open', 'no-such-letter') });
  await expect(letter.part('notice')).toHaveText(/There is no letter at this address\./);
  expect(text).toContain('“There is no letter at this address.”');
});

test('nothing answers: the letter’s place says so, and the page hears the address', async ({ show, page, letter, server, heard }) => {
  await page.route(server.letter, (route) => route.abort());
  await show({});
  await expect.poll(() => heard.codes()).toEqual(['network']);
  expect((await heard.of('error'))[0].detail.message).toBe(`${server.letter} could not be loaded, or lacks the header Access-Control-Allow-Origin.`);
  await expect(letter.part('notice')).toContainText('The letter could not be loaded.');
  await expect(letter.part('retry')).toBeVisible();
});

test('a file that is missing is told with its number, and the link stays', async ({ show, page, heard }) => {
  await page.route(/\.wasm$/, async (route) => route.fulfill({ response: await route.fetch({ maxRetries: 3 }), status: 404, body: '' }));
  await show({});
  await expect.poll(() => heard.codes()).toEqual(['network']);
  expect((await heard.of('error'))[0].detail.message).toMatch(/\.wasm answers 404\.$/);
  await expect(link(page)).toBeVisible();
});

test('an altered file is not run', async ({ show, page, heard }) => {
  await page.route(/open-letter-[0-9a-f]+\.js$/, async (route) => {
    const response = await route.fetch({ maxRetries: 3 });
    await route.fulfill({ response, body: `${await response.text()}\n` });
  });
  await show({});
  await expect.poll(() => heard.codes()).toEqual(['integrity']);
  await expect(link(page)).toBeVisible();
});

test('integrity on an address that moves: the link stays, and no event tells', async ({ show, page, heard }) => {
  const hash = `integrity="sha384-${'A'.repeat(64)}" crossorigin="anonymous"`;
  await show({ html: PAIR.replace('<script async', `<script async ${hash}`) });
  await page.waitForLoadState('networkidle');
  await expect(link(page)).toBeVisible();
  expect(await heard.all()).toEqual([]);
});

test('an attribute that is not known is told once', async ({ show, page, letter }) => {
  const lines = [];
  page.on('console', (message) => lines.push(message.text()));
  await show({ html: PAIR.replace('<open-letter ', '<open-letter view="sideways" ') });
  await expect(letter.part('body')).toBeVisible();
  const said = /`(open-letter: view="…" [^`]+)`/.exec(text)[1].replace('…', 'sideways');
  expect(lines.filter((line) => line === said)).toHaveLength(1);
});

test('a letter that is hidden is not loaded, unless it is to be at once', async ({ show, page, heard, letter }) => {
  await show({ html: PAIR.replace('<open-letter ', '<open-letter hidden ') });
  await page.waitForLoadState('networkidle');
  expect(await heard.all()).toEqual([]);
  await letter.element.evaluate((element) => (element.loading = 'eager'));
  await expect.poll(async () => (await heard.of('ready')).length).toBe(1);
});
