import { test, expect } from '../support/scenario.js';

const policy = (origin, { wasm = " 'wasm-unsafe-eval'", connect = origin } = {}) =>
  [
    "default-src 'none'",
    `script-src ${origin}${wasm}`,
    `connect-src ${connect}`,
    `style-src ${origin}`,
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join('; ');

/** Opens the page under a policy, and counts what breaks it. */
async function open({ page, host, heard }, rules) {
  if (rules) host.headers['/strict/page.html'] = { 'Content-Security-Policy': rules };
  await page.addInitScript(() => {
    window.violations = [];
    document.addEventListener('securitypolicyviolation', (event) =>
      window.violations.push(`${event.effectiveDirective}: ${event.blockedURI} ${event.sample}`),
    );
  });
  await page.goto(host.page('strict'));
  return heard;
}

test('under the strictest policy that it asks for, it reads and signs without a violation', async ({ page, host, server, heard, letter, counted }) => {
  await open({ page, host, heard }, policy(server.origin));
  await expect(letter.count).toHaveText('236 signatures so far');
  // The stylesheet has arrived too.
  const size = (part) => letter.part(part).first().evaluate((element) => parseFloat(getComputedStyle(element).fontSize));
  expect(await size('title')).toBeGreaterThan((await size('paragraph')) * 1.3);
  await letter.more.click();
  await expect(letter.rows).toHaveCount(100);
  await letter.submit.click();
  await expect(letter.summary).toBeVisible();
  await letter.sign();
  await expect(letter.count).toHaveText('237 signatures so far');
  expect(await counted()).toBe(237);
  // The browser asks for a page's icon by itself.
  const violations = await page.evaluate(() => window.violations);
  expect(violations.filter((text) => !text.includes('favicon.ico'))).toEqual([]);
});

test('a whole visit keeps nothing and asks nobody else', async ({ page, context, host, server, heard, letter }) => {
  const asked = [];
  context.on('request', (request) => asked.push(request.url()));
  await open({ page, host, heard });
  await letter.more.click();
  await expect(letter.rows).toHaveCount(100);
  await letter.sign();
  await expect(letter.count).toHaveText('237 signatures so far');
  await page.evaluate(() => (document.documentElement.lang = 'ar'));
  await expect(letter.count).toHaveText('٢٣٧ توقيعًا حتى الآن');
  await letter.element.evaluate((element) => element.remove());
  await page.waitForLoadState('networkidle');

  expect(await context.cookies()).toEqual([]);
  const kept = () =>
    page.evaluate(async () => ({
      local: { ...localStorage },
      session: { ...sessionStorage },
      databases: await indexedDB.databases(),
      caches: await caches.keys(),
      workers: (await navigator.serviceWorker.getRegistrations()).length,
      cookie: document.cookie,
    }));
  const nothing = { local: {}, session: {}, databases: [], caches: [], workers: 0, cookie: '' };
  expect(await kept()).toEqual(nothing);
  await page.goto(server.hosted);
  expect(await kept()).toEqual(nothing);
  for (const url of asked) expect([server.origin, host.origin]).toContain(new URL(url).origin);
  const ofHost = asked.filter((url) => new URL(url).origin === host.origin && !url.endsWith('/favicon.ico'));
  expect(ofHost).toEqual([host.page('strict')]);
});

/** The children stay, the page is told, and nothing of the altered file has run. */
async function expectNothingRuns({ page, letter, heard }) {
  await expect.poll(async () => (await heard.of('error')).length).toBeGreaterThan(0);
  await expect(page.getByRole('link', { name: 'Read and sign the open letter' })).toBeVisible();
  await expect(letter.title).toHaveCount(0);
  expect(await page.evaluate(() => window.altered)).toBeUndefined();
}

for (const [what, files, alter] of [
  ['Wasm', /open-letter-[0-9a-f]+\.wasm$/, (body) => ((body[body.length >> 1] ^= 1), body)],
  ['module', /open-letter-[0-9a-f]+\.js$/, (body) => Buffer.concat([Buffer.from('window.altered=1;'), body])],
])
  test(`one altered byte in the ${what}, and nothing runs`, async ({ page, host, heard, letter }) => {
    let altered = 0;
    await page.route(files, async (route) => {
      const answer = await route.fetch({ maxRetries: 3 });
      const headers = { ...answer.headers() };
      delete headers['content-encoding'];
      delete headers['content-length'];
      altered += 1;
      await route.fulfill({ status: 200, headers, body: alter(Buffer.from(await answer.body())) });
    });
    await open({ page, host, heard });
    await expectNothingRuns({ page, letter, heard });
    expect(altered).toBeGreaterThan(0);
    expect((await heard.codes())[0]).toMatch(/^(integrity|network)$/);
  });

test('the same files unaltered do run', async ({ page, host, heard, letter }) => {
  await page.route(/open-letter-[0-9a-f]+\.(wasm|js)$/, async (route) => {
    const answer = await route.fetch({ maxRetries: 3 });
    const headers = { ...answer.headers() };
    delete headers['content-encoding'];
    delete headers['content-length'];
    await route.fulfill({ status: 200, headers, body: await answer.body() });
  });
  await open({ page, host, heard });
  await expect(letter.title).toBeVisible();
});

test('a policy without Wasm: the children stay, and the page is told', async ({ page, host, server, heard, letter }) => {
  await open({ page, host, heard }, policy(server.origin, { wasm: '' }));
  await expectNothingRuns({ page, letter, heard });
  expect(await heard.codes()).toEqual(['csp']);
});

test('a policy without the backend: the children stay, and the page is told', async ({ page, host, server, heard, letter }) => {
  await open({ page, host, heard }, policy(server.origin, { connect: "'none'" }));
  await expectNothingRuns({ page, letter, heard });
});
