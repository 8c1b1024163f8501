import { test, expect } from '../support/scenario.js';
import { VISITOR } from '../support/letter.js';

test.use({ javaScriptEnabled: false });

const part = (page, name) => page.locator(`[part~="${name}"]`);

async function fill(page, values = VISITOR) {
  for (const [name, value] of Object.entries(values)) await page.locator(`[name="${name}"]`).fill(value);
  await page.locator('input[name="consent"]').check();
}

test('without script, the link on the page leads to the letter', async ({ page, host, server }) => {
  await page.goto(host.page('hosted'));
  await page.getByRole('link', { name: 'Read and sign the open letter' }).click();
  await expect(page).toHaveURL(server.hosted);
  await expect(page).toHaveTitle('Keep the code of the NHS open');
  await expect(part(page, 'title')).toHaveText('Keep the code of the NHS open');
  await expect(part(page, 'count')).toHaveText('236 signatures so far');
  await expect(part(page, 'meta').locator('time')).toHaveText('Published 1 May 2026');
  await expect(part(page, 'callout')).toContainText('What we ask');
  await expect(part(page, 'signatory')).toHaveCount(50);
  await expect(part(page, 'references').getByRole('listitem')).toHaveCount(4);
});

test('it is plain and looks like itself', async ({ page, server, request }) => {
  const html = await (await request.get(server.hosted)).text();
  // One block of data, which nothing runs.
  const [data] = html.match(/<script type="application\/ld\+json">[^<]*<\/script>/);
  expect(html.replace(data, '')).not.toMatch(/<script|<template|\son[a-z]+=|\sstyle=|javascript:/i);
  const failed = [];
  page.on('requestfailed', (request) => failed.push(request.url()));
  page.on('response', (answer) => answer.status() >= 400 && failed.push(answer.url()));
  await page.goto(server.hosted);
  expect(failed).toEqual([]);
  // The stylesheet has arrived and speaks of this page.
  const font = (name) => part(page, name).first().evaluate((element) => parseFloat(getComputedStyle(element).fontSize));
  expect(await font('title')).toBeGreaterThan((await font('paragraph')) * 1.3);
});

test('the sign button leads to the form, and a signature counts', async ({ page, server, counted }) => {
  await page.goto(server.hosted);
  await part(page, 'sign-button').click();
  await expect(page).toHaveURL(`${server.hosted}#open-letter-form`);
  await fill(page);
  await part(page, 'submit').click();
  await expect(page).toHaveURL(`${server.hosted}/received?lang=en`);
  await expect(page.getByRole('heading', { name: 'Thank you. Your signature has arrived.' })).toBeVisible();
  expect(await counted()).toBe(237);
  // Sending the page again, as a reload does, is harmless.
  await page.goBack();
  await fill(page);
  await part(page, 'submit').click();
  await expect(page).toHaveURL(`${server.hosted}/received?lang=en`);
  expect(await counted()).toBe(237);
  expect(server.log()).not.toContain('Featherbottom');
});

test('a mailbox counts once', async ({ page, server, counted }) => {
  for (const email of [VISITOR.email, 'Quillon.Featherbottom+again@example.ORG']) {
    await page.goto(server.hosted);
    await fill(page, { ...VISITOR, email });
    await part(page, 'submit').click();
    await expect(page).toHaveURL(`${server.hosted}/received?lang=en`);
  }
  expect(await counted()).toBe(237);
});

