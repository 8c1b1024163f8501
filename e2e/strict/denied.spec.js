// Policies that are stricter than what the widget asks for. The children stay, the page goes on,
// and one event says which directive to change.
import { test, expect } from '../support/scenario.js';
import { open, policy } from './policy.js';

/** The same server under another name is another origin. */
const elsewhere = (origin) => origin.replace('127.0.0.1', 'localhost');

/** Each policy: the directives that differ, what the message says, and the page's own values. */
const POLICIES = {
  "no 'wasm-unsafe-eval'": (origin) => [{ 'script-src': origin }, [/script-src/, /'wasm-unsafe-eval'/]],
  'scripts from the loader’s own address alone': (origin) => [
    { 'script-src': `${origin}/embed/1/open-letter.js 'wasm-unsafe-eval'` },
    [/script-src/, /\/embed\/1\/open-letter-[0-9a-f]+\.js/],
  ],
  'no connections': () => [{ 'connect-src': "'none'" }, [/connect-src/, /\/embed\/1\/open-letter-[0-9a-f]+\.wasm/]],
  'no connections, by default': () => [{ 'connect-src': null }, [/connect-src/, /\.wasm/]],
  'no connection to the backend': (origin) => [
    { 'script-src': `${elsewhere(origin)} 'wasm-unsafe-eval'`, 'connect-src': elsewhere(origin), 'style-src': elsewhere(origin) },
    [/connect-src/, /\/v1\/letters\/keep-nhs-code-open/],
    { server: elsewhere(origin) },
  ],
};

for (const [what, of] of Object.entries(POLICIES))
  test(`${what}: the children stay, and the page is told the directive`, async ({ page, host, server, heard, letter }) => {
    const [others, says, query] = of(server.origin);
    await open({ page, host }, { 'Content-Security-Policy': policy(server.origin, others) }, 'page.html', query);
    await expect.poll(heard.codes).toEqual(['csp']);
    const [{ detail, from, bubbles, composed }] = await heard.of('error');
    for (const pattern of says) expect(detail.message).toMatch(pattern);
    expect([from, bubbles, composed]).toEqual(['open-letter', true, true]);
    await expect(page.getByRole('link', { name: 'Read and sign the open letter' })).toBeVisible();
    await expect(letter.title).toHaveCount(0);
    // Nobody comes back to it by itself.
    await page.mouse.move(100, 150);
    await letter.element.hover();
    await page.waitForLoadState('networkidle');
    expect(await heard.codes()).toEqual(['csp']);
  });

test('not even the loader: the children stay', async ({ page, host, server, heard, letter }) => {
  await open({ page, host }, { 'Content-Security-Policy': policy(server.origin, { 'script-src': "'none'" }) });
  await expect(page.getByRole('link', { name: 'Read and sign the open letter' })).toBeVisible();
  expect(await heard.all()).toEqual([]);
  await expect(letter.title).toHaveCount(0);
});

test('no stylesheets: the default one is there all the same, and the page’s own is told', async ({ page, host, server, heard, letter }) => {
  await open({ page, host }, { 'Content-Security-Policy': policy(server.origin, { 'style-src': "'none'" }) });
  await expect(letter.title).toBeVisible();
  const colour = () => letter.submit.evaluate((button) => getComputedStyle(button).backgroundColor);
  const before = await colour();
  expect(before).not.toBe('rgba(0, 0, 0, 0)');
  expect(await heard.codes()).toEqual([]);
  const href = `${server.origin}/embed/1/themes/campaign.css`;
  await letter.element.evaluate((element, href) => (element.stylesheet = href), href);
  await expect.poll(heard.codes).toEqual(['csp']);
  expect((await heard.of('error'))[0].detail.message).toContain('style-src');
  expect((await heard.of('error'))[0].detail.message).toContain(href);
  expect(await colour()).toBe(before);
  await letter.sign();
});

test('a policy that only reports changes nothing, and nothing is told', async ({ page, host, server, heard, letter, counted }) => {
  const rules = policy(server.origin, { 'script-src': "'none'", 'connect-src': "'none'", 'style-src': "'none'", 'img-src': "'none'" });
  await open({ page, host }, { 'Content-Security-Policy-Report-Only': rules });
  await letter.sign();
  expect(await counted()).toBe(237);
  expect(await heard.codes()).toEqual([]);
  // Something that does fail is not put down to the report.
  await page.route('**/gone.css', (route) => route.fulfill({ status: 404 }));
  await letter.element.evaluate((element) => (element.stylesheet = '/gone.css'));
  await expect.poll(heard.codes).toEqual(['network']);
  expect((await heard.of('error'))[0].detail.message).toContain('404');
});
