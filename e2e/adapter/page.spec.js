// The element on its page: what is asked of whom and when, attributes that change, and elements
// that have company.
import { test, expect, documentWith, errors, people } from './invented.js';
import { startAdapterServer } from '../support/adapter-server.js';
import { letterOn } from '../support/letter.js';

const OWN_FILES = /\/(adapter|markdown)-[0-9a-f]+\.(js|wasm)$/;

test('keys stand in the fragment, which is never sent', async ({ open, letter, backend, page, heard }) => {
  const asked = [];
  page.on('request', (request) => asked.push(request.url()));
  const { signatures, count } = backend.document;
  const headers = { apikey: '{apikey}', Authorization: 'Bearer {apikey}', 'X-Plain': 'a b%' };
  await open({
    fragment: '#apikey=public%20123&table=names',
    document: {
      signatures: { ...signatures, headers, url: '{+base}/{table}?letter=eq.{id}&src={src}' },
      count: { ...count, headers },
    },
    answers: { '/names': { json: { items: people(1, 3) } } },
  });
  await expect(letter.rows).toHaveCount(3);
  await expect(letter.count).toBeVisible();
  for (const [path, least] of [['/names', 1], ['/count', 1]]) {
    expect(backend.to(path)).toHaveLength(least);
    expect(backend.to(path)[0].headers).toMatchObject({ apikey: 'public 123', authorization: 'Bearer public 123', 'x-plain': 'a b%' });
  }
  expect(backend.to('/names')[0].query).toBe(`?letter=eq.keep-the-library-open&src=${encodeURIComponent(backend.src)}`);
  for (const url of asked.filter((url) => !url.includes('/adapter/page.html'))) expect(url).not.toContain('public');
  expect(await heard.codes()).toEqual([]);
});

test('HEAD, and a count in a header', async ({ open, letter, backend }) => {
  await open({
    document: { count: { url: '{+base}/count', method: 'HEAD', fields: { count: { header: 'Content-Range', after: '/' } } } },
    answers: { '/count': { headers: { 'Content-Range': '0-49/1236' }, text: '' } },
  });
  await expect(letter.count).toHaveText('1,236 signatures so far');
  expect(backend.to('/count')[0].method).toBe('HEAD');
});

test('a letter and its list by POST, as GraphQL has them', async ({ open, letter, backend }) => {
  const list = {
    url: '{+base}/graphql', body: { query: 'query($n: Int) { people }', variables: { n: '{limit}', from: '{offset}' } },
    root: '/data', items: '/people', fields: { id: '/id', name: '/name' }, paging: { by: 'offset', max: 10 },
  };
  const answer = ({ body }) => {
    const { n, from } = JSON.parse(body).variables;
    return { json: { data: { people: people(from + 1, Math.min(from + n, 25)) } } };
  };
  await open({ document: { signatures: list }, answers: { '/graphql': answer } });
  await expect(letter.rows).toHaveCount(10);
  await letter.more.click();
  await expect(letter.rows).toHaveCount(20);
  await letter.more.click();
  await expect(letter.rows).toHaveCount(25);
  await expect(letter.more).toHaveCount(0);
  expect(backend.to('/graphql').map(({ body }) => JSON.parse(body).variables)).toEqual([0, 10, 20].map((from) => ({ n: 10, from })));
});

