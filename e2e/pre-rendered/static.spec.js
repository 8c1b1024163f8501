// A letter that stands in the page before any script has run, as `open-letter-server render` writes
// it, and where no script ever runs.
import { execFile } from 'node:child_process';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { test as base, expect } from '../support/scenario.js';
import { startHost } from '../support/host.js';
import { VISITOR, letterOn } from '../support/letter.js';
import { expectAccessible } from '../support/axe.js';

const program =
  process.env.OPEN_LETTER_SERVER || join(fileURLToPath(new URL('../../', import.meta.url)), 'target/release/open-letter-server');

/** What the program writes for a letter. */
async function render(src, ...args) {
  const { stdout } = await promisify(execFile)(program, ['render', '--src', src, ...args]);
  return stdout;
}

const test = base.extend({
  /** Opens a page with a letter in it, and gives what it asked for. */
  open: async ({ page }, use) => {
    const hosts = [];
    await use(async (rendered, headers = {}) => {
      const host = await startHost({ rendered });
      hosts.push(host);
      host.headers['/pre-rendered/page.html'] = headers;
      const asked = [];
      page.on('request', (request) => asked.push(request.url()));
      await page.goto(host.page('pre-rendered'));
      return { host, asked };
    });
    for (const host of hosts) await host.stop();
  },
});

const size = (part) => part.first().evaluate((element) => parseFloat(getComputedStyle(element).fontSize));

test.describe('without script', () => {
  test.use({ javaScriptEnabled: false });

  test('the letter is read, and signing it counts', async ({ open, page, server, letter, counted }) => {
    const { host, asked } = await open(await render(server.letter));
    await expect(letter.title).toHaveText('Keep the code of the NHS open');
    await expect(letter.title).toBeVisible();
    await expect(letter.count).toHaveText('236 signatures so far');
    await expect(letter.rows).toHaveCount(50);
    expect(await size(letter.title)).toBeGreaterThan((await size(letter.part('paragraph'))) * 1.3);
    // As a static page of the letter: itself and its stylesheet.
    const stylesheet = `${server.origin}/embed/1/open-letter.css`;
    expect(asked.filter((url) => !url.endsWith('/favicon.ico'))).toEqual([`${host.origin}/pre-rendered/page.html?`, stylesheet]);
    for (const [name, value] of Object.entries(VISITOR)) await letter.field(name).fill(value);
    await letter.element.locator('input[name="consent"]').check();
    await letter.submit.click();
    await expect(page).toHaveURL(`${server.hosted}/received?lang=en`);
    expect(await counted()).toBe(237);
  });

  test('what is wrong is told on the letter’s own page, and the rest is kept', async ({ open, page, server, letter }) => {
    await open(await render(server.letter, '--lang', 'ar'));
    await expect(letter.count).toHaveText('٢٣٦ توقيعًا حتى الآن');
    for (const [name, value] of Object.entries({ ...VISITOR, name: '  ' })) await letter.field(name).fill(value);
    await letter.element.locator('input[name="consent"]').check();
    await letter.submit.click();
    await expect(page).toHaveURL(`${server.hosted}/signatures`);
    await expect(page.locator('html')).toHaveAttribute('lang', 'ar');
    await expect(page.locator('[part~="error-summary"]')).toBeVisible();
    await expect(page.locator('input[name="role"]')).toHaveValue(VISITOR.role);
  });

  for (const [view, shown, hidden] of [
    ['card', ['title', 'standfirst', 'sign-button', 'count'], ['body', 'form', 'signatory']],
    ['button', ['sign-button', 'count'], ['title', 'form']],
    ['count', ['count'], ['sign-button', 'title', 'form']],
  ])
    test(`the view ${view} shows its part, and leads to the rest`, async ({ open, page, server, letter }) => {
      await open(await render(server.letter, '--view', view));
      for (const part of shown) await expect(letter.part(part)).toBeVisible();
      for (const part of hidden) await expect(letter.part(part)).toHaveCount(0);
      if (view === 'count') return;
      await letter.signButton.click();
      await expect(page).toHaveURL(server.hosted);
    });

  test('a card with the form below it is signed in place', async ({ open, page, server, letter, counted }) => {
    await open(await render(server.letter, '--view', 'card', '--sign', 'inline'));
    for (const [name, value] of Object.entries(VISITOR)) await letter.field(name).fill(value);
    await letter.element.locator('input[name="consent"]').check();
    await letter.submit.click();
    await expect(page).toHaveURL(`${server.hosted}/received?lang=en`);
    expect(await counted()).toBe(237);
  });
});

