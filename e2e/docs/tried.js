// The test of every document: its pages stand on an origin of their own, and the addresses in them
// are those of the scenario's server.
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { test as base, expect } from '../support/scenario.js';
import { program } from '../support/server.js';
import { serve } from '../studio/pages.js';
import { headersIn, pagesOf } from './blocks.js';

export { expect };

/** The letter as the first page of docs/embed.md has it. */
export const PAIR = pagesOf('embed').pair.html;

export const test = base.extend({
  /** Puts the scenario's server in the place of the documents' own, and its version in that of theirs. */
  local: async ({ server, request }, use) => {
    const { version, integrity } = await (await request.get(`${server.origin}/embed/1/release.json`)).json();
    await use((text) =>
      text
        .replaceAll('https://letters.example/', `${server.origin}/`)
        .replaceAll('https://letters.example', server.origin)
        .replaceAll('/embed/1.2.3/', `/embed/${version}/`)
        .replaceAll('sha384-…', integrity['open-letter.js']));
  },

  /** Opens a page of blocks, with the widget's script where they have none and it is wanted; `others`
   * are further pages beside it, by their paths. */
  show: async ({ page, local, heard }, use) => {
    const places = [];
    await page.addInitScript(() => {
      window.violations = [];
      document.addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI }) =>
        window.violations.push(`${effectiveDirective}: ${blockedURI}`));
    });
    await use(async ({ html = PAIR, css, js, http, script = true }, others = {}) => {
      const loader = !script || /<script|<iframe/.test(html) || !/open-letter/.test(html + js) ? '' : PAIR.split('\n')[0];
      const around = (inside) => `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <title>A page of the documents</title>
    ${css ? '<link rel="stylesheet" href="/page.css">' : ''}
    ${loader}
  </head>
  <body>
    ${inside}
    ${js ? '<script src="/page.js"></script>' : ''}
  </body>
</html>`;
      const type = (name, body) => ({ headers: { 'Content-Type': `text/${name}; charset=utf-8` }, body: local(body ?? '') });
      const place = await serve(({ pathname }) => {
        if (pathname === '/page.css') return type('css', css);
        if (pathname === '/page.js') return type('javascript', js);
        if (pathname in others) return type('html', around(others[pathname]));
        if (pathname !== '/') return { status: 404, body: '' };
        const answer = type('html', around(html));
        return { ...answer, headers: { ...answer.headers, ...(http && headersIn(local(http))) } };
      });
      places.push(place);
      await page.goto(`${place.origin}/`);
      return place;
    });
    for (const place of places) await place.stop();
  },

  /** Runs a command of the program, and gives what it has written. */
  run: async ({ local }, use) => {
    const folder = await mkdtemp(join(tmpdir(), 'open-letter-docs-'));
    await use(async (text) => {
      const [name, ...args] = local(text).trim().split(/\s+/);
      expect(name).toBe('open-letter-server');
      const { stdout } = await promisify(execFile)(program, args, { cwd: folder });
      const at = args.indexOf('--output');
      return at < 0 ? stdout : readFile(join(folder, args[at + 1]), 'utf8');
    });
    await rm(folder, { recursive: true, force: true });
  },

  /** What the page's policy has forbidden, each once. The browser asks for a page's icon by itself. */
  violations: async ({ page }, use) =>
    use(async () => [...new Set(await page.evaluate(() => window.violations))].filter((text) => !text.endsWith('/favicon.ico'))),
});

/** Tries each page of a document as its name says. A name that is on one side alone fails. */
export function tryAll(name, tries) {
  const pages = pagesOf(name);
  test(`every block is tried: ${name}`, () => expect(Object.keys(pages).sort()).toEqual(Object.keys(tries).sort()));
  for (const [tried, blocks] of Object.entries(pages))
    test(`${name}: ${tried}`, async ({ page, server, letter, heard, show, run, local, counted, violations, request }) => {
      await tries[tried]?.({ blocks, page, server, letter, heard, show, run, local, counted, violations, request });
    });
}

/** Waits until a letter's frame is as high as what is in it. */
export const expectWhole = (page) =>
  expect
    .poll(async () => {
      const needed = await page.frameLocator('iframe').locator('body').evaluate((body) => Math.ceil(body.getBoundingClientRect().height));
      return needed > 800 && needed - (await page.locator('iframe').evaluate((frame) => frame.clientHeight));
    })
    .toBe(0);

/** The size of a part's words. */
export const size = (part) => part.first().evaluate((element) => parseFloat(getComputedStyle(element).fontSize));