for (const [by, paging, answer] of [
  ['cursor', { by: 'cursor', next: '/next', url: '{+base}/signatures?after={cursor}' }, (from, next) => ({ json: { items: people(from, from + 19), next } })],
  ['url', { by: 'url', next: '/next' }, (from, next, url) => ({ json: { items: people(from, from + 19), next: next && `${url}/signatures?after=${next}` } })],
  ['url, a relative one', { by: 'url', next: '/next' }, (from, next) => ({ json: { items: people(from, from + 19), next: next && `/signatures?after=${next}` } })],
  ['url, a query alone', { by: 'url', next: '/next' }, (from, next) => ({ json: { items: people(from, from + 19), next: next && `?after=${next}` } })],
  ['link', { by: 'link' }, (from, next) => ({ json: { items: people(from, from + 19) }, headers: next ? { Link: `</signatures>; rel="first", </signatures?after=${next}>; rel="next"` } : { Link: '</signatures>; rel="first"' } })],
])
  for (const known of [true, false])
    test(`further pages by ${by}${known ? '' : ', of signatories without an id'}`, async ({ open, letter, backend, heard }) => {
      const { id, ...fields } = backend.document.signatures.fields;
      await open({
        document: { signatures: { url: '{+base}/signatures', items: '/items', fields: known ? { id, ...fields } : fields, paging } },
        answers: {
          '/signatures': ({ query }) => {
            const from = Number(new URLSearchParams(query).get('after') || 1);
            return answer(from, from < 41 ? String(from + 20) : null, backend.origin);
          },
        },
      });
      for (const rows of [20, 40]) {
        await expect(letter.rows).toHaveCount(rows);
        await letter.more.click();
      }
      await expect(letter.rows).toHaveCount(60);
      await expect(letter.rows.last()).toContainText('Wilhelmina Teaspoon 60');
      await expect(letter.more).toHaveCount(0);
      expect(await heard.codes()).toEqual([]);
    });

test('without poll, the count is asked for once', async ({ open, letter, backend, page }) => {
  await page.clock.install();
  await open();
  await expect(letter.count).toBeVisible();
  await page.clock.runFor(7_200_000);
  expect(backend.to('/count')).toHaveLength(1);
  expect(backend.to('/letter')).toHaveLength(1);
});

test('with poll, it is asked for as often as that, and not while nobody looks', async ({ open, letter, backend, page, heard }) => {
  await page.clock.install();
  await page.addInitScript(() => {
    window.unseen = false;
    Object.defineProperty(Document.prototype, 'hidden', { get: () => window.unseen });
    Object.defineProperty(Document.prototype, 'visibilityState', { get: () => (window.unseen ? 'hidden' : 'visible') });
  });
  await open({ document: { count: { ...backend.document.count, poll: 60 } } });
  await expect(letter.count).toHaveText('236 signatures so far');
  await page.clock.runFor(50_000);
  expect(backend.to('/count')).toHaveLength(1);
  backend.answers['/count'] = { json: { count: 240 } };
  await page.clock.runFor(11_000);
  await expect(letter.count).toHaveText('240 signatures so far');
  expect(backend.to('/count')).toHaveLength(2);
  expect((await heard.of('count')).map(({ detail }) => detail.count)).toEqual([236, 240]);
  await page.evaluate(() => (window.unseen = true));
  await page.clock.runFor(600_000);
  expect(backend.to('/count')).toHaveLength(2);
  backend.answers['/count'] = { json: { count: 250 } };
  await page.evaluate(() => (window.unseen = false));
  await page.clock.runFor(15_000);
  await expect(letter.count).toHaveText('250 signatures so far');
  await letter.element.evaluate((element) => element.remove());
  const calls = backend.to('/count').length;
  await page.clock.runFor(600_000);
  expect(backend.to('/count')).toHaveLength(calls);
  expect(backend.to('/letter')).toHaveLength(1);
});

test('a page without an adapter loads nothing of it', async ({ page, host, letter, server }) => {
  const asked = [];
  page.on('request', (request) => asked.push(new URL(request.url()).pathname));
  await page.goto(host.page('adapter', { letter: server.letter, adapter: '' }));
  await expect(letter.rows.first()).toBeVisible();
  expect(asked.filter((path) => OWN_FILES.test(path) || path.includes('/adapters/'))).toEqual([]);
  await page.goto(host.page('adapter', { letter: server.letter, adapter: 'native' }));
  await expect(letter.rows.first()).toBeVisible();
  expect(asked.filter((path) => OWN_FILES.test(path) || path.includes('/adapters/'))).toEqual([]);
});

