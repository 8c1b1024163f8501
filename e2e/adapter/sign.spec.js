// Signing where the backend is somebody else's: what it is sent, what is said of its answers, and
// what becomes of a signature whose answer is lost.
import { test, expect, errors, TYPED } from './invented.js';

const ARRIVED = 'Thank you. Your signature has arrived.';
const SENT = 'Thank you. Your signature was sent.';
const SAFE = 'We cannot tell whether it arrived. Press the button again: it is safe, and nothing counts twice.';
const UNSAFE = 'We cannot tell whether it arrived. Nothing you typed is lost. If you press the button again, it may count twice.';

const hears = async (heard) => (await heard.of('signed')).map(({ detail }) => detail.status);

/** The usual operation with other members; `undefined` leaves one out. */
const signs = (backend, changes) => ({ sign: JSON.parse(JSON.stringify({ ...backend.document.sign, ...changes })) });

for (const [what, answer, changes, heading, text, status] of [
  ['201, a status, and duplicates told', { status: 201, json: { stored: true } }, {}, ARRIVED, 'It counts from now on.', 'published'],
  ['no duplicates told', { status: 201, json: {} }, { errors: undefined }, SENT, 'does not say what became of it', 'sent'],
  ['no status', { status: 201, json: {} }, { status: undefined }, SENT, 'does not say what became of it', 'sent'],
  ['an empty 200', { status: 200, text: '' }, { status: undefined, errors: undefined }, SENT, 'does not say what became of it', 'sent'],
  ['an empty 204', { status: 204, text: '' }, {}, ARRIVED, 'It counts from now on.', 'published'],
  ['null', { status: 200, text: 'null' }, { status: '/status' }, SENT, 'does not say what became of it', 'sent'],
  ['in review', { status: 201, json: { status: 'in_review' } }, { status: '/status' }, ARRIVED, 'somebody from the campaign looks at it', 'in_review'],
  ['pending', { status: 202, json: { status: 'pending_confirmation' } }, { status: '/status' }, ARRIVED, 'Check your mail', 'pending_confirmation'],
  ['a status that nobody knows', { status: 201, json: { status: 'shiny' } }, { status: '/status' }, SENT, 'does not say what became of it', 'sent'],
  ['a status that is no text', { status: 201, json: { status: { deep: [1] } } }, { status: '/status' }, SENT, 'does not say what became of it', 'sent'],
  ['a duplicate by its status', { status: 409, json: {} }, {}, ARRIVED, 'It counts from now on.', 'published'],
  ['a duplicate that is no JSON', { status: 409, text: 'already there' }, {}, ARRIVED, 'It counts from now on.', 'published'],
  [
    'a duplicate by a pointer, in an answer of 200',
    { json: { errors: [{ code: 'unique' }] } },
    { fail_if: { at: '/errors' }, errors: [{ at: '/errors/0/code', is: 'unique', means: 'duplicate' }] },
    ARRIVED, 'It counts from now on.', 'published',
  ],
])
  test(`told as it is: ${what}`, async ({ open, fill, letter, heard, backend, page }) => {
    await open({ document: signs(backend, changes), answers: { '/sign': answer } });
    await fill();
    await letter.submit.click();
    await expect(letter.thanks.getByRole('heading')).toHaveText(heading);
    await expect(letter.thanks).toContainText(text);
    // Nothing of the native protocol's own page follows.
    await expect(letter.thanks.getByRole('button')).toHaveCount(0);
    expect(await hears(heard)).toEqual([status]);
    expect(await heard.codes()).toEqual([]);
    expect(backend.to('/sign')).toHaveLength(1);
    expect(JSON.stringify(await heard.all())).not.toMatch(/Quillon|example\.org/);
    expect(page.url()).not.toContain('Quillon');
  });

test('after it, the count and the list are asked for anew', async ({ open, fill, letter, backend }) => {
  await open();
  await expect(letter.rows).toHaveCount(20);
  backend.answers['/count'] = { json: { count: 237 } };
  backend.answers['/signatures'] = { json: { items: [{ id: 'new', name: TYPED.name }] } };
  await fill();
  await letter.submit.click();
  await expect(letter.thanks).toBeVisible();
  await expect(letter.count).toHaveText('237 signatures so far');
  await expect(letter.rows.first()).toContainText(TYPED.name);
});

