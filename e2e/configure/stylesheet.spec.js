// Stylesheets that come late, or in another order than they were asked for.
import { test, expect } from '../support/scenario.js';

const css = (width) => ({ headers: { 'Access-Control-Allow-Origin': '*', 'Content-Type': 'text/css' }, body: `[part~="title"] { border-top: ${width}px solid }` });

/** The widths that sheets give the title's border, each by its address; some come when they are told to. */
async function serve(page) {
  const late = {};
  await page.route('**/late-*.css', async (route) => {
    const name = new URL(route.request().url()).pathname.slice(1);
    await new Promise((resolve) => (late[name] = resolve));
    await route.fulfill(css(name.match(/\d+/)[0])).catch(() => {});
  });
  await page.route('**/at-once-*.css', (route) => route.fulfill(css(new URL(route.request().url()).pathname.match(/\d+/)[0])));
  return { come: (name) => expect.poll(() => !!late[name]).toBe(true).then(() => late[name]()) };
}

const border = (letter) => letter.title.evaluate((title) => getComputedStyle(title).borderTopWidth);
const links = (letter) =>
  letter.element.evaluate((element) => [...element.shadowRoot.querySelectorAll('link')].map(({ href }) => new URL(href).pathname));
const set = (letter, value) => letter.element.evaluate((element, value) => (element.stylesheet = value), value);

test.beforeEach(async ({ page, host, letter, heard }) => {
  await page.goto(host.page('views', { view: 'letter', sign: 'inline' }));
  await expect(letter.title).toBeVisible();
  expect(await heard.codes()).toEqual([]);
});

test('the one before stays until the next has come', async ({ page, letter, heard }) => {
  const { come } = await serve(page);
  await set(letter, '/at-once-7.css');
  await expect.poll(() => border(letter)).toBe('7px');
  await set(letter, '/late-3.css');
  expect(await border(letter)).toBe('7px');
  await come('late-3.css');
  await expect.poll(() => border(letter)).toBe('3px');
  expect(await links(letter)).toEqual(['/late-3.css']);
  expect(await heard.codes()).toEqual([]);
});

test('there and back again before it has come: only the last is worn', async ({ page, letter, heard }) => {
  const { come } = await serve(page);
  await set(letter, '/at-once-7.css');
  await expect.poll(() => border(letter)).toBe('7px');
  await set(letter, '/late-3.css');
  await set(letter, '/at-once-7.css');
  await expect.poll(() => links(letter)).toEqual(['/at-once-7.css']);
  await come('late-3.css');
  await set(letter, '/late-4.css');
  await set(letter, '/at-once-5.css');
  await expect.poll(() => border(letter)).toBe('5px');
  await expect.poll(() => links(letter)).toEqual(['/at-once-5.css']);
  await set(letter, '/late-6.css');
  await set(letter, null);
  await expect.poll(() => links(letter)).toEqual([]);
  expect(await border(letter)).toBe('0px');
  expect(await heard.codes()).toEqual([]);
});

test('one that never comes does not keep the letter from being moved, removed and put back', async ({ page, letter, server, heard }) => {
  const { come } = await serve(page);
  await page.evaluate(async (src) => {
    const element = document.createElement('open-letter');
    for (const [name, value] of Object.entries({ src, stylesheet: '/late-3.css', loading: 'eager' })) element.setAttribute(name, value);
    document.querySelector('open-letter').replaceWith(element);
    await new Promise((resolve) => element.addEventListener('open-letter-ready', resolve));
    element.remove();
    await new Promise((resolve) => setTimeout(resolve));
    const other = document.createElement('open-letter');
    Object.assign(other, { src, loading: 'eager' });
    document.querySelector('main').append(other);
  }, server.letter);
  await expect(letter.title).toBeVisible();
  await come('late-3.css');
  await letter.sign();
  expect(await links(letter)).toEqual([]);
  expect(await heard.codes()).toEqual([]);
});
