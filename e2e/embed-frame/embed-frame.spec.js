// The letter in a frame on somebody else's page.
import { test, expect } from '../support/scenario.js';
import { VISITOR } from '../support/letter.js';
import { expectAccessible } from '../support/axe.js';

/** What a page with a letter in a frame needs, and no more. */
const policy = (origin) =>
  `default-src 'none'; style-src 'self'; frame-src ${origin}; script-src ${origin}; trusted-types 'none'`;

/** Opens a host page, and gives what is in its frame. */
async function open(page, host, { name = 'page.html', frame = '/embed', ...query } = {}) {
  await page.goto(host.page('embed-frame', { frame, ...query }, name));
  const inside = page.frameLocator('#letter');
  const part = (name) => inside.locator(`[part~="${name}"]`);
  return {
    inside,
    part,
    element: page.locator('#letter'),
    async sign(values = VISITOR) {
      for (const [name, value] of Object.entries(values)) await inside.locator(`[name="${name}"]`).fill(value);
      await inside.locator('input[name="consent"]').check();
      await part('submit').click();
    },
  };
}

/** Waits until the frame is as high as what is in it, which scrolls no more. */
async function expectWhole({ element, inside }) {
  await expect
    .poll(async () => {
      const needed = await inside.locator('body').evaluate((body) => Math.ceil(body.getBoundingClientRect().height));
      const given = await element.evaluate((frame) => frame.clientHeight);
      return needed > 100 ? given - needed : NaN;
    })
    .toBe(0);
  const scrolls = await inside.locator('html').evaluate((html) => html.scrollHeight > html.clientHeight);
  expect(scrolls).toBe(false);
}

test('a frame on a strict page grows to its letter, and what is signed in it counts', async ({ page, host, server, counted }) => {
  host.headers['/embed-frame/page.html'] = { 'Content-Security-Policy': policy(server.origin) };
  await page.addInitScript(() => {
    window.violations = [];
    document.addEventListener('securitypolicyviolation', (event) =>
      window.violations.push(`${event.effectiveDirective}: ${event.blockedURI}`),
    );
  });
  const letter = await open(page, host);
  await expect(letter.part('title')).toHaveText('Keep the code of the NHS open');
  await expect(letter.part('signatory')).toHaveCount(50);
  await expectWhole(letter);
  await expect(letter.part('form')).not.toBeInViewport();
  await letter.part('sign-button').click();
  await expect(letter.part('form')).toBeInViewport();
  await letter.sign();
  await expect(letter.part('thanks')).toContainText('Thank you. Your signature has arrived.');
  expect(await counted()).toBe(237);
  const inside = page.frames()[1];
  expect(inside.url()).toBe(`${server.hosted}/embed/received?lang=en#open-letter-form`);
  await expectWhole(letter);
  // Whoever pressed the button at the end of the form sees what came of it.
  await expect(letter.part('thanks')).toBeInViewport();
  for (const frame of page.frames()) {
    const violations = await frame.evaluate(() => window.violations);
    expect(violations.filter((text) => !text.includes('favicon'))).toEqual([]);
  }
});

test('what is wrong comes into sight, and the frame follows its height', async ({ page, host, counted }) => {
  const letter = await open(page, host, { frame: '/embed?lang=ar&theme=dark' });
  await expectWhole(letter);
  await letter.sign({ ...VISITOR, name: '   ' });
  await expect(letter.part('error-summary')).toBeInViewport();
  await expect(letter.inside.locator('html')).toHaveAttribute('data-frame', 'dark');
  await expect(letter.inside.locator('html')).toHaveAttribute('dir', 'rtl');
  await expectWhole(letter);
  await page.setViewportSize({ width: 360, height: 720 });
  await expectWhole(letter);
  await letter.inside.locator('[name="name"]').fill(VISITOR.name);
  await letter.part('submit').click();
  await expect(letter.part('thanks')).toBeInViewport();
  await expect(letter.inside.locator('html')).toHaveAttribute('data-frame', 'dark');
  expect(await counted()).toBe(237);
});

test.describe('without script', () => {
  test.use({ javaScriptEnabled: false });

  test('it is read and signed in the frame', async ({ page, host, server, counted }) => {
    const letter = await open(page, host);
    await expect(letter.part('title')).toHaveText('Keep the code of the NHS open');
    await letter.sign({ ...VISITOR, email: 'quillon@localhost' });
    await expect(letter.part('error-summary')).toBeInViewport();
    await letter.inside.locator('[name="email"]').fill(VISITOR.email);
    await letter.part('submit').click();
    await expect(letter.part('thanks')).toBeInViewport();
    expect(page.frames()[1].url()).toContain(`${server.hosted}/embed/received`);
    expect(await counted()).toBe(237);
  });
});