for (const [what, errors, answer] of [
  ['a map', [{ status: 400, means: 'invalid', fields: '/data' }], { data: { email: { message: 'no' }, name: { message: 'no' } } }],
  ['a list', [{ status: 400, means: 'invalid', fields: '/errors', name: '/path' }], { errors: [{ path: 'email' }, { path: 'name' }] }],
  ['a list of names', [{ status: 400, means: 'invalid', fields: '/errors', name: '' }], { errors: ['name', 'email'] }],
])
  test(`what is wrong is said at its field: ${what}`, async ({ open, fill, letter, heard, backend }) => {
    await open({ document: signs(backend, { errors }), answers: { '/sign': { status: 400, json: answer } } });
    await fill();
    await letter.submit.click();
    await expect(letter.summary.getByRole('link')).toHaveCount(2);
    for (const name of ['name', 'email']) {
      await expect(letter.errorAt(name)).toHaveText('This was not accepted. Please check it.');
      await expect(letter.field(name)).toHaveValue(TYPED[name]);
    }
    expect(await heard.codes()).toEqual(['invalid']);
    backend.answers['/sign'] = { status: 201, json: {} };
    await letter.submit.click();
    await expect(letter.thanks).toBeVisible();
  });

test('fields are known by the names that the body gives them', async ({ open, fill, letter, backend }) => {
  const sign = {
    body: { person: { full_name: '{name}', email_address: '{email}' }, dedupe: '{dedupe}' },
    errors: [{ status: 422, means: 'invalid', fields: '/errors' }],
  };
  await open({
    document: signs(backend, sign),
    answers: { '/sign': { status: 422, json: { errors: { email_address: ['no such domain'], unheard_of: ['x'] } } } },
  });
  await fill();
  await letter.submit.click();
  await expect(letter.errorAt('email')).toBeVisible();
  await expect(letter.errorAt('name')).toHaveCount(0);
  await expect(letter.summary.getByRole('link')).toHaveCount(1);
});

test('what is wrong with a field that the form has not is said of the whole', async ({ open, fill, letter, backend }) => {
  const errors = [{ status: 400, means: 'invalid', fields: '/data' }];
  await open({ document: signs(backend, { errors }), answers: { '/sign': { status: 400, json: { data: { captcha: 'x' } } } } });
  await fill();
  await letter.submit.click();
  await expect(letter.notice).toHaveText('This was not taken. Nothing you typed is lost. Please check it and press the button again.');
  await expect(letter.field('name')).toHaveValue(TYPED.name);
});

for (const [what, answer, rules, words, code] of [
  ['closed', { status: 403, json: { why: 'over' } }, [{ status: 403, at: '/why', is: 'over', means: 'closed' }], 'This letter cannot be signed at the moment. Your signature was not taken.', 'closed'],
  ['a rule without fields', { status: 400, json: {} }, [{ status: 400, means: 'invalid' }], 'This was not taken. Nothing you typed is lost. Please check it and press the button again.', 'invalid'],
  ['rate_limited, and when', { status: 403, json: {}, headers: { 'Retry-After': '120' } }, [{ status: 403, means: 'rate_limited' }], 'Too many requests are coming in at once. Nothing you typed is lost. Please press the button again in 2 minutes.', 'rate_limited'],
  ['429, and a date', { status: 429, json: {}, headers: { 'Retry-After': 'Wed, 21 Oct 2099 07:28:00 GMT' } }, [], 'Too many requests are coming in at once. Nothing you typed is lost. Please press the button again in a minute.', 'rate_limited'],
  ['429, and a time before now', { status: 429, json: {}, headers: { 'Retry-After': '-5' } }, [], 'Too many requests are coming in at once. Nothing you typed is lost. Please press the button again in a minute.', 'rate_limited'],
  ['429, and a fraction', { status: 429, json: {}, headers: { 'Retry-After': '90.5' } }, [], 'Too many requests are coming in at once.', 'rate_limited'],
  ['auth', { status: 401, json: {} }, [{ status: 401, means: 'auth' }], 'This letter cannot be signed at the moment. Your signature was not taken.', 'unauthorised'],
  ['422 without a rule', { status: 422, json: {} }, [], 'This was not taken.', 'unavailable'],
  ['404', { status: 404, text: 'gone' }, [], 'This was not taken.', 'not_found'],
  ['a failure with status 200', { status: 200, json: { success: false } }, [], 'This was not taken.', 'invalid', { fail_if: { at: '/success', is: false } }],
])
  test(`a refusal: ${what}`, async ({ open, fill, letter, heard, backend }, info) => {
    const extra = info.title.includes('status 200') ? { fail_if: { at: '/success', is: false } } : {};
    await open({ document: signs(backend, { errors: rules, ...extra }), answers: { '/sign': answer } });
    await fill();
    await letter.submit.click();
    await expect(letter.notice).toContainText(words);
    for (const [name, value] of Object.entries(TYPED)) await expect(letter.field(name)).toHaveValue(value);
    expect((await errors(heard))[0].code).toBe(code);
    expect(await hears(heard)).toEqual([]);
    expect(backend.to('/sign').length).toBeLessThanOrEqual(4);
    backend.answers['/sign'] = { status: 201, json: {} };
    await letter.submit.click();
    await expect(letter.thanks).toBeVisible();
  });

