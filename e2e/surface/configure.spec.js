// `OpenLetter.configure`: before the script has arrived and after, each of its options.
import { readFileSync } from 'node:fs';
import { test, expect } from './surface.js';

const declarations = readFileSync(new URL('../../npm/open-letter.d.ts', import.meta.url), 'utf8');
const members = (name) =>
  [...new RegExp(`interface ${name} \\{\\n(.*?)\\n\\}`, 's').exec(declarations)[1].matchAll(/^ {2}(\w+)\??:/gm)].map(([, name]) => name);

/** Each option: what is set, and how it shows. */
const OPTIONS = {
  strings: [
    { en: { sign_button: 'Add your name', count: { one: '{count} neighbour', other: '{count} neighbours' }, nonsense: 'x' } },
    async ({ letter }) => {
      await expect(letter.signButton).toHaveText('Add your name');
      await expect(letter.count).toHaveText('236 neighbours');
    },
  ],
  adapters: [{ ours: '/ours.json' }, async ({ page, place }) => {
    const asked = page.waitForRequest('**/ours.json');
    await place({ adapter: 'ours' });
    await asked;
  }],
  adapter: ['/theirs.json', async ({ page, place }) => {
    const asked = page.waitForRequest('**/theirs.json');
    await place({});
    await asked;
  }],
  view: ['count', async ({ letter }) => {
    await expect(letter.count).toBeVisible();
    await expect(letter.title).toHaveCount(0);
  }],
  sign: ['dialog', ({ letter }) => expect(letter.part('dialog')).toHaveCount(1)],
  theme: ['dark', ({ letter }) =>
    expect.poll(() => letter.title.evaluate((title) => getComputedStyle(title).colorScheme)).toBe('dark')],
  stylesheet: ['/own.css', ({ letter }) =>
    expect.poll(() => letter.title.evaluate((title) => getComputedStyle(title).borderTopWidth)).toBe('7px')],
  lang: ['ar', async ({ letter }) => {
    await expect(letter.count).toHaveText('٢٣٦ توقيعًا حتى الآن');
  }],
  loading: ['eager', async ({ page, place, letter }) => {
    await page.evaluate(() => document.querySelector('main').replaceChildren());
    await page.evaluate(() => (document.querySelector('main').style.paddingTop = '500vh'));
    await place({ loading: null });
    await expect(letter.title).toBeAttached();
  }],
  pageSize: [20, async ({ page, letter }) => {
    await expect(letter.title).toBeVisible();
    await letter.element.evaluate((element) => element.refresh());
    const next = page.waitForRequest('**/signatures?*');
    await letter.more.click();
    expect(new URL((await next).url()).searchParams.get('limit')).toBe('20');
  }],
};

test('these are all options, and this is all that there is of the global', async ({ page, open }) => {
  expect(members('OpenLetterOptions').sort()).toEqual(Object.keys(OPTIONS).sort());
  await open();
  const global = await page.evaluate(() => Object.entries(window.OpenLetter).map(([name, value]) => [name, typeof value]));
  expect(global.map(([name]) => name).sort()).toEqual(members('OpenLetterGlobal').sort());
  expect(Object.fromEntries(global)).toEqual({ configure: 'function', push: 'function', version: 'string' });
  const cargo = readFileSync(new URL('../../Cargo.toml', import.meta.url), 'utf8');
  expect(await page.evaluate(() => window.OpenLetter.version)).toBe(/^version = "(.*)"$/m.exec(cargo)[1]);
});

for (const [name, [value, shows]] of Object.entries(OPTIONS))
  for (const when of ['queued before the script', 'with letters on the page'])
    test(`${name}, ${when}`, async ({ page, open, place, letter }) => {
      await page.route('**/own.css', (route) =>
        route.fulfill({ headers: { 'Access-Control-Allow-Origin': '*', 'Content-Type': 'text/css' }, body: '[part~="title"] { border-top: 7px solid }' }),
      );
      const before = when.startsWith('queued');
      if (before) await page.addInitScript(([name, value]) => (window.OpenLetter ||= []).push({ [name]: value }), [name, value]);
      await open();
      if (name === 'lang') await page.evaluate(() => document.documentElement.removeAttribute('lang'));
      if (!(before && name === 'adapter')) await place({});
      if (!before) {
        await expect(letter.title).toBeVisible();
        await page.evaluate(([name, value]) => window.OpenLetter.configure({ [name]: value }), [name, value]);
      }
      await shows({ page, place, letter });
    });

test('an attribute wins over an option', async ({ page, open, place, letter }) => {
  await open();
  await page.evaluate(() => window.OpenLetter.push({ view: 'count', sign: 'dialog', pageSize: 20 }));
  await place({ view: 'letter', sign: 'inline' });
  await expect(letter.form).toBeVisible();
  await expect(letter.part('dialog')).toHaveCount(0);
});

test('what is called again keeps the rest', async ({ page, open, place, letter }) => {
  await open();
  await page.evaluate(() => {
    window.OpenLetter.configure({ strings: { en: { sign_button: 'Add your name' } } });
    window.OpenLetter.configure({ strings: { en: { submit: 'Done' } }, theme: 'dark' });
  });
  await place({});
  await expect(letter.signButton).toHaveText('Add your name');
  await expect(letter.submit).toHaveText('Done');
});

test('a wrong option is the default, and the console says so once', async ({ page, open, place, letter }) => {
  const warnings = [];
  page.on('console', (message) => message.type() === 'warning' && warnings.push(message.text()));
  await open();
  await page.evaluate(() => window.OpenLetter.configure({ view: 'poster', pageSize: 1000, strings: { en: { submit: 7 } } }));
  await place({});
  await place({});
  await expect(letter.form).toHaveCount(2);
  await expect(letter.submit.first()).toHaveText('Sign');
  expect(warnings).toHaveLength(2);
  for (const warning of warnings) expect(warning).toMatch(/^open-letter: (view|page-size)=/);
});
