// A letter's body from anywhere: nothing of it runs, loads or leaves the page, and what can be
// said in the tree of blocks is.
import { test as base, expect } from './invented.js';

const WAYS = {
  'as browsers read it': {},
  'without Document.parseHTML': { forget: true },
};

const test = base.extend({
  /** Opens the page on a letter with this body, and watches what it does. */
  read: async ({ open, page, backend }, use) =>
    use(async (body, { as = 'html', forget = false, fields = {}, url = PAGE_URL(backend) } = {}) => {
      await page.addInitScript((forget) => {
        if (forget) delete Document.parseHTML;
        window.ran = [];
        window.violations = [];
        document.addEventListener('securitypolicyviolation', (event) => window.violations.push(`${event.effectiveDirective} ${event.blockedURI}`));
      }, forget);
      const operation = backend.document.letter;
      const { json } = backend.answers['/letter'];
      await open({
        document: { letter: { ...operation, fields: { ...operation.fields, ...fields, url: { value: url }, body: as ? { at: '/body', as } : '/body' } } },
        answers: { '/letter': { json: { ...json, body } } },
      });
    }),

  asked: async ({ page }, use) => {
    const asked = [];
    page.on('request', (request) => asked.push(request.url()));
    await use(asked);
  },
});

const PAGE_URL = (backend) => `${backend.origin}/page`;

/** The body as it stands on the page: names, a few attributes, and texts. */
const built = (letter) =>
  letter.part('body').evaluate((body) => {
    const name = (element) => {
      const { localName } = element;
      const attribute = { a: 'href', img: 'src' }[localName];
      return attribute ? `${localName}[${element.getAttribute(attribute)}]` : localName;
    };
    const walk = (node) => (node.nodeType === 3 ? node.data : `<${name(node)}>${[...node.childNodes].map(walk).join('')}</>`);
    const blocks = [...body.childNodes].filter(({ nodeType }) => nodeType !== 8).map(walk);
    return blocks.map((text) => text.replace(/(<p>) | (<\/>)$/g, '$1$2')).join('\n');
  });

async function expectInert({ page, host, server, backend, heard, asked }) {
  expect(await page.evaluate(() => window.ran)).toEqual([]);
  const known = [server.origin, backend.origin, host.origin];
  for (const url of asked) if (!url.startsWith('data:')) expect(known, url).toContain(new URL(url).origin);
  expect(asked.filter((url) => url.includes('/bait'))).toEqual([]);
  expect(await page.evaluate(() => {
    const root = document.querySelector('open-letter').shadowRoot;
    const bad = 'script,style,iframe,object,embed,svg,math,video,audio,link,meta,base,template,input[name=attributes]';
    const found = [...root.querySelectorAll('[part~=body] *')].filter((element) =>
      element.matches(bad) || element.getAttributeNames().some((name) => name.startsWith('on') || name === 'style'));
    return found.map((element) => element.outerHTML);
  })).toEqual([]);
  expect(await heard.codes()).toEqual([]);
}

const RICH = `
  <h1>First</h1><h2>Second</h2><h3>Third</h3><h5>Fifth</h5>
  <p>Words of <b>weight</b> and <em>stress <strong>both</strong></em>,&nbsp;a&#8217;s &amp; b &lt;tag&gt;.</p>
  Loose words<br>in two lines
  <ul><li>One</li><li>Two<ol><li>Deep <a href="https://example.org/deep">link</a></li></ol></li></ul>
  <blockquote><p>Quoted</p><blockquote>Twice</blockquote></blockquote>
  <hr>
  <pre>let a = 1;
  let b;</pre>
  <p>A word of <code>code &lt;b&gt;</code> and <a href="mailto:letters@example.org">mail</a>.</p>
  <table><caption>Table</caption><tr><th>Day</th><th>Hours</th></tr><tr><td>Saturday</td><td>10</td></tr></table>
  <div><section><p>Inside</p></section></div>`;

for (const [way, { forget }] of Object.entries(WAYS))
  test(`HTML becomes blocks, ${way}`, async ({ read, letter, page, host, server, backend, heard, asked }) => {
    await read(RICH, { forget });
    await expect(letter.part('body').locator('h2')).toHaveCount(2);
    expect((await built(letter)).split('\n')).toEqual([
      '<h2>First</>', '<h2>Second</>', '<h3>Third</>', '<h4>Fifth</>',
      '<p>Words of <strong>weight</> and <em>stress <strong>both</></>,\u00a0a’s & b <tag>.</>',
      '<p>Loose words in two lines</>',
      '<ul><li><p>One</></><li><p>Two</><ol><li><p>Deep <a[https://example.org/deep]>link</></></></></></>',
      '<blockquote><p>Quoted</><blockquote><p>Twice</></></>',
      '<hr></>',
      '<p><code>let a = 1;', '  let b;</></>',
      '<p>A word of <code>code <b></> and <a[mailto:letters@example.org]>mail</>.</>',
      '<p>Table</>', '<p>Day · Hours</>', '<p>Saturday · 10</>',
      '<p>Inside</>',
    ]);
    await expectInert({ page, host, server, backend, heard, asked });
  });

