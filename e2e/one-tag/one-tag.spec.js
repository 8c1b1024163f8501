import { test, expect } from '../support/scenario.js';
import { letterOn } from '../support/letter.js';

/** The ids and names of what stands in the body, in its order. */
const order = (page) =>
  page.evaluate(() => [...document.body.children].map(({ id, localName }) => id || localName));

test('the letter stands where its tag stands, with what the tag says', async ({ page, host, letter }) => {
  await page.goto(host.page('one-tag'));
  await expect(letter.title).toBeVisible();
  expect(await order(page)).toEqual(['before', 'script', 'open-letter', 'a', 'after']);
  const next = page.waitForRequest('**/signatures?*');
  await letter.more.click();
  expect(new URL((await next).url()).searchParams.get('limit')).toBe('20');
  await expect(letter.rows).toHaveCount(70);
});

test('a module does not know its own script, and it works', async ({ page, host, letter }) => {
  await page.goto(host.page('one-tag', {}, 'module.html'));
  await expect(letter.title).toBeVisible();
  expect(await order(page)).toEqual(['before', 'script', 'open-letter', 'after']);
});

test('a consent manager runs the tag in its own way, and it works', async ({ page, host, letter }) => {
  await page.addInitScript(() => Object.defineProperty(document, 'currentScript', { get: () => null }));
  await page.goto(host.page('one-tag', {}, 'consent.html'));
  await expect(letter.element).toHaveCount(0);
  await page.evaluate(() => {
    const refused = document.querySelector('script[data-category]');
    const allowed = document.createElement('script');
    for (const { name, value } of refused.attributes) if (name !== 'type') allowed.setAttribute(name, value);
    allowed.src = refused.dataset.address;
    refused.replaceWith(allowed);
  });
  await expect(letter.title).toBeVisible();
  expect(await order(page)).toEqual(['before', 'script', 'open-letter', 'after']);
});

test('loaded three times, it is one: one module, one Wasm, two letters', async ({ page, host }) => {
  const asked = [];
  page.on('request', (request) => asked.push(new URL(request.url()).pathname));
  await page.goto(host.page('one-tag', {}, 'twice.html'));
  const first = letterOn(page, '#first open-letter');
  const second = letterOn(page, '#second open-letter');
  await expect(first.count).toHaveText('236 signatures so far');
  await expect(second.count).toHaveText('٢٣٦ توقيعًا حتى الآن');
  await expect(page.locator('open-letter')).toHaveCount(2);
  expect(asked.filter((path) => path.endsWith('.wasm'))).toHaveLength(1);

  // Each has its own form.
  await first.field('name').fill('Quillon');
  await expect(second.field('name')).toHaveValue('');
  await second.submit.click();
  await expect(second.summary).toBeVisible();
  await expect(first.summary).toHaveCount(0);
});
