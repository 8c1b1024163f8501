// Everything that an adapter document or a backend's answer can get wrong: said in words, with its
// code in the event, within ten seconds, and the letter as readable as it can be.
import { test as base, expect, documentWith, errors, people } from './invented.js';
import { startAdapterServer } from '../support/adapter-server.js';

const test = base.extend({
  /** What must hold of every bad letter: the children stay and the page is told. */
  unread: async ({ letter, children, heard }, use) =>
    use(async (code, message) => {
      const [first] = await errors(heard);
      expect(first.code).toBe(code);
      expect(first.message).toMatch(message);
      await expect(letter.part('retry')).toBeVisible();
      await expect(children).toBeVisible();
      await expect(letter.title).toHaveCount(0);
    }),
});

const html = '<!doctype html><title>Sorry</title>';

for (const [what, answer, message] of [
  ['is not there', { status: 404, text: html }, /adapter\.json cannot be read\. It answered with status 404/],
  ['is no JSON', { text: '{"name": "x",}' }, /adapter\.json is not JSON/],
  ['is HTML', { text: html }, /adapter\.json is not JSON/],
  ['is empty', { text: '' }, /the document should be an object/],
  ['is an array', { json: [] }, /the document should be an object/],
  ['is a number', { json: 7 }, /the document should be an object/],
  ['nests 10,000 levels', { text: '['.repeat(10_000) + ']'.repeat(10_000) }, /./],
  ['is 50 MB', { raw: fifty }, /adapter\.json cannot be read\. The answer is larger than 1 MB/],
  ['is cut off', { raw: (response) => { response.writeHead(200, { 'Content-Length': 1000 }); response.write('{', () => response.destroy()); } }, /adapter\.json cannot be read/],
  ['has an unknown operation', { json: documentWith({ singatures: {} }) }, /\/singatures is not known here; "signatures" was probably meant/],
  ['has an unknown member', { json: documentWith({ letter: { url: '{+base}/letter', feilds: {} } }) }, /\/letter\/feilds is not known here; "fields" was probably meant/],
  ['has an unknown field', { json: documentWith({ letter: { fields: { headline: '/x' } } }) }, /\/letter\/fields\/headline is not known here$/],
  ['has a method that is none', { json: documentWith({ count: { url: '{+base}/c', method: 'GETT', fields: { count: '/c' } } }) }, /\/count\/method should be one of: GET, .*"GET" was probably meant/],
  ['has a pointer that is none', { json: documentWith({ letter: { url: '{+base}/l', fields: { title: 'title' } } }) }, /\/letter\/fields\/title should be a JSON Pointer/],
  ['has a template that is none', { json: documentWith({ letter: { url: '{+base/l', fields: {} } }) }, /\/letter\/url should have a variable/],
  ['polls every second', { json: documentWith({ count: { url: '{+base}/c', poll: 1, fields: { count: '/c' } } }) }, /\/count\/poll is a number out of bounds/],
  ['lacks the list’s items', { json: documentWith({ signatures: { url: '{+base}/s', fields: {} } }) }, /\/signatures needs "items"/],
])
  test(`an adapter that ${what}`, async ({ open, unread, backend, heard, letter }) => {
    await open({ answers: { '/adapter.json': answer } });
    await unread('adapter', message);
    expect(backend.calls.map(({ path }) => path).filter((path) => path !== '/adapter.json')).toEqual([]);
    expect(await heard.codes()).toEqual(['adapter']);
    delete backend.answers['/adapter.json'];
    await letter.part('retry').click();
    await expect(letter.title).toBeVisible();
    await expect(letter.rows).toHaveCount(20);
  });

test('an adapter that never comes', async ({ open, unread, backend, page, heard }) => {
  await page.clock.install();
  await open({ answers: { '/adapter.json': { raw: () => {} } } });
  await expect.poll(() => backend.to('/adapter.json').length).toBe(1);
  await page.clock.runFor(10_000);
  await unread('adapter', /./);
});

test('a preset that is none', async ({ open, unread }) => {
  await open({ adapter: 'pocketbass' });
  await unread('adapter', /adapters\/pocketbass\.json cannot be read\. ./);
});

