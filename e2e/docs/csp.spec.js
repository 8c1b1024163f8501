// The policies of docs/csp.md: under each, the letter does what the text says.
import { VISITOR, letterOn } from '../support/letter.js';
import { pagesOf } from './blocks.js';
import { PAIR, expect, expectWhole, size, test, tryAll } from './tried.js';

/** Reads and signs, and nothing is forbidden. */
async function works({ blocks, show, letter, heard, counted, violations }, allowed = []) {
  await show(blocks);
  await expect(letter.count).toHaveText('236 signatures so far');
  expect(await size(letter.title)).toBeGreaterThan((await size(letter.part('paragraph'))) * 1.3);
  await letter.more.click();
  await expect(letter.rows).toHaveCount(100);
  await letter.sign();
  await expect(letter.count).toHaveText('237 signatures so far');
  expect(await counted()).toBe(237);
  expect(await heard.codes()).toEqual([]);
  expect(await violations()).toEqual(allowed);
}

const link = (page) => page.getByRole('link', { name: 'Read and sign the open letter' });

tryAll('csp', {
  least: (given) => works(given),
  nonce: (given) => works(given),
  'strict-dynamic': (given) => works(given),
  'trusted-types': (given) => works(given),
  async 'no-images'(given) {
    const { page, server } = given;
    const src = `${server.origin}/kettle.png`;
    await page.route(server.letter, async (route) => {
      const response = await route.fetch({ maxRetries: 3 });
      const whole = await response.json();
      await route.fulfill({ response, json: { ...whole, body: [{ type: 'image', src, alt: 'A kettle, steaming' }, ...whole.body] } });
    });
    await works(given, [`img-src: ${src}`]);
    await expect(page.getByRole('img', { name: 'A kettle, steaming' })).toBeVisible();
  },
  async coep(given) {
    const { page, show, blocks } = given;
    await works(given);
    expect(await page.evaluate(() => window.crossOriginIsolated)).toBe(true);
    await show({ ...blocks, html: pagesOf('csp').frame.html });
    await expect.poll(() => page.frames()[1]?.url()).toMatch(/^chrome-error:/);
  },
  async sandbox({ blocks, show, page, counted }) {
    await show(blocks, { '/article': PAIR });
    const letter = letterOn(page.frameLocator('iframe'));
    await expect(letter.title).toBeVisible();
    expect(await page.frames()[1].evaluate(() => self.origin)).toBe('null');
    await letter.sign();
    expect(await counted()).toBe(237);
    await show({ http: 'Content-Security-Policy: sandbox allow-scripts allow-forms' });
    const other = letterOn(page);
    await other.sign({ ...VISITOR, email: 'perpetua.inkwell@example.org' });
    expect(await counted()).toBe(238);
  },
  async 'no-wasm'({ blocks, show, page, letter, heard }) {
    await show(blocks);
    await expect.poll(() => heard.codes()).toEqual(['csp']);
    const [{ detail }] = await heard.of('error');
    expect(detail.message).toBe("Content-Security-Policy: script-src does not allow 'wasm-unsafe-eval'.");
    await expect(link(page)).toBeVisible();
    await expect(letter.title).toHaveCount(0);
  },
  async frame({ blocks, show, page, violations }) {
    await show(blocks);
    await expectWhole(page);
    expect(await violations()).toEqual([]);
  },
  async rendered({ blocks, show, run, page, letter, server, counted, violations }) {
    const html = await run(`open-letter-server render --src ${server.letter}`);
    await show({ ...blocks, html, script: false });
    await expect(letter.title).toBeVisible();
    expect(await size(letter.title)).toBeGreaterThan((await size(letter.part('paragraph'))) * 1.3);
    expect(await violations()).toEqual([]);
    for (const [name, value] of Object.entries(VISITOR)) await letter.field(name).fill(value);
    await letter.element.locator('input[name="consent"]').check();
    await letter.submit.click();
    await expect(page).toHaveURL(`${server.hosted}/received?lang=en`);
    expect(await counted()).toBe(237);
  },
});

const { http } = pagesOf('csp').least;
const elsewhere = (server) => server.origin.replace('127.0.0.1', 'localhost');

/** What each directive's lack leads to, as the table below the policies has it. */
const LACKING = {
  "the files' origin in `script-src`": async ({ show, page, heard, violations }) => {
    await show({ http: http.replace('script-src https://letters.example ', 'script-src ') });
    await expect.poll(violations).toEqual([expect.stringMatching(/^script-src-elem: /)]);
    await expect(link(page)).toBeVisible();
    expect(await heard.all()).toEqual([]);
  },
  "`'wasm-unsafe-eval'`": async ({ show, page, heard }) => {
    await show({ http: http.replace(" 'wasm-unsafe-eval'", '') });
    await expect.poll(() => heard.codes()).toEqual(['csp']);
    await expect(link(page)).toBeVisible();
  },
  "the files' origin in `connect-src`": async ({ show, page, heard }) => {
    await show({ http: http.replace('connect-src https://letters.example', "connect-src 'none'") });
    await expect.poll(() => heard.codes()).toEqual(['csp']);
    expect((await heard.of('error'))[0].detail.message).toContain('connect-src does not allow');
    await expect(link(page)).toBeVisible();
  },
  "the backend's origin in `connect-src`": async ({ show, letter, server, heard }) => {
    await show({ http, html: PAIR.replace('https://letters.example/v1', `${elsewhere(server)}/v1`) });
    await expect.poll(() => heard.codes()).toEqual(['csp']);
    expect((await heard.of('error'))[0].detail.message).toContain('connect-src does not allow');
    await expect(letter.part('notice')).toContainText('The letter could not be loaded.');
    await expect(letter.part('retry')).toBeVisible();
  },
  'the origin of a `stylesheet` in `style-src`': async ({ show, letter, server, heard }) => {
    await show({ http, html: PAIR.replace('<open-letter ', `<open-letter stylesheet="${elsewhere(server)}/embed/1/themes/civic.css" `) });
    await expect.poll(() => heard.codes()).toEqual(['csp']);
    expect((await heard.of('error'))[0].detail.message).toContain('style-src');
    await expect(letter.title).toBeVisible();
    expect(await size(letter.title)).toBeGreaterThan((await size(letter.part('paragraph'))) * 1.3);
  },
};

for (const [missing, what] of Object.entries(LACKING))
  test(`without ${missing}`, ({ show, page, letter, server, heard, violations }) =>
    what({ show, page, letter, server, heard, violations }));
