// Every snippet of the reference page does what the page says, as it stands there.
import { readFileSync } from 'node:fs';
import { test as base, expect } from '../support/scenario.js';
import { LETTER_ID } from '../support/server.js';

const text = readFileSync(new URL('../../docs/reference.md', import.meta.url), 'utf8');
const snippets = (language) => [...text.matchAll(/^```(\w+)\n(.*?)\n```$/gms)].filter(([, of]) => of === language).map(([, , code]) => code);
const [tag, , ...rest] = snippets('html');
const loader = tag.split('\n')[0];

const test = base.extend({
  /** Answers of the server in place of the examples' own, as a scenario changes them. */
  change: async ({}, use) => use({ answer: undefined }),

  /** Opens a page of this HTML, where the addresses of the examples lead to the server. */
  show: async ({ page, server, heard, change }, use) => {
    let body;
    await page.route('https://letters.example.org/**', async (route) => {
      const { pathname, search } = new URL(route.request().url());
      const path = pathname.replace('keep-the-library-open', LETTER_ID);
      // A connection that was kept open may be closed just when it is used again.
      const response = await route.fetch({ url: server.origin + path + search, maxRetries: 3 });
      const other = change.answer && (await change.answer(path, response));
      await route.fulfill({ response, ...other });
    });
    await page.route('https://blog.example.org/', (route) => route.fulfill({ contentType: 'text/html', body }));
    await use(async (html) => {
      change.answer = undefined;
      body = `<!doctype html><html lang="en"><meta charset="utf-8"><title>A blog</title><link rel="icon" href="data:,"><body>${html}`;
      await page.goto('https://blog.example.org/');
    });
  },
});

/** What each snippet of HTML shows, in the page's order. */
const SHOWN = [
  ({ letter }) => expect(letter.part('body')).toBeVisible(),
  async ({ page, letter }) => {
    await expect(letter.title).toBeVisible();
    await expect(letter.part('body')).toHaveCount(0);
    expect(await page.evaluate(() => document.querySelector('open-letter').pageSize)).toBe('20');
  },
  async ({ letter }) => {
    await expect(letter.part('dialog')).toHaveCount(1);
    await expect(letter.part('body')).toHaveCount(0);
    expect(await letter.title.evaluate((title) => getComputedStyle(title).colorScheme)).toBe('dark');
  },
  async ({ page, letter }) => {
    for (const words of ['The council votes', 'Printed copies', 'Questions?']) await expect(page.getByText(words)).toBeVisible();
    await letter.sign();
    await expect(page.getByText('Now bring a neighbour.')).toBeVisible();
  },
];

test('HTML', async ({ page, show, letter, heard }) => {
  expect(SHOWN).toHaveLength(rest.length + 2);
  for (const [at, snippet] of snippets('html').entries()) {
    await show(snippet.includes('<script') ? snippet : loader + snippet);
    await expect(letter.count, snippet).toBeVisible();
    await SHOWN[at]({ page, letter });
    expect(await heard.codes()).toEqual([]);
  }
});

const css = (locator, name, pseudo) => locator.evaluate((node, [name, pseudo]) => getComputedStyle(node, pseudo)[name], [name, pseudo]);

/** What each snippet of CSS changes. */
const STYLED = [
  async ({ letter }) => {
    expect(await css(letter.title, 'fontSize')).toBe('32px');
    expect(await css(letter.part('callout'), 'borderInlineStartStyle')).toBe('double');
    await letter.signButton.hover();
    expect(await css(letter.signButton, 'textDecorationLine')).toBe('underline');
  },
  async ({ letter }) => {
    expect(await css(letter.signButton, 'backgroundColor')).toBe('rgb(122, 31, 92)');
    expect(await css(letter.signButton, 'borderTopLeftRadius')).toBe('0px');
    expect(await css(letter.title, 'fontFamily')).toBe('Georgia, serif');
  },
  async ({ page, letter, change }) => {
    await page.evaluate(() => document.body.append(Object.assign(document.createElement('p'), { className: 'please-sign', textContent: 'Please sign.' })));
    await expect(page.getByText('Please sign.')).toBeVisible();
    await letter.sign();
    await expect(page.getByText('Please sign.')).toBeHidden();
    const size = Number.parseFloat(await css(letter.count, 'fontSize'));
    change.answer = async (path, response) => path.endsWith(LETTER_ID) && { json: { ...(await response.json()), status: 'closed' } };
    await letter.element.evaluate((element) => element.refresh());
    await expect.poll(async () => Number.parseFloat(await css(letter.count, 'fontSize'))).toBeGreaterThan(size);
  },
];