for (const [what, operation, message] of [
  ['the letter', 'letter', /\/letter\/url needs \{table\}, which has no value here/],
  ['the list', 'signatures', /\/signatures\/url needs \{table\}/],
  ['the count', 'count', /\/count\/url needs \{table\}/],
])
  test(`a variable without a value, in ${what}`, async ({ open, backend, heard, letter, children }) => {
    await open({ document: { [operation]: { ...backend.document[operation], url: '{+base}/{table}' } } });
    const [first] = await errors(heard);
    expect(first.code).toBe('adapter');
    expect(first.message).toMatch(message);
    if (operation === 'letter') await expect(children).toBeVisible();
    else await expect(letter.part('paragraph')).toHaveCount(2);
    expect(backend.calls.some(({ path }) => path.includes('table'))).toBe(false);
  });

function fifty(response) {
  response.writeHead(200, { 'Content-Type': 'application/json' });
  const part = Buffer.alloc(1 << 20, ' ');
  let left = 50;
  const more = () => {
    while (left > 0 && !response.destroyed) {
      left -= 1;
      if (!response.write(part)) return response.once('drain', more);
    }
    response.end('{}');
  };
  more();
}

const drip = (response) => {
  response.writeHead(200, { 'Content-Type': 'application/json' });
  response.write('{"title"');
  const more = setInterval(() => response.write(' '), 200);
  response.on('close', () => clearInterval(more));
};

for (const [what, answer, code, message] of [
  ['HTML', { text: html }, 'not_json', /not JSON/],
  ['HTML with status 404', { status: 404, text: html }, 'not_found', /404/],
  ['a redirect to itself', { raw: (response) => response.writeHead(302, { Location: '/letter' }).end() }, 'network', /./],
  ['empty', { text: '' }, 'adapter', /`\/title` found nothing/],
  ['null', { json: null }, 'adapter', /`\/title` found nothing/],
  ['an array', { json: [] }, 'adapter', /`\/title` found nothing/],
  ['a title that is an object', { json: { title: {} } }, 'wrong_type', /\/title should be a text/],
  ['a body that is a number', { json: { title: 'x', body: 7 } }, 'wrong_type', /\/body/],
  ['a body of unknown blocks', { json: { title: 'x', body: [{ type: 'iframe' }] } }, 'wrong_type', /\/body/],
  ['10,000 levels', { text: `{"title":"x","body":${'['.repeat(10_000)}${']'.repeat(10_000)}}` }, 'not_json', /not JSON/],
  ['50 MB', { raw: fifty }, 'too_large', /larger than 1 MB/],
])
  test(`a letter that is ${what}`, async ({ open, unread, backend, letter }) => {
    const usual = backend.answers['/letter'];
    await open({ answers: { '/letter': answer } });
    await unread(code, message);
    backend.answers['/letter'] = usual;
    // What may pass is tried again by itself.
    if (code !== 'network') await letter.part('retry').click();
    await expect(letter.title).toBeVisible();
  });

test('a letter that drips', async ({ open, unread, backend, page }) => {
  await page.clock.install();
  await open({ answers: { '/letter': { raw: drip } } });
  await expect.poll(() => backend.to('/letter').length).toBe(1);
  await page.clock.runFor(10_000);
  await unread('timeout', /10 seconds/);
});

test('a pointer that finds no title: the letter can still be read, and the page is told', async ({ open, letter, heard, backend }) => {
  const { letter: operation } = backend.document;
  await open({ document: { letter: { ...operation, fields: { ...operation.fields, title: '/headline' } } } });
  await expect(letter.part('paragraph')).toHaveCount(2);
  const [first] = await errors(heard);
  expect(first).toMatchObject({ code: 'adapter', message: expect.stringContaining('`/headline` found nothing') });
  await expect(letter.form).toBeVisible();
});

test('a letter with nothing but what has to be there', async ({ open, letter, heard }) => {
  await open({ answers: { '/letter': { json: { title: 'Alone' } } } });
  await expect(letter.title).toHaveText('Alone');
  await expect(letter.form).toBeVisible();
  expect(await heard.codes()).toEqual([]);
});