const HOSTILE = (origin) => `
  <p>Before</p>
  <script>ran.push('script')</script><script src="${origin}/bait.js"></script>
  <style>@import url(${origin}/bait.css); body { display: none }</style>
  <img src="x" onerror="ran.push('onerror')"><img src="https://elsewhere.example.net/bait.png" alt="Strange">
  <p onclick="ran.push('click')" style="background:url(${origin}/bait.gif)">Styled</p>
  <a href="javascript:ran.push('href')">script link</a> <a href=" java
script:ran.push('href')">broken script link</a> <a href="data:text/html,<script>1</script>">data link</a> <a href="//example.org/x">no scheme</a>
  <iframe src="${origin}/bait.html" srcdoc="<script>parent.ran.push('iframe')</script>"></iframe>
  <object data="${origin}/bait.swf"></object><embed src="${origin}/bait.swf">
  <svg onload="ran.push('svg')"><a xlink:href="javascript:1"><text>drawn</text></a><script>ran.push('svg script')</script></svg>
  <math><mi xlink:href="javascript:1">x</mi></math>
  <video src="${origin}/bait.mp4" autoplay onplay="ran.push('video')"></video><audio src="${origin}/bait.mp3"></audio>
  <link rel="stylesheet" href="${origin}/bait.css"><meta http-equiv="refresh" content="0;url=${origin}/bait.html"><base href="https://elsewhere.example.net/">
  <form action="${origin}/bait"><input name="childNodes"><input name="nodeName"><input name="nodeType"><input name="attributes"><input name="matches"><input name="textContent"><button>Press</button></form>
  <form id="childNodes" name="body"><input name="childNodes"></form><img name="body" src="x"><img name="documentElement" src="x"><img name="querySelector" src="x">
  <template><p>unseen</p><script>ran.push('template')</script></template><noscript><p>noscript</p><img src="${origin}/bait.png"></noscript>
  <div><p id="constructor" name="__proto__">Odd names</p></div>
  <x-unknown>Unknown</x-unknown><marquee>Old</marquee>
  <details open ontoggle="ran.push('toggle')"><summary>Sum</summary>Up</details>
  <p>After</p>`;

for (const [way, { forget }] of Object.entries(WAYS))
  test(`hostile HTML is words and nothing else, ${way}`, async ({ read, letter, page, host, server, backend, heard, asked }) => {
    await read(HOSTILE(backend.origin), { forget });
    const body = letter.part('body');
    for (const words of ['Before', 'Styled', 'script link', 'data link', 'no scheme', 'Strange', 'Odd names', 'Unknown', 'Old', 'Sum', 'Up', 'After'])
      await expect(body).toContainText(words);
    for (const words of ['ran.push', '@import', 'unseen']) await expect(body).not.toContainText(words);
    await expect(body.locator('a')).toHaveCount(0);
    await expect(body.locator('img')).toHaveCount(0);
    await expectInert({ page, host, server, backend, heard, asked });
  });

test('images come from the letter’s own origin alone', async ({ read, letter, backend, asked, page }) => {
  const own = `${backend.origin}/shelf.png`;
  await read(`<p><img src="${own}" alt="A shelf" srcset="https://elsewhere.example.net/bait.png 2x" onerror="ran.push(1)"></p>
    <figure><picture><source srcset="https://elsewhere.example.net/bait.webp"><img src="https://elsewhere.example.net/bait.png" alt="Another"></picture><figcaption>Caption</figcaption></figure>
    <p>Words <img src="${own}" alt="within"> words</p>`);
  await expect(letter.part('body').locator('img').first()).toHaveAttribute('src', own);
  await expect(letter.part('body')).toContainText('Another');
  await expect(letter.part('body')).toContainText('Caption');
  await letter.part('body').scrollIntoViewIfNeeded();
  await page.waitForLoadState('networkidle');
  expect(asked.filter((url) => url.includes('elsewhere'))).toEqual([]);
});