test('two adapters and a native letter on one page: one script and one Wasm', async ({ page, host, server, backend, heard }) => {
  const asked = [];
  page.on('request', (request) => asked.push(new URL(request.url()).pathname));
  const other = await startAdapterServer(
    documentWith({ name: 'Another', sign: null, count: null, signatures: { url: '{+base}/names', items: '', fields: { name: '' } }, letter: { fields: { title: { value: 'Another letter' }, body: { value: 'Its text.' } } } }),
    { '/names': { json: ['Barnaby Inkwell', 'Marigold Puddlewick'] } },
  );
  try {
    await page.goto(host.page('adapter', {
      letter: backend.src, adapter: backend.adapter, other: other.src, otheradapter: other.adapter, native: server.letter,
    }, 'three.html'));
    const [first, second, third] = ['#one', '#two', '#three'].map((id) => letterOn(page, `open-letter${id}`));
    await expect(first.title).toHaveText('Keep the library open');
    await expect(first.count).toHaveText('236 signatures so far');
    await expect(second.title).toHaveText('Another letter');
    await expect(second.count).toHaveText('2 signatures so far');
    await expect(second.rows).toHaveText([/Barnaby Inkwell/, /Marigold Puddlewick/]);
    await expect(second.form).toHaveCount(0);
    await expect(third.count).toHaveText('236 signatures so far');
    await expect(third.action('I have a code')).toBeVisible();
    await expect(first.action('I have a code')).toHaveCount(0);
    expect(asked.filter((path) => /\/adapter-[0-9a-f]+\.js$/.test(path))).toHaveLength(1);
    expect(asked.filter((path) => /\/adapter-[0-9a-f]+\.wasm$/.test(path))).toHaveLength(1);
    expect(asked.filter((path) => path.includes('/markdown-'))).toEqual([]);
    expect(await heard.codes()).toEqual([]);
  } finally {
    await other.stop();
  }
});

test('another src through the same adapter is another letter', async ({ open, letter, backend, page }) => {
  await open();
  await expect(letter.title).toHaveText('Keep the library open');
  await letter.field('name').fill('Quillon');
  const { json } = backend.answers['/letter'];
  backend.answers['/other/letter'] = { json: { ...json, title: 'Another letter' } };
  backend.answers['/other/count'] = { json: { count: 3 } };
  backend.answers['/other/signatures'] = { json: { items: people(1, 3) } };
  await letter.element.evaluate((element, src) => (element.src = src), `${backend.origin}/other/x`);
  await expect(letter.title).toHaveText('Another letter');
  await expect(letter.count).toHaveText('3 signatures so far');
  await expect(letter.rows).toHaveCount(3);
  await expect(letter.field('name')).toHaveValue('');
  expect(backend.to('/adapter.json')).toHaveLength(1);
});

test('the adapter changes: to another one, to the native protocol, and back', async ({ open, letter, backend, server, heard }) => {
  await open();
  await expect(letter.rows).toHaveCount(20);
  const set = (values) => letter.element.evaluate((element, values) => Object.assign(element, values), values);
  backend.answers['/second.json'] = { json: documentWith({ count: null, signatures: null, sign: null }) };
  await set({ adapter: `${backend.origin}/second.json` });
  await expect(letter.form).toHaveCount(0);
  await expect(letter.rows).toHaveCount(0);
  await expect(letter.count).toHaveCount(0);
  await expect(letter.title).toHaveText('Keep the library open');
  await set({ adapter: null, src: server.letter });
  await expect(letter.rows).toHaveCount(50);
  await expect(letter.action('I have a code')).toBeVisible();
  await set({ adapter: backend.adapter, src: backend.src });
  await expect(letter.rows.first()).toContainText('Wilhelmina Teaspoon');
  await expect(letter.action('I have a code')).toHaveCount(0);
  await letter.more.click();
  await expect(letter.rows).toHaveCount(40);
  expect(await heard.codes()).toEqual([]);
});