test('an adapter that refuses by a status and is asked not to be asked: its own wait is kept', async ({ open, fill, letter, backend, page }) => {
  await page.clock.install();
  let times = 0;
  const answer = () => ((times += 1) === 1 ? { status: 503, text: '', headers: { 'Retry-After': '7' } } : { status: 201, json: {} });
  await open({ answers: { '/sign': answer } });
  await fill();
  await letter.submit.click();
  await expect(letter.retrying).toBeVisible();
  await page.clock.runFor(6_000);
  expect(times).toBe(1);
  await page.clock.runFor(5_000);
  await expect(letter.thanks).toBeVisible();
  expect(times).toBe(2);
});

/** Stores what comes, and loses the answer as often as it is told to. */
function losing(times) {
  const stored = [];
  return {
    stored,
    answer: ({ body }) => {
      stored.push(JSON.parse(body));
      if ((times -= 1) >= 0) return { raw: (response) => response.destroy() };
      return { status: 201, json: {} };
    },
  };
}

for (const variable of ['uuid', 'dedupe'])
  test(`a lost answer, a safe backend ({${variable}}): it tries again by itself, with the same`, async ({ open, fill, letter, backend, heard }) => {
    const { stored, answer } = losing(1);
    await open({ document: signs(backend, { body: { name: '{name}', email: '{email}', at: '{now}', key: `{${variable}}` } }), answers: { '/sign': answer } });
    await fill();
    await letter.submit.click();
    await expect(letter.thanks).toBeVisible();
    expect(stored).toHaveLength(2);
    expect(stored[1]).toEqual(stored[0]);
    expect(stored[0].key).toMatch(variable === 'uuid' ? /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/ : /^[0-9a-f]{32}$/);
    expect(stored[0].at).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
    expect(await hears(heard)).toHaveLength(1);
  });

test('all answers lost, a safe backend: it says that trying again is safe, and it is', async ({ open, fill, letter, backend }) => {
  const { stored, answer } = losing(4);
  await open({ answers: { '/sign': answer } });
  await fill();
  await letter.submit.click();
  await expect(letter.notice).toHaveText(SAFE);
  expect(stored).toHaveLength(4);
  await letter.submit.click();
  await expect(letter.thanks).toBeVisible();
  expect(new Set(stored.map(({ key }) => key)).size).toBe(1);
  expect(backend.to('/sign')).toHaveLength(5);
});

for (const [what, answer] of [
  ['lost', { raw: (response) => response.destroy() }],
  ['cut in the middle', { raw: (response) => {
    response.writeHead(200, { 'Content-Length': 100 });
    response.write('{', () => setTimeout(() => response.destroy(), 50));
  } }],
  ['500', { status: 500, text: 'sorry' }],
  ['502 as HTML', { status: 502, text: '<h1>Bad gateway</h1>' }],
])
  test(`an answer ${what}, an unsafe backend: it tries once, says what it cannot tell, and loses nothing`, async ({ open, fill, letter, backend, heard, page }) => {
    await page.clock.install();
    const { key, ...body } = backend.document.sign.body;
    await open({ document: signs(backend, { body }), answers: { '/sign': answer } });
    await fill();
    await letter.submit.click();
    await expect(letter.notice).toHaveText(UNSAFE);
    await page.clock.runFor(60_000);
    expect(backend.to('/sign')).toHaveLength(1);
    for (const [name, value] of Object.entries(TYPED)) await expect(letter.field(name)).toHaveValue(value);
    expect(await hears(heard)).toEqual([]);
    expect(JSON.stringify(await heard.all())).not.toMatch(/Quillon|quillon/);
  });

