import { test, expect } from './engine.js';
import { part } from './letter.js';

// The default accent.
const LIGHT = 'rgb(29, 82, 136)';
const DARK = 'rgb(156, 199, 245)';

/** Puts a class on the page's root, as a switch of its own would. */
const wear = (tab, name) => tab.evaluate((name) => void (document.documentElement.className = name), name);

test('custom properties of the page colour the letter', async ({ tab, host, letter }) => {
  await tab.goto(host.page('engines/pages'));
  await letter.counts(236);
  const accent = () => letter.style(part('submit'), 'background-color');
  const text = () => letter.style(part('paragraph'), 'color');
  const before = [await accent(), await text()];
  await wear(tab, 'themed');
  await expect.poll(async () => [await accent(), await text()]).toEqual(['rgb(102, 51, 153)', 'rgb(51, 34, 17)']);
  await wear(tab, '');
  await expect.poll(async () => [await accent(), await text()]).toEqual(before);
});

test("the letter follows the page's own switch between light and dark", async ({ tab, host, letter }) => {
  await tab.goto(host.page('engines/pages'));
  await letter.counts(236);
  const accent = () => letter.style(part('submit'), 'background-color');
  await expect.poll(accent).toBe(LIGHT);
  await wear(tab, 'dark');
  await expect.poll(accent).toBe(DARK);
});

test('a rule of the page for a part is stronger than the default', async ({ tab, host, letter }) => {
  await tab.goto(host.page('engines/pages'));
  await letter.counts(236);
  const title = () => letter.style(part('title'), 'color');
  expect(await title()).not.toBe('rgb(0, 85, 51)');
  await wear(tab, 'parts');
  await expect.poll(title).toBe('rgb(0, 85, 51)');
});

test('an attribute holds the letter light or dark, whatever the page does', async ({ tab, host, letter }) => {
  await tab.goto(host.page('engines/pages'));
  await letter.counts(236);
  const accent = () => letter.style(part('submit'), 'background-color');
  const hold = (theme) => tab.evaluate((theme) => document.querySelector('open-letter').setAttribute('theme', theme), theme);
  await hold('dark');
  await expect.poll(accent).toBe(DARK);
  await hold('light');
  await wear(tab, 'dark');
  await expect.poll(accent).toBe(LIGHT);
});

test('a stylesheet is laid over the default one and taken off again; one that is missing changes nothing', async ({ tab, host, letter }) => {
  await tab.goto(host.page('engines/pages'));
  await letter.counts(236);
  const look = async () => [await letter.style(part('submit'), 'background-color'), await letter.style(part('title'), 'color')];
  const lay = (href) => tab.evaluate((href) => void (document.querySelector('open-letter').stylesheet = href), href);
  const plain = await look();
  await lay('over.css');
  await expect.poll(look).toEqual(['rgb(178, 34, 34)', 'rgb(75, 0, 130)']);
  await lay(null);
  await expect.poll(look).toEqual(plain);
  await lay('missing.css');
  await expect.poll(letter.codes).toHaveLength(1);
  expect(await look()).toEqual(plain);
  await letter.counts(236);
});

test('the themes that come with it are worn, in light and in dark', async ({ tab, host, server, letter }) => {
  await tab.goto(host.page('engines/pages'));
  await letter.counts(236);
  const look = async () => [await letter.style(part('submit'), 'background-color'), await letter.style(part('title'), 'font-size')].join(' ');
  const text = () => letter.style(part('paragraph'), 'color');
  const seen = [await look()];
  for (const theme of ['civic', 'literary', 'campaign']) {
    const href = `${server.origin}/embed/1/themes/${theme}.css`;
    await tab.evaluate((href) => void (document.querySelector('open-letter').stylesheet = href), href);
    await expect.poll(async () => seen.includes(await look())).toBe(false);
    seen.push(await look());
    const light = await text();
    await wear(tab, 'dark');
    await expect.poll(text).not.toBe(light);
    await wear(tab, '');
    await expect.poll(text).toBe(light);
  }
  expect(await letter.codes()).toEqual([]);
});
