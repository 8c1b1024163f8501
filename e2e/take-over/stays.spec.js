// Where the widget cannot come, what stands there stays, and signing it counts.
import { VISITOR } from '../support/letter.js';
import { test, expect, hasTakenOver } from './rendered.js';

/** Signs through the form as it stands, by the browser alone. */
async function signWithout({ page, letter, server, counted }) {
  for (const [name, value] of Object.entries(VISITOR)) await letter.field(name).fill(value);
  await letter.field('consent').check();
  await letter.submit.click();
  await expect(page).toHaveURL(`${server.hosted}/received?lang=en`);
  expect(await counted()).toBe(237);
}

test('the backend is away: the letter stays, and the page is told', async ({ page, open, bring, letter, heard, server, counted }) => {
  await open();
  await page.route('**/v1/letters/*', (route) => route.abort());
  await bring();
  await expect.poll(heard.codes).toEqual(['network']);
  await expect(letter.rows).toHaveCount(50);
  expect(await hasTakenOver(page)).toBe(false);
  await page.unroute('**/v1/letters/*');
  await signWithout({ page, letter, server, counted });
});

test('the backend comes back: a refresh takes over', async ({ page, open, bring, taken, letter, heard }) => {
  await open();
  await page.route('**/v1/letters/*', (route) => route.fulfill({ status: 404, headers: { 'Access-Control-Allow-Origin': '*' } }));
  await bring();
  await expect.poll(heard.codes).toEqual(['not_found']);
  await expect(letter.title).toBeVisible();
  await page.unroute('**/v1/letters/*');
  await letter.element.evaluate((element) => element.refresh());
  await taken();
  await letter.sign();
});

test('Wasm is forbidden', async ({ page, open, bring, letter, heard, server, counted }) => {
  const rules = `script-src ${server.origin}; connect-src ${server.origin}; style-src ${server.origin}`;
  await open([], { 'Content-Security-Policy': rules });
  await bring();
  await expect.poll(heard.codes).toEqual(['csp']);
  expect((await heard.of('error'))[0].detail.message).toMatch(/script-src.*'wasm-unsafe-eval'/);
  await expect(letter.title).toBeVisible();
  await signWithout({ page, letter, server, counted });
});

test('the script behind the loader does not come', async ({ page, open, bring, letter, heard, server, counted }) => {
  await page.route(/open-letter-[0-9a-f]+\.js$/, (route) => route.abort());
  await open();
  await bring();
  await expect.poll(heard.codes).toEqual(['network']);
  await signWithout({ page, letter, server, counted });
});

test.describe('it crashes', () => {
  test.use({ throws: 1 });

  for (const when of ['before it takes over', 'after it has taken over'])
    test(when, async ({ page, open, bring, taken, letter, heard, server, counted }) => {
      await open();
      if (when.startsWith('before')) await letter.field('name').focus();
      await bring();
      await expect.poll(async () => (await heard.of('ready')).length).toBe(1);
      if (when.startsWith('after')) await taken();
      await letter.field('name').fill('Quillon');
      await page.evaluate(() => {
        const { name } = performance.getEntriesByType('resource').find(({ name }) => /open-letter-[0-9a-f]+\.js$/.test(name));
        import(name).then(({ trapForTests }) => setTimeout(trapForTests));
      });
      await expect.poll(heard.codes).toEqual(['crashed']);
      await expect(letter.field('name')).toHaveValue('Quillon');
      await page.locator('h1').first().click();
      await expect(letter.field('name')).toHaveValue('Quillon');
      await signWithout({ page, letter, server, counted });
    });
});
