// Pages that let nothing in that does not say it may, and frames that belong to nobody.
import { test, expect } from '../support/scenario.js';
import { letterOn } from '../support/letter.js';
import { open, policy, violations } from './policy.js';

const ISOLATED = { 'Cross-Origin-Embedder-Policy': 'require-corp', 'Cross-Origin-Opener-Policy': 'same-origin' };

test('an isolated page: every file of the widget may come in', async ({ page, host, server, letter, heard, counted }) => {
  const failed = [];
  page.on('requestfailed', (request) => failed.push(`${request.url()} ${request.failure().errorText}`));
  const asked = [];
  page.on('request', (request) => asked.push(new URL(request.url()).pathname));
  await open({ page, host }, { ...ISOLATED, 'Content-Security-Policy': policy(server.origin) });
  expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
  await expect(letter.title).toBeVisible();
  await letter.element.evaluate((element, href) => Object.assign(element, { lang: 'ar', stylesheet: href }), `${server.origin}/embed/1/themes/civic.css`);
  await expect(letter.count).toHaveText('٢٣٦ توقيعًا حتى الآن');
  await letter.sign();
  expect(await counted()).toBe(237);
  // A backend that answers; where one request fails, the widget breaks the other off.
  for (const [path, json] of [
    ['**/v1/letters/letters/*', { id: 'keep-nhs-code-open', title: 'Elsewhere', body: 'Words.' }],
    ['**/v1/letters/signatures?*', { data: [], items: 0, pages: 1 }],
  ])
    await page.route(path, (route) => route.fulfill({ headers: { 'Access-Control-Allow-Origin': '*' }, json }));
  await page.evaluate((src) => {
    const element = document.createElement('open-letter');
    for (const [name, value] of Object.entries({ src, adapter: 'json-server-1', loading: 'eager' })) element.setAttribute(name, value);
    document.body.append(element);
  }, `${server.origin}/v1/letters/keep-nhs-code-open`);
  await expect.poll(() => asked.filter((path) => /adapter-[0-9a-f]+\.(js|wasm)$|adapters\/json-server-1\.json$/.test(path)).length).toBe(3);
  await page.waitForLoadState('networkidle');
  expect(asked.filter((path) => /locales\/ar-|civic\.css/.test(path))).toHaveLength(2);
  expect(failed.filter((text) => !text.includes('favicon'))).toEqual([]);
  expect(await violations(page)).toEqual([]);
});

test('a sandboxed frame, whose origin is none: it reads and signs', async ({ page, host, server, counted }) => {
  host.headers['/strict/page.html'] = { 'Content-Security-Policy': policy(server.origin) };
  await page.goto(host.page('strict', {}, 'frame.html'));
  const frame = page.frameLocator('iframe');
  const letter = letterOn(frame);
  await expect(letter.count).toHaveText('236 signatures so far');
  expect(await page.frames()[1].evaluate(() => origin)).toBe('null');
  await letter.more.click();
  await expect(letter.rows).toHaveCount(100);
  await letter.sign();
  await expect(letter.count).toHaveText('237 signatures so far');
  expect(await counted()).toBe(237);
});

for (const [what, rules] of [
  ['no images', { 'img-src': "'none'" }],
  ['images from its origin', {}],
])
  test(`${what}: what a picture shows is there to be read`, async ({ page, host, server, letter, heard }) => {
    const pixel = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');
    let asked = 0;
    await page.route('**/spoon.png', (route) => {
      asked += 1;
      return route.fulfill({ headers: { 'Content-Type': 'image/png' }, body: pixel });
    });
    await page.route('**/v1/letters/*', async (route) => {
      const json = await (await route.fetch({ maxRetries: 3 })).json();
      json.body.unshift({ type: 'image', src: `${server.origin}/spoon.png`, alt: 'A spoon in a cup' });
      await route.fulfill({ headers: { 'Access-Control-Allow-Origin': '*' }, json });
    });
    await open({ page, host }, { 'Content-Security-Policy': policy(server.origin, rules) });
    const image = letter.part('image');
    await expect(image).toBeVisible();
    await expect(page.getByRole('img', { name: 'A spoon in a cup' })).toBeVisible();
    // A picture that is not there leaves room for its words.
    const { width, height } = await image.boundingBox();
    if (rules['img-src']) expect([width > 80, height > 12]).toEqual([true, true]);
    expect(asked).toBe(rules['img-src'] ? 0 : 1);
    expect(await heard.codes()).toEqual([]);
    const told = new Set((await violations(page)).map(({ effectiveDirective }) => effectiveDirective));
    expect([...told]).toEqual(rules['img-src'] ? ['img-src'] : []);
  });
