import { test, expect } from './support.js';
import { letterOn } from '../support/letter.js';
import { expectAccessible } from '../support/axe.js';
import { servePage, serveUnder, strictly } from './pages.js';

test('the page comes up whole, says nothing in the console, and asks nobody else', async ({ page, server, studio }) => {
  const said = [];
  const failed = [];
  const strangers = [];
  page.on('console', (message) => ['error', 'warning'].includes(message.type()) && said.push(message.text()));
  page.on('response', (answer) => answer.status() >= 400 && failed.push(`${answer.status()} ${answer.url()}`));
  page.on('request', (request) => {
    if (!request.url().startsWith(server.origin) && !request.url().startsWith('data:')) strangers.push(request.url());
  });
  await studio.open();
  await expect(page).toHaveTitle('Open Letter: read and signed in place');
  await expect(studio.letter.title).toHaveText('Keep the code of the NHS open');
  await expect(studio.letter.count).toHaveText('236 signatures so far');
  await expect(studio.verdict).toHaveText('Everything measured passes WCAG AA (4.5 to 1).', { useInnerText: true });
  await expect(page.getByText('Addresses are confirmed by mail, and nobody reviews signatures before they show.')).toBeVisible();
  await page.waitForLoadState('networkidle');
  expect({ said, failed, strangers }).toEqual({ said: [], failed: [], strangers: [] });
});

test('nothing shifts while the page and its letter come up', async ({ page, studio }) => {
  await page.addInitScript(() => {
    window.shifts = [];
    new PerformanceObserver((list) => window.shifts.push(...list.getEntries().map(({ value }) => value))).observe({ type: 'layout-shift', buffered: true });
  });
  await studio.open();
  await expect(studio.letter.count).toBeAttached();
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
  const shifts = await page.evaluate(() => window.shifts);
  expect(shifts.reduce((sum, value) => sum + value, 0), shifts.join()).toBeLessThan(0.01);
});

test('language and colours switch live, and stay in the address', async ({ page, studio }) => {
  await studio.open();
  const { letter } = studio;
  await expect(letter.count).toHaveText('236 signatures so far');
  const paper = () => page.locator('.slip').evaluate((element) => getComputedStyle(element).backgroundColor);
  const text = () => letter.title.evaluate((element) => getComputedStyle(element).color);
  const light = [await paper(), await text()];

  await page.locator('#view label').filter({ hasText: 'العربية' }).click();
  await expect(page.locator('html')).toHaveAttribute('dir', 'rtl');
  await expect(studio.host).toHaveAttribute('dir', 'rtl');
  await expect(letter.count).toHaveText('٢٣٦ توقيعًا حتى الآن');
  await expect(page.getByRole('heading', { level: 2, name: 'ضعها في صفحتك' })).toBeVisible();
  await studio.choose('scheme', 'dark');
  await expect.poll(paper).not.toBe(light[0]);
  await expect.poll(text).not.toBe(light[1]);
  expect(studio.query()).toEqual({ lang: 'ar', scheme: 'dark' });

  await page.reload();
  await expect(page.locator('html')).toHaveAttribute('dir', 'rtl');
  await expect(letter.count).toHaveText('٢٣٦ توقيعًا حتى الآن');
  expect(await paper()).not.toBe(light[0]);

  await page.locator('#view label').filter({ hasText: 'English' }).click();
  await studio.choose('scheme', 'light');
  await expect(letter.count).toHaveText('236 signatures so far');
  expect([await paper(), await text()]).toEqual(light);
  expect(await page.evaluate(() => localStorage.length + sessionStorage.length + document.cookie.length)).toBe(0);
});

test('in the frame one signs, as on any page', async ({ page, studio, counted }) => {
  await studio.open({ view: 'card' });
  await expect(studio.letter.title).toBeVisible();
  // What stands in a dialog does not lead the outer page to itself.
  await page.locator('.sheet').evaluate((sheet) => sheet.scrollIntoView());
  const { letter } = studio;
  await letter.signButton.click();
  await expect(letter.part('dialog')).toBeVisible();
  await letter.sign();
  await expect.poll(counted).toBe(237);
});