test('CSS', async ({ page, show, letter, change }) => {
  expect(STYLED).toHaveLength(snippets('css').length);
  for (const [at, snippet] of snippets('css').entries()) {
    await show(`<style>${snippet}</style>${tag}`);
    await expect(letter.title).toBeVisible();
    const rules = await page.evaluate(() => [...document.styleSheets[0].cssRules].map(({ cssText }) => cssText));
    expect(rules).toHaveLength(snippet.match(/\{/g).length);
    await STYLED[at]({ page, letter, change });
  }
});

/** What each snippet of JavaScript does: with the letter on the page, or before its script. */
const DONE = [
  async ({ page, letter, run, lines }) => {
    await run();
    await expect(letter.part('body')).toBeVisible();
    expect(await page.evaluate(() => document.querySelector('open-letter').view)).toBe(null);
    expect(lines.join('\n')).toMatch(/^open 236 \S/);
  },
  async ({ letter, run, lines }) => {
    await run();
    await expect.poll(() => lines).toEqual(['invalid', 'name Enter your name.']);
    await expect(letter.summary).toBeVisible();
  },
  async ({ letter, run, lines, change }) => {
    change.answer = (path) => path.endsWith('/signatures') && { json: { receipt: '0'.repeat(32), status: 'pending_confirmation' } };
    await run();
    await letter.signAndWait();
    await expect.poll(() => lines).toContain('Somebody has signed, and has a mail to open.');
    change.answer = (path) => path.endsWith(LETTER_ID) && { body: 'no JSON' };
    await letter.element.evaluate((element) => element.refresh());
    await expect.poll(() => lines.join('\n')).toContain('not_json');
  },
  async ({ letter, run }) => {
    await run();
    await expect(letter.signButton).toHaveText('Add your name');
    await expect(letter.count).toHaveText(/^\d+ neighbours so far$/);
  },
];

test('JavaScript', async ({ page, show, letter, change }) => {
  expect(DONE).toHaveLength(snippets('js').length);
  for (const [at, content] of snippets('js').entries()) {
    await show(tag);
    await expect(letter.title).toBeVisible();
    const lines = [];
    const print = (message) => lines.push(message.text());
    page.on('console', print);
    await DONE[at]({ page, letter, lines, change, run: () => page.addScriptTag({ type: 'module', content }) });
    page.off('console', print);
  }
});

test('what waits in the array is taken when the script arrives', async ({ show, letter }) => {
  const snippet = snippets('js').find((snippet) => snippet.includes('.push('));
  await show(`<script>${snippet}</script>${tag}`);
  await expect(letter.signButton).toHaveText('Add your name');
  await expect(letter.count).toHaveText(/^\d+ neighbours so far$/);
});

test('its links lead somewhere', () => {
  const headings = [...text.matchAll(/^## (.*)$/gm)].map(([, words]) => words.toLowerCase().replaceAll(' ', '-'));
  for (const [, to] of text.matchAll(/\]\(#([^)]*)\)/g)) expect(headings).toContain(to);
  for (const [, to] of text.matchAll(/\]\(([^)#:]+)\)/g)) expect(readFileSync(new URL(`../../docs/${to}`, import.meta.url)).length).toBeGreaterThan(0);
});