for (const [what, name, found] of [
  ['a title that is an object', 'title', {}],
  ['a standfirst that is an array', 'standfirst', ['x']],
  ['a date that is none', 'published_at', 'soon'],
  ['a date far away', 'published_at', 9e14],
  ['a date that databases write for none', 'published_at', '0000-00-00 00:00:00'],
  ['a page that is no address', 'url', '/relative'],
  ['a page that runs a script', 'url', 'javascript:alert(1)'],
  ['a contact that is no address', 'contact', 'letters@example.org'],
  ['a moderation that nobody knows', 'moderation', 'sometimes'],
  ['a confirmation that is neither true nor false', 'confirmation', 'perhaps'],
])
  test(`${what} does not take the letter away, and is told`, async ({ open, letter, backend, heard }) => {
    const { letter: operation } = backend.document;
    const { json } = backend.answers['/letter'];
    await open({
      document: { letter: { ...operation, fields: { ...operation.fields, [name]: '/odd' } } },
      answers: { '/letter': { json: { ...json, odd: found } } },
    });
    await expect(letter.part('paragraph')).toHaveCount(2);
    await expect(letter.form).toBeVisible();
    expect((await errors(heard))[0]).toMatchObject({ code: 'wrong_type', message: expect.stringContaining('/odd') });
    await expect(letter.element.locator('a[href^="javascript"]')).toHaveCount(0);
  });

test('a status that nobody knows is not one to sign', async ({ open, letter, backend }) => {
  const { letter: operation } = backend.document;
  const { json } = backend.answers['/letter'];
  await open({
    document: { letter: { ...operation, fields: { ...operation.fields, status: '/status' } } },
    answers: { '/letter': { json: { ...json, status: 'draft' } } },
  });
  await expect(letter.part('paragraph')).toHaveCount(2);
  await expect(letter.part('status')).toHaveText('Closed for signatures');
  await expect(letter.form).toHaveCount(0);
});

for (const [what, count, code] of [
  ['negative', -1, 'wrong_type'],
  ['a fraction', 1.5, 'wrong_type'],
  ['a negative one in a string', '-1', 'wrong_type'],
  ['a fraction in a string', '1.5', 'wrong_type'],
  ['a string of 1,000 digits', '9'.repeat(1000), 'wrong_type'],
  ['a word', 'many', 'wrong_type'],
  ['an empty string', '', 'wrong_type'],
  ['an array', [236], 'wrong_type'],
  ['true', true, 'wrong_type'],
  ['null', null, 'adapter'],
]) {
  test(`a count that is ${what}`, async ({ open, letter, heard }) => {
    await open({ answers: { '/count': { json: { count } } } });
    expect((await errors(heard))[0]).toMatchObject({ code, message: expect.stringContaining('/count') });
    await expect(letter.rows).toHaveCount(20);
    await expect(letter.title).toBeVisible();
    await expect(letter.count).toHaveCount(0);
  });

  if (count !== null)
    test(`a count with the list that is ${what}`, async ({ open, letter, heard, backend }) => {
      const { signatures } = backend.document;
      await open({
        document: { count: null, signatures: { ...signatures, count: '/total' } },
        answers: { '/signatures': { json: { items: people(1, 3), total: count } } },
      });
      expect((await errors(heard))[0]).toMatchObject({ code, message: expect.stringContaining('/total') });
      await expect(letter.part('paragraph')).toHaveCount(2);
      await expect(letter.form).toBeVisible();
    });
}

test('a count of 1,000 digits', async ({ open, letter, heard }) => {
  await open({ answers: { '/count': { text: `{"count":${'9'.repeat(1000)}}` } } });
  expect((await errors(heard))[0].code).toBe('wrong_type');
  await expect(letter.rows).toHaveCount(20);
  await expect(letter.count).toHaveCount(0);
});

for (const [what, answer, code, message] of [
  ['HTML', { text: html }, 'not_json', /not JSON/],
  ['without items', { json: { data: [] } }, 'adapter', /`\/items` found nothing/],
  ['items that are an object', { json: { items: {} } }, 'wrong_type', /\/items should be an array/],
  ['items that are null', { json: { items: null } }, 'wrong_type', /\/items should be an array/],
  ['a name that is an object', { json: { items: [...people(1, 2), { id: 'x', name: {} }] } }, 'wrong_type', /\/items\/2\/name should be a text/],
  ['a 404', { status: 404, text: html }, 'not_found', /404/],
  ['50 MB', { raw: fifty }, 'too_large', /1 MB/],
])
  test(`a list that is ${what}`, async ({ open, letter, heard, backend }) => {
    const usual = backend.answers['/signatures'];
    await open({ answers: { '/signatures': answer } });
    const [first] = await errors(heard);
    expect(first.code).toBe(code);
    expect(first.message).toMatch(message);
    await expect(letter.part('paragraph')).toHaveCount(2);
    await expect(letter.count).toHaveText('236 signatures so far');
    await expect(letter.part('signatories').locator('[part~="notice"]')).toContainText('could not be loaded');
    await expect(letter.part('signatories')).not.toContainText('Nobody has signed yet');
    backend.answers['/signatures'] = usual;
    await letter.more.click();
    await expect(letter.rows).toHaveCount(20);
    await expect(letter.part('signatories').locator('[part~="notice"]')).toHaveCount(0);
  });