for (const [what, html] of [
  ['divisions', '<div>'.repeat(10_000) + 'Deepest' + '</div>'.repeat(10_000)],
  ['quotes', '<blockquote>'.repeat(10_000) + 'Deepest' + '</blockquote>'.repeat(10_000)],
  ['lists', '<ul><li>'.repeat(10_000) + 'Deepest' + '</li></ul>'.repeat(10_000)],
  ['marks', `<p>${'<b><i>'.repeat(10_000)}Deepest${'</i></b>'.repeat(10_000)}</p>`],
  ['marks that nobody closes', '<b><i><a href="https://example.org/">'.repeat(3_000) + 'Deepest'],
  ['tables', '<table><tr><td>'.repeat(3_000) + 'Deepest'],
])
  for (const [way, { forget }] of Object.entries(WAYS))
    test(`10,000 levels of ${what} still say it, ${way}`, async ({ read, letter, heard }) => {
      await read(`<p>First</p>${html}<p>Last</p>`, { forget });
      await expect(letter.part('body')).toContainText('Deepest');
      await expect(letter.part('body')).toContainText('First');
      expect(await heard.codes()).toEqual([]);
    });

test('900 kB of HTML', async ({ read, letter, heard }) => {
  await read(`<p>One of <b>many</b> paragraphs. ${'It says what the others said. '.repeat(29)}</p>`.repeat(980) + '<p>Last</p>');
  await expect(letter.part('body')).toContainText('Last');
  expect(await heard.codes()).toEqual([]);
});

// A busy machine lays it out for longer than an answer may take, so that requests beside it are
// told as late and made again. That is a weakness; the letter has to be there all the same.
test('22,000 paragraphs are there in the end', async ({ read, letter, heard }) => {
  test.setTimeout(300_000);
  await read('<p>One of <b>many</b> paragraphs.</p>'.repeat(22_000) + '<p>Last</p>');
  await expect(letter.part('body')).toContainText('Last', { timeout: 240_000 });
  expect((await heard.codes()).filter((code) => code !== 'timeout')).toEqual([]);
});

const MARKDOWN = `Dear Councillors,

## What we ask

Keep the *doors* **open**, [says](https://example.org/a "title") the [town](javascript:ran.push(1)).

1. Saturdays
2. Sundays
   - mornings

> Quoted

\`code <b>\`

    indented

| Day | Hours |
| --- | --- |
| Saturday | 10 |

<script>ran.push('script')</script>
<img src=x onerror="ran.push('onerror')">

![A shelf](https://elsewhere.example.net/bait.png)
<https://example.org/auto> and HTML <b onclick="ran.push(2)">bold</b>
`;

test('Markdown becomes blocks, with the HTML in it made harmless', async ({ read, letter, page, host, server, backend, heard, asked }) => {
  await read(MARKDOWN, { as: 'markdown' });
  const body = letter.part('body');
  await expect(body.locator('h2')).toHaveText('What we ask');
  await expect(body.locator('a')).toHaveCount(2);
  await expect(body.locator('a').first()).toHaveAttribute('href', 'https://example.org/a');
  await expect(body.locator('ol > li')).toHaveCount(2);
  await expect(body.locator('ol ul > li')).toHaveText('mornings');
  await expect(body.locator('blockquote')).toHaveText('Quoted');
  await expect(body.locator('strong')).toHaveText(['open', 'bold']);
  await expect(body).toContainText('Saturday · 10');
  await expect(body).toContainText('the town.');
  await expect(body).not.toContainText('ran.push');
  expect(asked.filter((url) => /\/markdown-[0-9a-f]+\.js$/.test(url)).length).toBeGreaterThan(0);
  await expectInert({ page, host, server, backend, heard, asked });
});

for (const [what, text] of [
  ['quotes', '> '.repeat(10_000) + 'Deepest'],
  ['lists', Array.from({ length: 400 }, (_, depth) => `${'  '.repeat(depth)}- Level`).join('\n') + ' Deepest'],
  ['brackets', '['.repeat(20_000) + 'Deepest' + ']'.repeat(20_000)],
  ['stars', '*a **b '.repeat(5_000) + 'Deepest'],
  ['backticks', Array.from({ length: 600 }, (_, length) => '`'.repeat(length + 1)).join(' ') + ' Deepest'],
])
  test(`deep Markdown still says it: ${what}`, async ({ read, letter, heard }) => {
    await read(`First\n\n${text}`, { as: 'markdown' });
    await expect(letter.part('body')).toContainText('Deepest', { timeout: 60_000 });
    expect(await heard.codes()).toEqual([]);
  });

