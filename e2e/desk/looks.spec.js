// Every page of the desk for everyone: wide and narrow, light and dark.
import { expectAccessible } from '../support/axe.js';
import { expect, test } from './desk.js';

/** As long as a signature gets, and without a space. */
const LONG = {
  name: 'Wilhelmina'.repeat(10),
  email: 'long@example.org',
  role: 'Librarian'.repeat(13),
  affiliation: 'مكتبة '.repeat(19).trim(),
  badges: [{ id: 'public-code', evidence: 'https://example.org/'.repeat(40) }],
};

for (const width of [360, 1280])
  for (const colorScheme of ['light', 'dark'])
    test.describe(`at ${width} pixels, ${colorScheme}`, () => {
      test.use({ viewport: { width, height: 800 }, colorScheme, people: { all: [LONG] } });

      test('nothing is wrong with any page', async ({ page, server, desk }) => {
        const fine = async (what) => {
          await expectAccessible(page, what, 8);
          const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
          expect(wide, `${what} is wider than the window`).toBeLessThanOrEqual(0);
        };
        await page.goto(`${server.origin}/desk/sign-in`);
        await fine('sign in');
        await desk.signIn();
        await fine('letters');
        await page.goto(desk.at('queue'));
        await fine('queue');
        await page.keyboard.press('?');
        await page.keyboard.press('r');
        await page.keyboard.press('e');
        await expect(desk.entries.first().locator('[name="name"]')).toBeVisible();
        await fine('queue, unfolded');
        await page.getByLabel('All 4 that wait here').check();
        await page.getByRole('button', { name: 'Go on' }).click();
        await fine('the number');
        await page.goto(desk.at('networks'));
        await page.getByLabel('Another network').fill('203.0.113.0/24');
        await page.getByRole('button', { name: 'Allow as shared' }).click();
        await expect(page.getByRole('heading', { name: '203.0.113.0/24' })).toBeVisible();
        await fine('networks');
        await page.goto(desk.at('search'));
        await page.getByLabel('Part of a name').fill('number');
        await page.getByRole('button', { name: 'Find' }).first().click();
        await expect(desk.entries).toHaveCount(3);
        await fine('search');
        await page.goto(desk.at('figures'));
        await page.locator('summary').click();
        await fine('figures');
        await page.goto(`${server.origin}/desk/audit`);
        await fine('audit');
      });
    });