for (const where of ['/adapter.json', '/letter', '/signatures', '/count'])
  test(`removed while ${where} is on its way, it breaks off and says nothing`, async ({ open, letter, backend, heard, page }) => {
    let ended;
    const over = new Promise((resolve) => (ended = resolve));
    await open({ answers: { [where]: { raw: (response) => response.on('close', ended) } } });
    await expect.poll(() => backend.to(where).length).toBe(1);
    await letter.element.evaluate((element) => element.remove());
    await over;
    await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 50)));
    expect(await heard.codes()).toEqual([]);
  });

test('removed and put back during each request, it works as on the first day', async ({ open, letter, heard, page }) => {
  await open();
  await expect(letter.title).toBeVisible();
  for (let round = 0; round < 12; round += 1)
    await page.evaluate(async (round) => {
      const element = document.querySelector('open-letter');
      element.remove();
      await new Promise((resolve) => setTimeout(resolve, round % 4));
      document.querySelector('main').append(element);
      await new Promise((resolve) => setTimeout(resolve, round * 3));
    }, round);
  await expect(letter.title).toHaveCount(1);
  await expect(letter.rows).toHaveCount(20);
  await letter.more.click();
  await expect(letter.rows).toHaveCount(40);
  expect(await heard.codes()).toEqual([]);
});

test('refreshed, it shows who has signed meanwhile and keeps what was typed', async ({ open, letter, backend }) => {
  await open();
  await letter.field('name').fill('Quillon');
  await letter.more.click();
  await expect(letter.rows).toHaveCount(40);
  backend.answers['/signatures'] = { json: { items: [{ id: 'new', name: 'Ottoline Papercastle' }, ...people(1, 19)] } };
  backend.answers['/count'] = { json: { count: 237 } };
  await letter.element.evaluate((element) => element.refresh());
  await expect(letter.count).toHaveText('237 signatures so far');
  await expect(letter.rows.first()).toContainText('Ottoline Papercastle');
  await expect(letter.rows).toHaveCount(41);
  await expect(letter.field('name')).toHaveValue('Quillon');
});

for (const file of [/\/adapter-[0-9a-f]+\.js$/, /\/adapter-[0-9a-f]+\.wasm$/])
  test(`${file.source.slice(-4, -1)}: where it does not come, the children stay, and pressing again helps`, async ({ open, letter, heard, page, children }) => {
    await page.route(file, (route) => route.abort('connectionreset'));
    await open();
    await expect(letter.part('retry')).toBeVisible();
    await expect(children).toBeVisible();
    expect((await errors(heard))[0].code).toMatch(/^(adapter|network)$/);
    await page.unroute(file);
    await letter.part('retry').click();
    await expect(letter.title).toBeVisible();
    await expect(letter.rows).toHaveCount(20);
  });

test('a letter whose language nobody tells is written as its words are, on a page of another direction', async ({ open, letter, backend }) => {
  const direction = (part) => letter.part(part).first().evaluate((element) => getComputedStyle(element).direction);
  await open({ lang: 'ar' });
  await expect(letter.count).toHaveText('٢٣٦ توقيعًا حتى الآن');
  for (const part of ['title', 'standfirst', 'paragraph']) expect(await direction(part), part).toBe('ltr');
  expect(await direction('count')).toBe('rtl');
  const { json } = backend.answers['/letter'];
  await open({ answers: { '/letter': { json: { ...json, title: 'أبقوا المكتبة مفتوحة', standfirst: 'نص', body: 'نص الرسالة' } } } });
  await expect(letter.title).toBeVisible();
  for (const part of ['title', 'standfirst', 'paragraph']) expect(await direction(part), part).toBe('rtl');
  expect(await direction('count')).toBe('ltr');
});
