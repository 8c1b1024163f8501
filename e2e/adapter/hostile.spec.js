// Names, titles and everything else that strangers may have typed into somebody else's backend.
import { test, expect, people, TYPED } from './invented.js';

const HOSTILE = [
  '<script>ran.push(1)</script>',
  '"><img src=x onerror=ran.push(2)>',
  "'; DROP TABLE signatures; --",
  '<svg/onload=ran.push(3)>',
  'javascript:ran.push(4)',
  '<iframe srcdoc="<script>parent.ran.push(5)</script>">',
  '{{constructor.constructor("ran.push(6)")()}}',
  '${ran.push(7)}',
  '</open-letter></script><b>bold</b>',
  '<!-- <p> -->',
  '&lt;script&gt;ran.push(8)&lt;/script&gt;',
  '&#8217;',
  '\u202Egnp.exe\u202C reversed',
  '\u2066\u2067\u2068isolates never closed',
  'עברית and English',
  'العربية مع English 123',
  `Z${'\u0310\u0353\u0347'.repeat(200)}algo`,
  '🏳️‍🌈👩‍👩‍👧‍👦🇦🇶'.repeat(50),
  'a'.repeat(10_000),
  'ß'.repeat(10_000),
  '漢'.repeat(10_000),
  '\u200B\u200C\u200D\uFEFFinvisible',
  'tab\tand\nline\r\nbreak',
  'nul\u0000bell\u0007',
  '\uD800 half a pair',
  'http://elsewhere.example.net/bait.png',
  '![x](https://elsewhere.example.net/bait.png)',
  '__proto__',
  'constructor',
  'null',
  '%00%0a%s%n{name}{count}',
  '=HYPERLINK("https://elsewhere.example.net")',
  '../../../etc/passwd',
  ' '.repeat(500) + 'after many blanks',
];

test.beforeEach(({ page }) => page.addInitScript(() => (window.ran = [])));

async function expectHarmless({ page, host, server, backend, asked }) {
  expect(await page.evaluate(() => window.ran)).toEqual([]);
  for (const url of asked) if (!url.startsWith('data:')) expect([host.origin, server.origin, backend.origin], url).toContain(new URL(url).origin);
  const bad = await page.evaluate(() => {
    const root = document.querySelector('open-letter').shadowRoot;
    return [...root.querySelectorAll('script,iframe,svg,img,[onerror],[onload]')].map((element) => element.outerHTML);
  });
  expect(bad).toEqual([]);
  const width = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(width, 'nothing stands out to the side').toBeLessThanOrEqual(0);
  // Nor does a line of anything that a visitor has to reach.
  const out = await page.evaluate(() => {
    const root = document.querySelector('open-letter').shadowRoot;
    const wide = document.documentElement.clientWidth;
    return [...root.querySelectorAll('button,input,h1,h2,p,li,a,label')]
      .filter((element) => element.getClientRects().length && element.getBoundingClientRect().right > wide + 1)
      .map((element) => `${element.localName} ${element.getAttribute('part')}`);
  });
  expect(out).toEqual([]);
}

test.describe('at the width of a telephone', () => {
  test.use({ viewport: { width: 360, height: 740 } });

  test('hostile names, roles and ids', async ({ open, letter, page, host, server, backend, heard }) => {
    const asked = [];
    page.on('request', (request) => asked.push(request.url()));
    const items = HOSTILE.map((text, index) => ({ id: `${index}${text}`, name: text, role: text, at: '2026-05-01T09:00:00Z' }));
    await open({ answers: { '/signatures': { json: { items } } } });
    await expect(letter.rows).toHaveCount(HOSTILE.length);
    const names = await letter.part('signatory-name').allTextContents();
    for (const [index, text] of HOSTILE.entries()) if (!/[\uD800\u0000\r]/.test(text)) expect(names[index]).toBe(text);
    await expectHarmless({ page, host, server, backend, asked });
    expect(await heard.codes()).toEqual([]);
    // Somebody's letters without a space do not push others' names away.
    const heights = await letter.rows.evaluateAll((rows) => rows.map((row) => row.getBoundingClientRect().height));
    expect(Math.min(...heights)).toBeGreaterThan(10);
  });

  for (const [index, text] of HOSTILE.entries())
    test(`a hostile letter, ${index}: ${text.trim().slice(0, 24).replace(/[^\x20-\x7e]/g, '?')}`, async ({ open, letter, page, host, server, backend, fill }) => {
      const asked = [];
      page.on('request', (request) => asked.push(request.url()));
      const { letter: operation } = backend.document;
      const more = Object.fromEntries(['addressee', 'author', 'lang', 'version', 'source', 'tags'].map((name) => [name, `/${name}`]));
      await open({
        document: { letter: { ...operation, fields: { ...operation.fields, ...more, consent: '/consent', takeaways: '/takeaways' } } },
        answers: {
          '/letter': {
            json: {
              id: text, title: text, standfirst: text, body: text, addressee: text, author: text, lang: text, version: text,
              takeaways: [text], tags: [text], source: { title: text }, consent: { version: '1', text },
            },
          },
        },
      });
      await expect(letter.title).toBeVisible();
      await expect(letter.form).toBeVisible();
      await expect(letter.rows).toHaveCount(20);
      await expectHarmless({ page, host, server, backend, asked });
      await fill();
      await letter.field('consent').check();
      await letter.submit.click();
      await expect(letter.thanks).toBeVisible();
    });
});

test('hostile addresses are no links, and the letter is there without them', async ({ open, letter, backend, page }) => {
  const { letter: operation } = backend.document;
  for (const url of ['javascript:ran.push(1)', 'data:text/html,x', '/relative', 'https://exa mple.org', '']) {
    await open({
      document: { letter: { ...operation, fields: { ...operation.fields, contact: '/contact' } } },
      answers: { '/letter': { json: { title: 'A letter', body: 'Its text.', contact: url } } },
    });
    await expect(letter.title).toBeVisible();
    await expect(letter.form.getByRole('link')).toHaveAttribute('href', /^(mailto:letters@example\.org|https:\/\/letters\.example\.org\/keep-the-library-open)$/);
    await expect(page.locator('a[href^="javascript:"], a[href^="data:"]')).toHaveCount(0);
  }
});

test('what was typed is never in an address, an event or a request to anybody else', async ({ open, fill, letter, page, backend, heard }) => {
  const asked = [];
  page.on('request', (request) => asked.push({ url: request.url(), body: request.postData() || '' }));
  await open({ answers: { '/sign': { status: 400, json: { message: `${TYPED.name} <${TYPED.email}> is refused` } } } });
  await fill();
  await letter.submit.click();
  await expect(letter.notice).toBeVisible();
  const told = JSON.stringify([asked.map(({ url }) => url), await heard.all()]);
  expect(told).not.toMatch(/Quillon|quillon/);
  expect(asked.filter(({ body }) => body.includes('Quillon')).map(({ url }) => url)).toEqual([`${backend.origin}/sign`]);
});

test('10,000 signatories in one answer', async ({ open, letter, heard }) => {
  const items = people(1, 10_000).map(({ id, name }) => ({ id, name }));
  await open({ answers: { '/signatures': { json: { items } } } });
  await expect(letter.rows.last()).toContainText('Wilhelmina Teaspoon 10000', { timeout: 60_000 });
  await letter.field('name').fill('Quillon');
  await expect(letter.field('name')).toHaveValue('Quillon');
  expect(await heard.codes()).toEqual([]);
});
