import { test, expect } from '../support/scenario.js';

test.beforeEach(async ({ page, heard }) => {
  await page.addInitScript(() => {
    window.shifts = [];
    new PerformanceObserver((list) => window.shifts.push(...list.getEntries().map(({ value }) => value))).observe({
      type: 'layout-shift',
      buffered: true,
    });
  });
});

/** Opens the page, and tells what it asked the server for, without the origin. */
async function open(page, host, server) {
  const asked = [];
  page.on('request', (request) => {
    const url = new URL(request.url());
    if (url.origin === server.origin) asked.push(url.pathname);
  });
  await page.goto(host.page('lazy'), { waitUntil: 'networkidle' });
  await page.evaluate(() => new Promise((resolve) => requestIdleCallback(resolve)));
  await page.evaluate(() => customElements.whenDefined('open-letter'));
  return asked;
}

const kinds = (asked) =>
  asked
    .map((path) =>
      path
        .replace(/^\/embed\/1\/open-letter-[0-9a-f]+\.(js|wasm)$/, 'the $1')
        .replace('/embed/1/open-letter.js', 'the loader')
        .replace('/v1/letters/keep-nhs-code-open', 'the letter'),
    )
    .sort();

const EVERYTHING = ['the js', 'the letter', 'the loader', 'the wasm'];

/** Two frames, so that a shift of the last change has been told. */
const settled = (page) =>
  page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));

test('far below the fold it costs the loader; scrolled near, the rest, and nothing shifts', async ({ page, host, server, letter, heard }) => {
  const asked = await open(page, host, server);
  expect(kinds(asked)).toEqual(['the loader']);

  // Near, and not yet in sight.
  await page.evaluate(() => scrollTo(0, document.querySelector('open-letter').offsetTop - innerHeight * 1.5));
  await expect.poll(async () => (await heard.of('ready')).length).toBe(1);
  await expect(letter.rows).toHaveCount(50);
  await page.mouse.move(500, 300);
  for (let turn = 0; turn < 30; turn += 1) {
    await page.mouse.wheel(0, 200);
    await settled(page);
  }
  await letter.signButton.scrollIntoViewIfNeeded();
  await letter.rows.last().scrollIntoViewIfNeeded();
  await page.waitForLoadState('networkidle');
  await settled(page);
  expect(kinds(asked)).toEqual(EVERYTHING);
  expect(await page.evaluate(() => window.shifts)).toEqual([]);
});

test('jumped to before it is there, it begins where the reader looks, and shifts nothing', async ({ page, host, server, letter, heard }) => {
  await open(page, host, server);
  await page.evaluate(() => document.querySelector('open-letter').scrollIntoView());
  await expect.poll(async () => (await heard.of('ready')).length).toBe(1);
  await expect(letter.rows).toHaveCount(50);
  await settled(page);
  const top = await page.evaluate(() => document.querySelector('open-letter').getBoundingClientRect().top);
  expect(Math.abs(top)).toBeLessThan(2);
  expect(await page.evaluate(() => window.shifts)).toEqual([]);
});

test('the place that is held for it is given back where it does not come', async ({ page, host, server, heard }) => {
  await page.route(`${server.origin}/**/*.wasm`, (route) => route.abort());
  await open(page, host, server);
  const height = () => page.evaluate(() => document.querySelector('open-letter').offsetHeight);
  expect(await height()).toBeGreaterThanOrEqual(await page.evaluate(() => innerHeight));
  await page.evaluate(() => document.querySelector('open-letter').scrollIntoView());
  await expect.poll(async () => (await heard.of('error')).length).toBe(1);
  await expect.poll(height).toBeLessThan(100);
});

test('what could not be loaded is loaded when the page asks again', async ({ page, host, server, letter, heard }) => {
  await page.route(`${server.origin}/**/*.wasm`, (route) => route.abort());
  await open(page, host, server);
  await page.evaluate(() => document.querySelector('open-letter').scrollIntoView());
  await expect.poll(async () => (await heard.of('error')).length).toBe(1);
  await page.unroute(`${server.origin}/**/*.wasm`);
  await page.evaluate(() => document.querySelector('open-letter').refresh());
  await expect.poll(async () => (await heard.of('ready')).length).toBe(1);
  await expect(letter.rows).toHaveCount(50);
});

for (const [what, act] of [
  ['the focus', (link) => link.evaluate((element) => element.focus({ preventScroll: true }))],
  ['the pointer', (link) => link.dispatchEvent('pointerover')],
])
  test(`${what} on the link that stands in for it starts it`, async ({ page, host, server, heard }) => {
    const asked = await open(page, host, server);
    expect(kinds(asked)).toEqual(['the loader']);
    await act(page.locator('open-letter a'));
    await expect.poll(async () => (await heard.of('ready')).length).toBe(1);
    expect(kinds(asked)).toEqual(EVERYTHING);
    expect(await page.evaluate(() => window.shifts)).toEqual([]);
  });

test('eager, it does not wait', async ({ page, host, heard }) => {
  await page.goto(host.page('lazy', { loading: 'eager' }));
  await expect.poll(async () => (await heard.of('ready')).length).toBe(1);
  expect(await page.evaluate(() => scrollY)).toBe(0);
});
