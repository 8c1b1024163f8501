// The four views, and the form below them or in a dialog.
import { test, expect } from '../support/scenario.js';
import { VISITOR, letterOn } from '../support/letter.js';
import { expectAccessible } from '../support/axe.js';

const HAS = {
  letter: ['title', 'standfirst', 'body', 'references', 'count', 'sign-button', 'signatories'],
  card: ['title', 'standfirst', 'count', 'sign-button'],
  button: ['count', 'sign-button'],
  count: ['count'],
};
const ALL = [...new Set(Object.values(HAS).flat())];

for (const [view, parts] of Object.entries(HAS))
  for (const sign of view === 'count' ? ['inline'] : ['inline', 'dialog'])
    for (const lang of ['en', 'ar'])
      test(`${view}, ${sign}, ${lang}: what is shown, at 360 and 1280 px, and nothing sticks out`, async ({ page, host, letter, heard }) => {
        await page.goto(host.page('views', { view, sign, lang }));
        await expect(letter.count).toBeVisible();
        for (const part of ALL) await expect(letter.part(part)).toHaveCount(parts.includes(part) ? 1 : 0);
        await expect(letter.form).toBeVisible({ visible: sign === 'inline' && view !== 'count' });
        for (const width of [360, 1280]) {
          await page.setViewportSize({ width, height: 800 });
          expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
          await expectAccessible(page, `${view} at ${width}`, 8);
        }
        if (view === 'card') await expect(letter.title.locator('a')).toHaveAttribute('href', /\/letters\/keep-nhs-code-open$/);
        expect(await heard.codes()).toEqual([]);
      });

test('from one view to the next, what was typed stays, and nothing is loaded again', async ({ page, host, letter, heard }) => {
  await page.goto(host.page('views', { view: 'letter', sign: 'inline' }));
  await letter.field('name').fill(VISITOR.name);
  const asked = [];
  page.on('request', (request) => asked.push(new URL(request.url()).pathname));
  const set = (name, value) => letter.element.evaluate((element, [name, value]) => element.setAttribute(name, value), [name, value]);
  for (const view of ['card', 'button', 'count', 'letter']) {
    await set('view', view);
    await expect(letter.part('signatories')).toHaveCount(view === 'letter' ? 1 : 0);
    await expect(letter.form).toHaveCount(view === 'count' ? 0 : 1);
  }
  await set('sign', 'dialog');
  await expect(letter.form).toBeHidden();
  await letter.signButton.click();
  await expect(letter.field('name')).toHaveValue(VISITOR.name);
  // Out of an open dialog, back below the letter.
  await set('sign', 'inline');
  await expect(letter.form).toBeVisible();
  await expect(letter.field('name')).toHaveValue(VISITOR.name);
  expect(asked.filter((path) => !path.endsWith('/count'))).toEqual([]);
  await letter.sign();
  expect(await heard.of('ready')).toHaveLength(1);
});

test('a closed letter is said to be closed in each view, and nobody is asked to sign', async ({ page, host, letter }) => {
  await page.route('**/v1/letters/*', async (route) => {
    const json = await (await route.fetch({ maxRetries: 3 })).json();
    await route.fulfill({ headers: { 'Access-Control-Allow-Origin': '*' }, json: { ...json, status: 'closed' } });
  });
  for (const view of ['letter', 'card', 'button', 'count']) {
    await page.goto(host.page('views', { view, sign: 'dialog' }));
    await expect(letter.count).toHaveText('236 signatures so far');
    await expect(letter.signButton).toHaveCount(0);
    await expect(letter.part('input')).toHaveCount(0);
    if (view === 'letter' || view === 'card') await expect(letter.part('status')).toBeVisible();
    await letter.element.evaluate((element) => element.openSign());
    await expectAccessible(page, view, 8);
  }
});

test('two letters on a page, each with its dialog', async ({ page, host, server }) => {
  await page.goto(host.page('views', { view: 'card', sign: 'dialog' }));
  await page.evaluate((src) => {
    const element = document.createElement('open-letter');
    for (const [name, value] of Object.entries({ src, view: 'button', loading: 'eager' })) element.setAttribute(name, value);
    document.querySelector('aside').append(element);
  }, server.letter);
  const [first, second] = ['main', 'aside'].map((where) => letterOn(page, `${where} open-letter`));
  await second.signButton.click();
  await expect(second.part('dialog')).toBeVisible();
  await expect(first.part('dialog')).toBeHidden();
  await second.field('name').fill('Quillon');
  await page.keyboard.press('Escape');
  await first.signButton.click();
  await expect(first.field('name')).toHaveValue('');
  await expect(second.part('dialog')).toBeHidden();
});