test('plain text keeps its paragraphs, and tags are words in it', async ({ read, letter }) => {
  await read('Dear <b>Councillors</b>,\r\n\r\nline one\nline two\n\n\n\n  &amp; last  ', { as: null });
  await expect(letter.part('paragraph')).toHaveText(['Dear <b>Councillors</b>,', 'line one line two', '&amp; last']);
});

for (const [what, body] of [['an empty string', ''], ['null', null], ['tags without words', '<p> </p><br><div></div>']])
  test(`a body of ${what} is none, and the title stands alone`, async ({ read, letter, heard }) => {
    await read(body);
    await expect(letter.title).toBeVisible();
    await expect(letter.part('paragraph')).toHaveCount(0);
    expect(await heard.codes()).toEqual([]);
  });

test('markup in titles and standfirsts becomes plain text', async ({ read, letter, backend }) => {
  const { json } = backend.answers['/letter'];
  backend.answers['/letter'] = { json: { ...json, title: 'The <em>library&#8217;s</em> &amp; the town&rsquo;s', standfirst: '<p>It\n is <b>ours</b>&hellip;</p><script>ran.push(1)</script>' } };
  await read('<p>Text</p>', { fields: { title: { at: '/title', as: 'html' }, standfirst: { at: '/standfirst', as: 'html' } } });
  await expect(letter.title).toHaveText('The library’s & the town’s');
  await expect(letter.part('standfirst')).toHaveText('It is ours…');
});

test('what is no markup is what it says', async ({ read, letter, backend }) => {
  const { json } = backend.answers['/letter'];
  backend.answers['/letter'] = { json: { ...json, title: 'A <b>title</b> &amp; all' } };
  await read('<p>Text</p>');
  await expect(letter.title).toHaveText('A <b>title</b> &amp; all');
});

/** The strictest policy that the widget asks for, with an adapter's backend. */
const policy = (origin, backend) =>
  [
    "default-src 'none'", `script-src ${origin} 'wasm-unsafe-eval'`, `connect-src ${origin} ${backend}`, `style-src 'self' ${origin}`,
    "require-trusted-types-for 'script'", "trusted-types 'none'",
  ].join('; ');

/** Handlers in a backend's HTML are reported as refused, which they are, before they are dropped. */
const violations = async (page) =>
  (await page.evaluate(() => window.violations)).filter((text) => !text.startsWith('script-src-attr') && !text.startsWith('img-src data'));

for (const [as, text] of [['html', RICH], ['markdown', MARKDOWN]])
  test(`under a policy that trusts nothing: ${as} keeps its blocks`, async ({ read, letter, page, host, server, backend, heard }) => {
    host.headers['/adapter/page.html'] = { 'Content-Security-Policy': policy(server.origin, backend.origin) };
    await read(text, { as });
    await expect(letter.part('body').locator('h2').first()).toBeVisible();
    await expect(letter.part('body').locator('strong').first()).toBeVisible();
    expect(await page.evaluate(() => window.ran)).toEqual([]);
    expect(await heard.codes()).toEqual([]);
    expect(await violations(page)).toEqual([]);
  });

test('under such a policy, where no way to read HTML is left: the words in their paragraphs', async ({ read, letter, page, host, server, backend, heard, asked }) => {
  host.headers['/adapter/page.html'] = { 'Content-Security-Policy': policy(server.origin, backend.origin) };
  const { json } = backend.answers['/letter'];
  backend.answers['/letter'] = { json: { ...json, title: 'The <em>library&#8217;s</em> shelf' } };
  await read(`<h2>What we ask</h2><p>Dear &amp; <b>kind</b>,<br>all</p><!-- ran.push --><script>ran.push('x')</script><ul><li>One</li><li>Two &#8217; &#x2019;</li></ul><style>p{}</style><p>1 &lt; 2 and 3 > 2</p>`, {
    forget: true, fields: { title: { at: '/title', as: 'html' } },
  });
  await expect(letter.title).toHaveText('The library’s shelf');
  await expect(letter.part('paragraph')).toHaveText(['What we ask', /^Dear & kind,\s?all$/, 'One', 'Two ’ ’', '1 < 2 and 3 > 2']);
  await expectInert({ page, host, server, backend, heard, asked });
});

test('under such a policy, hostile HTML without a way to read it', async ({ read, letter, page, host, server, backend, heard, asked }) => {
  host.headers['/adapter/page.html'] = { 'Content-Security-Policy': policy(server.origin, backend.origin) };
  await read(HOSTILE(backend.origin), { forget: true });
  await expect(letter.part('body')).toContainText('After');
  for (const words of ['ran.push', '@import']) await expect(letter.part('body')).not.toContainText(words);
  await expectInert({ page, host, server, backend, heard, asked });
});
