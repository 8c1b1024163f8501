import { test, expect } from './engine.js';
import { field, part } from './letter.js';

const ROWS = 50;

test('it reads, with the right count and the first names', async ({ tab, host, letter, server }) => {
  await tab.goto(host.page('engines/pages'));
  await letter.counts(236);
  const { title } = await (await fetch(server.letter)).json();
  expect(await letter.texts(part('title'))).toEqual([title]);
  expect((await letter.texts(part('paragraph'))).length).toBeGreaterThan(3);
  expect(await letter.texts(part('signatory'))).toHaveLength(ROWS);
  await letter.see('.fallback', false);
  await tab.click(part('more'));
  await expect.poll(async () => (await letter.texts(part('signatory'))).length).toBe(2 * ROWS);
  expect(await letter.codes()).toEqual([]);
});

test('it follows the language of the page, in its direction', async ({ tab, host, letter }) => {
  await tab.goto(host.page('engines/pages'));
  await letter.counts(236);
  await tab.evaluate(() => void (document.documentElement.lang = 'ar'));
  await expect.poll(() => letter.texts(part('count'))).toEqual(['٢٣٦ توقيعًا حتى الآن']);
  expect(await letter.style(part('form'), 'direction')).toBe('rtl');
});

test('moved, it keeps what was typed; taken away and put back, it reads anew', async ({ tab, host, letter }) => {
  await tab.goto(host.page('engines/pages'));
  await letter.counts(236);
  await tab.type(field('name'), 'Quillon Featherbottom');
  await tab.evaluate(() => document.querySelector('aside').append(document.querySelector('open-letter')));
  const typed = () => tab.evaluate((selector) => deep(selector).map((element) => element.value), field('name'));
  expect(await typed()).toEqual(['Quillon Featherbottom']);

  for (let round = 0; round < 5; round += 1) {
    await tab.evaluate(() => {
      window.away = document.querySelector('open-letter');
      window.away.remove();
    });
    await expect.poll(() => tab.evaluate(() => !window.away.shadowRoot.querySelector('[part~="letter"]'))).toBe(true);
    await tab.evaluate(() => document.querySelector('main').append(window.away));
    await letter.counts(236);
  }
  expect(await typed()).toEqual(['']);
  expect(await letter.codes()).toEqual([]);
});