test('a list that drips', async ({ open, letter, heard, backend, page }) => {
  await page.clock.install();
  await open({ answers: { '/signatures': { raw: drip } } });
  await expect.poll(() => backend.to('/signatures').length).toBe(1);
  await page.clock.runFor(10_000);
  expect((await errors(heard))[0].code).toBe('timeout');
  await expect(letter.part('paragraph')).toHaveCount(2);
});

/** A list by cursor, where each cursor gives what `pages` says. */
const byCursor = (pages) => ({
  document: {
    signatures: {
      url: '{+base}/signatures', items: '/items', fields: { id: '/id', name: '/name' },
      paging: { by: 'cursor', next: '/next', url: '{+base}/signatures?after={cursor}' },
    },
  },
  answers: { '/signatures': ({ query }) => ({ json: pages[new URLSearchParams(query).get('after') ?? ''] }) },
});

async function pressToTheEnd(letter, most = 6) {
  for (let presses = 0; presses < most; presses += 1) {
    await expect(letter.part('more').or(letter.part('list-end'))).not.toHaveAttribute('aria-disabled', 'true');
    if (await letter.part('list-end').count()) return;
    await letter.more.click();
  }
  throw new Error('the list has no end');
}

for (const [what, pages, rows, told] of [
  ['a cursor that leads to itself', { '': { items: people(1, 20), next: 'a' }, a: { items: people(21, 40), next: 'a' } }, 40, []],
  ['a loop of two', { '': { items: people(1, 20), next: 'a' }, a: { items: people(21, 40), next: 'b' }, b: { items: people(1, 20), next: 'a' } }, 40, ['adapter']],
  ['a longer loop', { '': { items: people(1, 20), next: 'a' }, a: { items: people(21, 40), next: 'b' }, b: { items: people(41, 45), next: 'c' }, c: { items: people(21, 40), next: 'b' } }, 45, ['adapter']],
  ['a page that repeats', { '': { items: people(1, 20), next: 'a' }, a: { items: people(1, 20), next: 'b' }, b: { items: people(21, 40) } }, 20, ['adapter']],
  ['an empty page with a next one', { '': { items: people(1, 20), next: 'a' }, a: { items: [], next: 'b' }, b: { items: [], next: 'c' } }, 20, []],
])
  test(`paging: ${what}`, async ({ open, letter, heard, backend }) => {
    await open(byCursor(pages));
    await expect(letter.rows).toHaveCount(20);
    await pressToTheEnd(letter);
    await expect(letter.rows).toHaveCount(rows);
    expect(await heard.codes()).toEqual(told);
    expect(backend.to('/signatures').length).toBeLessThanOrEqual(5);
  });

test('pages by number that are always the same', async ({ open, letter, heard }) => {
  await open({ answers: { '/signatures': { json: { items: people(1, 20) } } } });
  await expect(letter.rows).toHaveCount(20);
  await pressToTheEnd(letter);
  await expect(letter.rows).toHaveCount(20);
  expect(await heard.codes()).toEqual(['adapter']);
});

test('signatories who all have the same id', async ({ open, letter, backend, heard }) => {
  const same = people(1, 5).map((person) => ({ ...person, id: 'same' }));
  await open({ answers: { '/signatures': { json: { items: same } } } });
  await expect(letter.rows.first()).toBeVisible();
  backend.answers['/signatures'] = { json: { items: [...people(6, 7), ...same.slice(1), ...people(8, 9)] } };
  await letter.element.evaluate((element) => element.refresh());
  await expect(letter.rows.first()).toContainText('Wilhelmina Teaspoon 6');
  await expect(letter.rows.last()).toContainText('Wilhelmina Teaspoon 9');
  await letter.field('name').fill('Quillon');
  expect(await heard.codes()).not.toContain('crashed');
});