test('no answer in ten seconds, an unsafe backend', async ({ open, fill, letter, backend, heard, page }) => {
  await page.clock.install();
  const { key, ...body } = backend.document.sign.body;
  await open({ document: signs(backend, { body }), answers: { '/sign': { raw: () => {} } } });
  await fill();
  await letter.submit.click();
  await expect.poll(() => backend.to('/sign').length).toBe(1);
  await page.clock.runFor(10_000);
  await expect(letter.notice).toHaveText(UNSAFE);
  expect((await errors(heard))[0].code).toBe('timeout');
});

const HARD = { name: 'Zoë & "Co" =+%{name}\u00a0ß', email: 'a+b%20&c@example.org' };

test('a body as JSON: every type as it is meant, what has no value left out', async ({ open, fill, letter, backend }) => {
  const body = {
    name: '{name}', email: '{email}', anonymous: '{anonymous}', role: '{role}', nested: { job: '{role}' },
    list: ['{name}', '{role}'], literal: 'hello {name}', number: 7, truth: true, nothing: null, letter: '{id}', lang: '{lang}',
    dedupe: '{dedupe}',
  };
  await open({ document: signs(backend, { body }) });
  await fill(HARD);
  await letter.submit.click();
  await expect(letter.thanks).toBeVisible();
  const [{ method, headers, body: sent }] = backend.to('/sign');
  expect([method, headers['content-type']]).toEqual(['POST', 'application/json']);
  const { dedupe, nothing = null, ...rest } = JSON.parse(sent);
  expect(nothing).toBeNull();
  expect(rest).toEqual({
    ...HARD, list: [HARD.name], literal: 'hello {name}', number: 7, truth: true, letter: 'keep-the-library-open', lang: 'en',
  });
});

test('a ticked box is a truth', async ({ open, fill, letter, backend }) => {
  await open({ document: signs(backend, { body: { name: '{name}', hide: '{anonymous}', dedupe: '{dedupe}' } }) });
  await fill({ name: TYPED.name });
  await letter.field('anonymous').check();
  await letter.submit.click();
  await expect(letter.thanks).toBeVisible();
  expect(JSON.parse(backend.to('/sign')[0].body)).toMatchObject({ name: TYPED.name, hide: true });
});

test('a body as text: JSON that needs no leave to be sent', async ({ open, fill, letter, backend, page }) => {
  const asked = [];
  page.on('request', (request) => asked.push(request.method()));
  await open({ document: signs(backend, { send: 'text' }) });
  await fill(HARD);
  await letter.submit.click();
  await expect(letter.thanks).toBeVisible();
  const [{ headers, body }] = backend.to('/sign');
  expect(headers['content-type']).toMatch(/^text\/plain/);
  expect(JSON.parse(body)).toMatchObject(HARD);
  expect(asked).not.toContain('OPTIONS');
});

test('a body as a form', async ({ open, fill, letter, backend }) => {
  await open({ document: signs(backend, { send: 'form', body: { 'the name': '{name}', email: '{email}', fixed: 'a&b', count: 7 } }) });
  await fill(HARD);
  await letter.submit.click();
  await expect(letter.thanks).toBeVisible();
  const [{ headers, body }] = backend.to('/sign');
  expect(headers['content-type']).toBe('application/x-www-form-urlencoded');
  expect(Object.fromEntries(new URLSearchParams(body))).toEqual({ 'the name': HARD.name, email: HARD.email, fixed: 'a&b', count: '7' });
});

test('PUT to an address of its own', async ({ open, fill, letter, backend }) => {
  const answer = { status: 201, json: {} };
  backend.answers = new Proxy(backend.answers, { get: (all, path) => (String(path).startsWith('/sign/') ? answer : all[path]) });
  await open({ document: signs(backend, { method: 'PUT', url: '{+base}/sign/{uuid}' }) });
  await fill();
  await letter.submit.click();
  await expect(letter.thanks).toBeVisible();
  const put = backend.calls.filter(({ method }) => method === 'PUT');
  expect(put).toHaveLength(1);
  expect(put[0].path).toMatch(/^\/sign\/[0-9a-f-]{36}$/);
});