for (const sandbox of ['allow-forms', 'allow-scripts allow-forms'])
  test(`in a sandbox it is signed all the same: ${sandbox}`, async ({ page, host, counted }) => {
    const letter = await open(page, host, { name: 'sandbox.html', sandbox });
    await expect(letter.part('signatory')).toHaveCount(50);
    // The stylesheets are the server's own, whatever the sandbox makes of its origin.
    const size = (name) => letter.part(name).first().evaluate((element) => parseFloat(getComputedStyle(element).fontSize));
    expect(await size('title')).toBeGreaterThan((await size('paragraph')) * 1.3);
    if (sandbox.includes('scripts')) await expectWhole(letter);
    await letter.sign();
    await expect(letter.part('thanks')).toContainText('Thank you. Your signature has arrived.');
    expect(await counted()).toBe(237);
  });

test('a link that leaves opens a tab, which knows nothing of the page', async ({ page, host, server, context }) => {
  const letter = await open(page, host);
  await letter.part('sign-button').click();
  expect(context.pages()).toHaveLength(1);
  const opened = context.waitForEvent('page');
  await letter.inside.getByRole('link', { name: 'take back my signature' }).click();
  const tab = await opened;
  await expect(tab).toHaveURL(`${server.hosted}/manage?lang=en`);
  expect(await tab.evaluate(() => window.opener)).toBe(null);
  expect(page.frames()[1].url()).toContain(`${server.hosted}/embed`);
});

test('no other page of a letter stands in a stranger’s frame', async ({ page, host, server, request }) => {
  for (const path of ['', '/received', '/manage', '/own?token=none', '/confirm?token=none', '/not-me?token=none']) {
    const letter = await open(page, host, { frame: path });
    await expect.poll(() => page.frames()[1]?.url()).toMatch(/^chrome-error:/);
    await expect(letter.part('submit')).toHaveCount(0);
    const answer = await request.get(`${server.hosted}${path}`);
    expect(answer.headers()['content-security-policy']).toMatch(/frame-ancestors '(self|none)'$/);
  }
});

test('only a letter’s own frame is given a height, and only one that it can have', async ({ page, host }) => {
  const letter = await open(page, host, { name: 'strangers.html' });
  await expectWhole(letter);
  const heights = () =>
    page.evaluate(() => ['letter', 'other'].map((id) => document.getElementById(id).getBoundingClientRect().height));
  const before = await heights();
  const [, framed, other] = page.frames();
  const say = (frame, message) => frame.evaluate((message) => parent.postMessage(message, '*'), message);
  const type = 'open-letter-height';
  await say(other, { type, height: 5000 });
  for (const height of [-5, 0, 1e9, NaN, Infinity, '9000px', null, { valueOf: 7 }, [4, 5]]) await say(framed, { type, height });
  for (const message of [null, 7, 'open-letter-height', { type: 'open-letter-heights', height: 700 }, { height: 700 }])
    await say(framed, message);
  await page.evaluate((type) => postMessage({ type, height: 4000 }, '*'), type);
  // Messages arrive in the order that they were sent in.
  await say(framed, { type, height: 612 });
  await expect.poll(async () => (await heights())[0]).not.toBe(before[0]);
  expect(await heights()).toEqual([expect.closeTo(616, -1), before[1]]);
});

for (const theme of ['light', 'dark'])
  test(`axe finds nothing in the frame, and nothing scrolls sideways: ${theme}`, async ({ page, server }) => {
    await page.setViewportSize({ width: 320, height: 640 });
    await page.goto(`${server.hosted}/embed?theme=${theme}`);
    // The ground is the page's around it, which has these colours on page.css.
    const ground = theme === 'light' ? '#dfe9f3' : '#10233a';
    await page.evaluate((ground) => (document.documentElement.style.background = ground), ground);
    const wide = await page.evaluate(() => document.scrollingElement.scrollWidth - document.documentElement.clientWidth);
    expect(wide).toBeLessThanOrEqual(0);
    await expectAccessible(page, `the letter in a frame, ${theme}`);
  });
