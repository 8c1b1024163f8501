import { test, expect } from '../support/scenario.js';
import { letterOn } from '../support/letter.js';
import { expectAccessible } from '../support/axe.js';

test.beforeEach(async ({ page }) => {
  await page.addInitScript(() => {
    window.shifts = [];
    new PerformanceObserver((list) => window.shifts.push(...list.getEntries().map(({ value }) => value))).observe({
      type: 'layout-shift',
      buffered: true,
    });
  });
});

test('the page comes up whole, and says nothing in the console', async ({ page, server, letter }) => {
  const said = [];
  const failed = [];
  const strangers = [];
  page.on('console', (message) => ['error', 'warning'].includes(message.type()) && said.push(message.text()));
  page.on('response', (answer) => answer.status() >= 400 && failed.push(`${answer.status()} ${answer.url()}`));
  page.on('request', (request) => {
    if (!request.url().startsWith(server.origin) && !request.url().startsWith('data:')) strangers.push(request.url());
  });
  await page.goto(server.origin, { waitUntil: 'networkidle' });
  await expect(page).toHaveTitle('Open Letter: read and signed in place');
  await letter.element.scrollIntoViewIfNeeded();
  await expect(letter.title).toHaveText('Keep the code of the NHS open');
  await expect(letter.count).toHaveText('236 signatures so far');
  await expect(page.getByText('Addresses are confirmed by mail, and nobody reviews signatures before they show.')).toBeVisible();
  await page.waitForLoadState('networkidle');
  expect({ said, failed, strangers }).toEqual({ said: [], failed: [], strangers: [] });
});

test('nothing shifts while the page and its letter come up', async ({ page, server, letter }) => {
  await page.goto(server.origin);
  await expect(letter.count).toBeAttached();
  await page.waitForLoadState('networkidle');
  await letter.element.scrollIntoViewIfNeeded();
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
  const shifts = await page.evaluate(() => window.shifts);
  expect(shifts.reduce((sum, value) => sum + value, 0), shifts.join()).toBeLessThan(0.01);
});

for (const [which, button] of [['pair', 0], ['single', 1]])
  test(`the copied tag works on another page: ${which}`, async ({ page, context, host, server }) => {
    await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: server.origin });
    await page.goto(server.origin);
    await page.locator('#tag button').nth(button).click();
    await expect(page.locator('#tag [role=status]')).toHaveText('Copied');
    const tag = await page.evaluate(() => navigator.clipboard.readText());
    expect(tag).toContain(`${server.origin}/embed/1/open-letter.js`);
    expect(tag).toContain(`${server.origin}/v1/letters/keep-nhs-code-open`);
    expect(tag).not.toContain('letters.example');

    await page.goto(host.page('studio', { tag }));
    await expect(letterOn(page).count).toHaveText('236 signatures so far');
    await expect(page.locator('open-letter')).toHaveCount(1);
  });

test('language and colours switch live, and stay in the address', async ({ page, server, letter }) => {
  await page.goto(server.origin);
  await expect(letter.count).toHaveText('236 signatures so far');
  const background = () => page.locator('.sheet').evaluate((element) => getComputedStyle(element).backgroundColor);
  const text = () => letter.title.evaluate((element) => getComputedStyle(element).color);
  const light = [await background(), await text()];

  await page.locator('#view label').filter({ hasText: 'العربية' }).click();
  await expect(page.locator('html')).toHaveAttribute('dir', 'rtl');
  await expect(letter.count).toHaveText('٢٣٦ توقيعًا حتى الآن');
  await expect(page.getByRole('heading', { level: 2, name: 'ضعها في صفحتك' })).toBeVisible();
  await page.locator('input[name=scheme][value=dark]').check({ force: true });
  await expect.poll(background).not.toBe(light[0]);
  await expect.poll(text).not.toBe(light[1]);

  await page.reload();
  await expect(page.locator('html')).toHaveAttribute('dir', 'rtl');
  await expect(letter.count).toHaveText('٢٣٦ توقيعًا حتى الآن');
  expect(await background()).not.toBe(light[0]);

  await page.locator('#view label').filter({ hasText: 'English' }).click();
  await page.locator('input[name=scheme][value=light]').check({ force: true });
  await expect(letter.count).toHaveText('236 signatures so far');
  expect([await background(), await text()]).toEqual(light);
  expect(await page.evaluate(() => localStorage.length + sessionStorage.length + document.cookie.length)).toBe(0);
});

for (const query of ['', '?lang=ar', '?scheme=dark'])
  test(`axe finds nothing, and nothing scrolls sideways: ${query || 'as it comes'}`, async ({ page, server, letter }) => {
    await page.goto(`${server.origin}/${query}`);
    await expect(letter.rows).toHaveCount(50);
    await expectAccessible(page, 'the studio');
    for (const width of [360, 320]) {
      await page.setViewportSize({ width, height: 640 });
      const wide = await page.evaluate(() => document.scrollingElement.scrollWidth - document.documentElement.clientWidth);
      expect(wide, `${width} px`).toBeLessThanOrEqual(0);
    }
  });