for (const next of ['https://elsewhere.example.net/page2', '//elsewhere.example.net/page2', 'http://127.0.0.1:1/page2', 'javascript:alert(1)', 'data:application/json,{"items":[]}', 'https:elsewhere.example.net'])
  test(`a next page at ${next.slice(0, 20)} is never asked for`, async ({ open, letter, heard, page, backend }) => {
    const asked = [];
    page.on('request', (request) => asked.push(request.url()));
    await open({
      document: { signatures: { ...backend.document.signatures, url: '{+base}/signatures', paging: { by: 'url', next: '/next' } } },
      answers: { '/signatures': { json: { items: people(1, 20), next } } },
    });
    expect((await errors(heard))[0].code).toBe('adapter');
    await expect(letter.part('paragraph')).toHaveCount(2);
    if (await letter.more.count()) await letter.more.click();
    expect(asked.filter((url) => url.includes('page2') || url.startsWith('data:application'))).toEqual([]);
  });

test('nor is one on an origin that the page knows already', async ({ open, letter, page, backend, server, heard }) => {
  const asked = [];
  page.on('request', (request) => asked.push(request.url()));
  const next = `${server.origin}/v1/letters/page2`;
  await open({
    document: { signatures: { ...backend.document.signatures, url: '{+base}/signatures', paging: { by: 'link' } } },
    answers: { '/signatures': { json: { items: people(1, 20) }, headers: { Link: `<${next}>; rel="next"` } } },
  });
  expect((await errors(heard))[0].code).toBe('adapter');
  await expect(letter.title).toBeVisible();
  expect(asked).not.toContain(next);
});

test('where a backend has moved, its pages are where it is now', async ({ open, letter, backend, heard }) => {
  const moved = await startAdapterServer({}, {
    '/list': ({ query }) => ({ json: query ? { items: people(21, 30) } : { items: people(1, 20), next: '/list?page=2' } }),
  });
  try {
    await open({
      document: { signatures: { ...backend.document.signatures, url: '{+base}/signatures', paging: { by: 'url', next: '/next' } } },
      answers: { '/signatures': { raw: (response) => response.writeHead(302, { Location: `${moved.origin}/list` }).end() } },
    });
    await expect(letter.rows).toHaveCount(20);
    await letter.more.click();
    await expect(letter.rows).toHaveCount(30);
    expect(await heard.codes()).toEqual([]);
  } finally {
    await moved.stop();
  }
});

for (const [what, tries, answer] of [
  ['a refusal', 1, { status: 403, text: html }],
  ['a page that does not come', 4, { raw: (response) => response.destroy() }],
])
  test(`a further page that is ${what}: what is there stays, and it can be asked for again`, async ({ open, letter, backend, page }) => {
    await page.clock.install();
    await open();
    await expect(letter.rows).toHaveCount(20);
    const usual = backend.answers['/signatures'];
    const before = backend.to('/signatures').length;
    backend.answers['/signatures'] = answer;
    await letter.more.click();
    await expect(letter.part('signatories')).toContainText('The signatories could not be loaded.');
    // Every try that follows by itself has been made before it is mended.
    const made = async () => (await page.clock.runFor(5_000), backend.to('/signatures').length - before);
    await expect.poll(made).toBe(tries);
    await page.clock.runFor(10_000);
    expect(await made()).toBe(tries);
    await expect(letter.rows).toHaveCount(20);
    backend.answers['/signatures'] = usual;
    await letter.more.click();
    await expect(letter.rows).toHaveCount(40);
  });

test('an answer that takes a signature and is no JSON', async ({ open, fill, letter, backend, heard }) => {
  await open({ answers: { '/sign': { status: 200, text: '<h1>Thanks</h1>' } } });
  await fill();
  await letter.submit.click();
  await expect(letter.notice.or(letter.thanks)).toBeVisible();
  // It was taken, or nobody can tell: nothing else would be true.
  await expect(letter.notice.or(letter.thanks)).toContainText(/We cannot tell whether it arrived|was sent/);
  expect(backend.to('/sign')).toHaveLength(1);
});