test('what is wrong is said first and at the field, and the rest is kept', async ({ page, server, counted }) => {
  await page.goto(server.hosted);
  // The browser lets both pass, and the server does not.
  await fill(page, { ...VISITOR, name: '   ', email: 'quillon@localhost' });
  const answered = page.waitForResponse((answer) => answer.request().method() === 'POST');
  await part(page, 'submit').click();
  expect((await answered).status()).toBe(422);

  const mistakes = [
    ['name', 'Enter your name.'],
    ['email', 'Enter an e-mail address such as name@example.org.'],
  ];
  const summary = part(page, 'error-summary');
  await expect(summary.getByRole('heading')).toHaveText('Please look at this again');
  await expect(summary.getByRole('link')).toHaveText(mistakes.map(([, words]) => words));
  for (const [name, words] of mistakes) {
    await expect(page.locator(`#open-letter-${name}-error`)).toHaveText(words);
    await expect(page.locator(`[name="${name}"]`)).toHaveAccessibleDescription(new RegExp(`^${words}`));
    await summary.getByRole('link', { name: words }).click();
    await expect(page.locator(`[name="${name}"]`)).toBeFocused();
  }
  await expect(page.locator('[name="email"]')).toHaveValue('quillon@localhost');
  await expect(page.locator('[name="role"]')).toHaveValue(VISITOR.role);
  await expect(page.locator('[name="affiliation"]')).toHaveValue(VISITOR.affiliation);
  await expect(page.locator('input[name="consent"]')).toBeChecked();

  await page.locator('[name="name"]').fill(VISITOR.name);
  await page.locator('[name="email"]').fill(VISITOR.email);
  await part(page, 'submit').click();
  await expect(page).toHaveURL(`${server.hosted}/received?lang=en`);
  expect(await counted()).toBe(237);
});

test('everybody gets the same bytes', async ({ playwright, server }) => {
  const bodies = [];
  for (const headers of [{}, { 'User-Agent': 'Another', Cookie: 'a=b', 'Accept-Language': 'ar' }]) {
    const client = await playwright.request.newContext({ extraHTTPHeaders: headers });
    const answer = await client.get(server.hosted);
    expect(answer.headers()['cache-control']).toContain('public');
    expect(answer.headers()['set-cookie']).toBeUndefined();
    bodies.push(await answer.text());
    await client.dispose();
  }
  expect(bodies[0]).toBe(bodies[1]);
});

test('in Arabic it reads from right to left', async ({ page, server }) => {
  await page.goto(`${server.hosted}?lang=ar`);
  await expect(page.locator('html')).toHaveAttribute('dir', 'rtl');
  await expect(part(page, 'count')).toHaveText('٢٣٦ توقيعًا حتى الآن');
  await expect(part(page, 'title')).toHaveCSS('direction', 'ltr');
});

test('whoever signs in Arabic is thanked in Arabic', async ({ page, server }) => {
  await page.goto(`${server.hosted}?lang=ar`);
  await fill(page, { ...VISITOR, name: '   ' });
  await part(page, 'submit').click();
  await expect(part(page, 'error-summary').getByRole('heading')).toHaveText('يرجى مراجعة ما يلي');
  await page.locator('[name="name"]').fill(VISITOR.name);
  await part(page, 'submit').click();
  await expect(page).toHaveURL(`${server.hosted}/received?lang=ar`);
  await expect(page.getByRole('heading', { name: 'شكرًا لك. وصل توقيعك.' })).toBeVisible();
});

test('there is no letter at another address, and a page says so', async ({ page, server }) => {
  const answer = await page.goto(`${server.origin}/letters/none`);
  expect(answer.status()).toBe(404);
  await expect(page.getByText('There is no letter at this address.')).toBeVisible();
});

test.describe('with script', () => {
  test.use({ javaScriptEnabled: true });

  test('programs are told what it is, within its own policy', async ({ page, server }) => {
    await page.addInitScript(() => {
      window.violations = [];
      document.addEventListener('securitypolicyviolation', (event) => window.violations.push(event.effectiveDirective));
    });
    await page.goto(server.hosted);
    const data = JSON.parse(await page.locator('script').textContent());
    expect(data).toMatchObject({
      '@type': 'Article',
      headline: 'Keep the code of the NHS open',
      datePublished: '2026-05-01T09:00:00.000Z',
      url: server.hosted,
      interactionStatistic: { userInteractionCount: 236 },
    });
    await expect(page.locator('meta[property="og:title"]')).toHaveAttribute('content', data.headline);
    await expect(page.locator('meta[property="og:url"]')).toHaveAttribute('content', server.hosted);
    await expect(page.locator('link[hreflang="ar"]')).toHaveAttribute('href', `${server.hosted}?lang=ar`);
    expect(await page.evaluate(() => window.violations)).toEqual([]);
  });
});
