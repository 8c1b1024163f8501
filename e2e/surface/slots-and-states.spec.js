// Every slot shows what is put into it, and every state matches while it holds.
import { test, expect, element as table } from './surface.js';

const INSIDE = ['', 'before', 'after-letter', 'thanks', 'consent']
  .map((name) => `<p id="in-${name || 'default'}" ${name && `slot="${name}"`}>Put into ${name || 'none'}.</p>`)
  .join('');

test('every slot shows its content, in its place', async ({ page, open, place, letter }) => {
  const inside = (name) => page.locator(`#in-${name || 'default'}`);
  const top = async (locator) => (await locator.boundingBox()).y;
  expect(table.slots.map(({ name }) => name).sort()).toEqual(['', 'after-letter', 'before', 'consent', 'thanks']);
  await open();
  let arrive;
  const held = new Promise((resolve) => (arrive = resolve));
  await page.route('**/v1/letters/*', async (route) => {
    await held;
    await route.continue();
  });
  await place({}, INSIDE);
  await expect(letter.element).toHaveJSProperty('state', 'loading');
  await expect(inside('')).toBeVisible();
  arrive();
  await expect(letter.title).toBeVisible();
  await expect(inside('')).toBeHidden();
  for (const name of ['before', 'after-letter', 'consent']) await expect(inside(name)).toBeVisible();
  await expect(inside('thanks')).toBeHidden();
  expect(await top(inside('before'))).toBeLessThan(await top(letter.title));
  expect(await top(inside('after-letter'))).toBeGreaterThan(await top(letter.part('body')));
  expect(await top(inside('after-letter'))).toBeLessThan(await top(letter.form));
  expect(await top(inside('consent'))).toBeGreaterThan(await top(letter.field('email')));
  expect(await top(inside('consent'))).toBeLessThan(await top(letter.field('consent')));
  await letter.sign();
  await expect(inside('thanks')).toBeVisible();
  await expect(inside('consent')).toBeHidden();
  expect(await top(inside('thanks'))).toBeGreaterThan(await top(letter.heading));
  await letter.element.evaluate((element) => element.destroy());
  await expect(inside('')).toBeVisible();
});

test('where the letter does not come, what is inside stays', async ({ page, open, place, letter }) => {
  await open();
  await page.route('**/v1/letters/*', (route) => route.abort());
  await place({}, INSIDE);
  await expect(letter.part('notice')).toBeVisible();
  await expect(page.locator('#in-default')).toBeVisible();
});

test('every state matches while it holds', async ({ page, open, place, letter, alter }) => {
  const names = table.cssStates.map(({ name }) => name);
  expect([...names].sort()).toEqual(['closed', 'loading', 'open', 'signed']);
  const holding = () =>
    letter.element.evaluate((element, names) => names.filter((name) => element.matches(`:state(${name})`)).sort(), names);
  await open();
  let arrive;
  const held = new Promise((resolve) => (arrive = resolve));
  await page.route('**/v1/letters/*', async (route) => {
    await held;
    await route.continue();
  });
  await place({ loading: null });
  await expect.poll(holding).toEqual(['loading']);
  arrive();
  await expect.poll(holding).toEqual(['open']);
  await letter.sign();
  await expect.poll(holding).toEqual(['open', 'signed']);
  await alter((answer) => ({ ...answer, status: 'closed' }));
  // One that is under way since the signature may still bring the open letter.
  await expect
    .poll(async () => {
      await letter.element.evaluate((element) => element.refresh());
      return holding();
    })
    .toEqual(['closed', 'signed']);
  await letter.element.evaluate((element) => element.destroy());
  await expect.poll(holding).toEqual([]);
});