test('under a policy without any script it stands there all the same', async ({ open, page, server, letter }) => {
  const rules = `default-src 'none'; style-src ${server.origin}; form-action ${server.origin}`;
  await page.addInitScript(() => {
    window.violations = [];
    document.addEventListener('securitypolicyviolation', (event) => window.violations.push(event.effectiveDirective));
  });
  await open(await render(server.letter), { 'Content-Security-Policy': rules });
  await expect(letter.title).toBeVisible();
  expect(await page.evaluate(() => window.violations)).toEqual([]);
  expect(await size(letter.title)).toBeGreaterThan((await size(letter.part('paragraph'))) * 1.3);
  await expectAccessible(page, 'the letter in the page');
});

test('a browser that knows no such roots shows the link', async ({ open, page, server }) => {
  const html = await render(server.letter);
  await open(html.replace(' shadowrootmode="open"', ''));
  const link = page.getByRole('link', { name: 'Keep the code of the NHS open' });
  await expect(link).toHaveAttribute('href', server.hosted);
  await expect(page.locator('open-letter [part~="form"]')).toHaveCount(0);
});

const HOSTILE = [
  '</template></open-letter><script>window.ran = 1</script>',
  '"><img src=x onerror="window.ran = 2">',
  "' onfocus='window.ran = 3' autofocus='",
  '<!-- --><script>window.ran = 4</script>',
  '<svg onload=window.ran=5></svg>',
];

test('a hostile letter is nothing but words', async ({ open, page }) => {
  const words = HOSTILE.join(' ');
  const inline = [{ type: 'text', text: words }, { type: 'code', text: words }];
  const bait = 'https://bait.example.org/" onmouseover="window.ran=6';
  const body = [
    { type: 'paragraph', content: inline },
    { type: 'callout', kind: words, content: [{ type: 'heading', level: 2, content: inline }] },
    { type: 'image', src: 'https://bait.example.org/x.png', alt: words },
    { type: 'paragraph', content: [{ type: 'link', href: bait.split('"')[0], content: inline }] },
  ];
  const item = { id: words, name: words, role: words, affiliation: words, badges: ['a'], signed_at: '2026-05-01' };
  const letter = {
    ...Object.fromEntries(['id', 'title', 'standfirst', 'addressee', 'author', 'version', 'lang'].map((name) => [name, words])),
    body,
    status: 'open',
    takeaways: [words],
    references: [{ title: words, publisher: words }],
    badges: [{ id: 'a', label: words }],
    consent: { version: words, text: words },
    fields: { role: 'required', affiliation: 'optional', anonymous: 'optional' },
    signatures: { count: 1, as_of: '2026-05-01', items: [item], next: null },
  };
  const backend = createServer((request, response) => {
    const url = `http://${request.headers.host}/letters/a`;
    const known = request.url === '/v1/letters/a';
    response.writeHead(known ? 200 : 404, { 'Content-Type': 'application/json' });
    response.end(JSON.stringify(known ? { ...letter, url } : {}));
  });
  await new Promise((resolve) => backend.listen(0, '127.0.0.1', resolve));
  try {
    const origin = `http://127.0.0.1:${backend.address().port}`;
    const rendered = await render(`${origin}/v1/letters/a`);
    const { host, asked } = await open(rendered);
    await expect(letterOn(page).title).toHaveText(words);
    await expect(page.getByText('What follows the letter.')).toBeVisible();
    await expect(page.locator('open-letter script, open-letter img, open-letter svg, body > script')).toHaveCount(0);
    const root = await page.locator('open-letter').evaluate((element) => [element.shadowRoot?.mode, element.children.length]);
    expect(root).toEqual(['open', 1]);
    expect(await page.evaluate(() => window.ran)).toBe(undefined);
    for (const url of asked) expect([host.origin, origin]).toContain(new URL(url).origin);
  } finally {
    backend.closeAllConnections();
    await new Promise((resolve) => backend.close(resolve));
  }
});