for (const query of [{}, { lang: 'ar' }, { scheme: 'dark', look: 'civic' }, { view: 'card', backend: 'adapter', way: 'iframe', host: 'docs' }])
  test(`axe finds nothing, and nothing scrolls sideways: ${JSON.stringify(query)}`, async ({ page, studio }) => {
    await studio.open(query);
    await expect(studio.letter.title).toBeVisible();
    await expect(page.locator('#contrast .pass').first()).toBeVisible();
    await page.locator('#policy-text').fill("script-src 'self'");
    await expectAccessible(page, 'the studio');
    for (const width of [360, 320]) {
      await page.setViewportSize({ width, height: 640 });
      const wide = await page.evaluate(() => document.scrollingElement.scrollWidth - document.documentElement.clientWidth);
      expect(wide, `${width} px`).toBeLessThanOrEqual(0);
    }
  });

test('on a phone the letter stays in sight of the choices, and hides none that has the focus', async ({ page, studio }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await studio.open();
  await expect(studio.letter.title).toBeVisible();
  await expect(page.locator('[name=width][value=phone]')).toBeChecked();
  const fields = page.locator('.slip :is(input:not([type=radio]), select, button):visible');
  const count = await fields.count();
  expect(count).toBeGreaterThan(20);
  for (let index = 0; index < count; index += 4) {
    await fields.nth(index).focus();
    const covered = await fields.nth(index).evaluate((field) => {
      const [own, sheet] = [field, document.querySelector('.sheet')].map((element) => element.getBoundingClientRect());
      return { hidden: own.bottom > sheet.top && own.top < sheet.bottom, seen: sheet.top < innerHeight - 200 && own.top >= 0 };
    });
    expect(covered, `field ${index}`).toEqual({ hidden: false, seen: true });
  }
});

test('under its strict policy nothing is broken, colours and fonts included', async ({ page, server, studio }) => {
  const place = await serveUnder(server.origin, strictly());
  await page.addInitScript(() => {
    window.violations = [];
    document.addEventListener('securitypolicyviolation', (event) => window.violations.push(`${event.effectiveDirective}: ${event.blockedURI}`));
  });
  await studio.open({ accent: '#a02020', look: 'literary', font: 'sans' }, place.origin);
  await expect(studio.letter.title).toHaveText('Keep the code of the NHS open');
  await studio.field('accent').fill('#205020');
  await expect.poll(() => studio.property('accent')).toBe('#205020');
  await studio.choose('host', 'news');
  await expect(studio.letter.title).toHaveText('Keep the code of the NHS open');
  await studio.choose('view', 'button');
  await page.locator('#policy-text').fill("default-src 'none'");
  await expect(page.locator('#policy-findings li').first()).toBeVisible();
  for (const frame of page.frames()) expect(await frame.evaluate(() => window.violations)).toEqual([]);
  await place.stop();
});

test('without script it says what it can: the tag, the systems, the pages', async ({ browser, server }) => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(server.origin);
  await expect(page.locator('#tag-text')).toContainText('<open-letter src="https://letters.example/');
  await expect(page.getByRole('rowheader', { name: 'Ghost' })).toBeVisible();
  for (const idle of await page.locator('button, #choices, #frame').all()) await expect(idle).toBeHidden();
  await context.close();
});

test('the embed of a whole page, pasted elsewhere, is the one that was seen', async ({ page, studio }) => {
  await studio.open({ view: 'card', accent: '#7a1f1f', radius: '0' });
  await expect(studio.letter.title).toBeVisible();
  const text = await studio.wholePage();
  const place = await servePage(text);
  await page.goto(place.origin);
  const letter = letterOn(page);
  await expect(letter.count).toHaveText('236 signatures so far');
  await expect(letter.signButton).toHaveCSS('background-color', 'rgb(122, 31, 31)');
  await expect(letter.signButton).toHaveCSS('border-radius', '0px');
  await expect(letter.rows).toHaveCount(0);
  await place.stop();
});
