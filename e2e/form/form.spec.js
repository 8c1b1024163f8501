import { test, expect } from '../support/scenario.js';
import { VISITOR, expectFocus } from '../support/letter.js';

const MALFORMED = 'Enter an e-mail address such as name@example.org.';
const NOT_ACCEPTED = 'Please tick the box if you agree, so that your signature can be kept.';
const UNKNOWN =
  'We cannot tell whether it arrived. Press the button again: it is safe, and nothing counts twice.';

const signatures = '**/v1/letters/*/signatures';

test.beforeEach(async ({ page, host, heard, letter }) => {
  await page.goto(host.page('form'));
  await expect(letter.form).toBeVisible();
});

/** Whatever happened, nothing that was typed is lost. */
async function expectKept(letter, values = VISITOR) {
  for (const [name, value] of Object.entries(values)) await expect(letter.field(name)).toHaveValue(value);
  await expect(letter.field('consent')).toBeChecked();
}

test('every field has its label, its hint and what the browser may fill in', async ({ letter }) => {
  for (const [label, name, autocomplete, type] of [
    ['Your name', 'name', 'name', 'text'],
    ['Your e-mail address', 'email', 'email', 'email'],
    ['What you do', 'role', 'organization-title', 'text'],
    ['Where you do it', 'affiliation', 'organization', 'text'],
  ]) {
    const field = letter.element.getByLabel(label);
    await expect(field).toHaveAttribute('name', name);
    await expect(field).toHaveAttribute('autocomplete', autocomplete);
    await expect(field).toHaveAttribute('type', type);
  }
  await expect(letter.field('email')).toHaveAccessibleDescription('Never shown and never passed on.');
});

test('a malformed address is said at its field once it is left, and goes when it is mended', async ({ letter }) => {
  await letter.field('email').pressSequentially('quillon@');
  await expect(letter.errorAt('email')).toHaveCount(0);
  await letter.field('name').focus();
  await expect(letter.errorAt('email')).toHaveText(MALFORMED);
  await expect(letter.field('email')).toHaveAttribute('aria-invalid', 'true');
  await expect(letter.field('email')).toHaveAccessibleDescription(`${MALFORMED} Never shown and never passed on.`);
  await expect(letter.summary).toHaveCount(0);
  // The field that was only passed through is not complained about.
  await expect(letter.errorAt('name')).toHaveCount(0);

  await letter.field('email').pressSequentially('example.org');
  await expect(letter.errorAt('email')).toHaveCount(0);
  await expect(letter.field('email')).not.toHaveAttribute('aria-invalid');
});

test('an empty form gets a summary whose links lead to the fields', async ({ page, letter, heard }) => {
  await letter.submit.click();
  await expectFocus(page, { part: 'error-summary' });
  await expect(letter.summary.getByRole('heading')).toHaveText('Please look at this again');
  const mistakes = [
    ['name', 'Enter your name.'],
    ['email', 'Enter your e-mail address.'],
    ['consent', NOT_ACCEPTED],
  ];
  await expect(letter.summary.getByRole('link')).toHaveText(mistakes.map(([, words]) => words));
  for (const [name, words] of mistakes) {
    await expect(letter.errorAt(name)).toHaveText(words);
    await letter.summary.getByRole('link', { name: words }).click();
    await expectFocus(page, { name });
  }
  expect(new URL(page.url()).hash).toBe('');

  await letter.field('name').fill(VISITOR.name);
  await letter.field('consent').check();
  await expect(letter.summary.getByRole('link')).toHaveText(['Enter your e-mail address.']);
  await letter.field('email').fill(VISITOR.email);
  await expect(letter.summary).toHaveCount(0);
  expect(await heard.of('submit')).toEqual([]);
  await letter.submit.click();
  await expect(letter.thanks).toBeVisible();
});

test('what only the server finds stands at its field', async ({ page, letter, counted }) => {
  await letter.field('name').evaluate((input) => input.removeAttribute('maxlength'));
  await page.route(signatures, (route) =>
    route.fulfill({
      status: 422,
      contentType: 'application/problem+json',
      headers: { 'Access-Control-Allow-Origin': '*' },
      json: {
        type: 'about:blank',
        title: 'Some fields need another look',
        status: 422,
        code: 'invalid',
        errors: [{ pointer: '/name', code: 'too_long', detail: '' }],
      },
    }),
  );
  await letter.fill();
  await letter.submit.click();
  await expectFocus(page, { part: 'error-summary' });
  await expect(letter.summary.getByRole('link')).toHaveText(['This is too long. Please shorten it.']);
  await expect(letter.errorAt('name')).toHaveText('This is too long. Please shorten it.');
  await expectKept(letter);
  await page.unroute(signatures);
  await letter.field('name').fill('Quillon');
  await letter.submit.click();
  await expect(letter.thanks).toBeVisible();
  expect(await counted()).toBe(237);
});

test('a name that is too long is not sent', async ({ letter, heard }) => {
  await letter.field('name').evaluate((input) => input.removeAttribute('maxlength'));
  await letter.fill({ ...VISITOR, name: 'Q'.repeat(101) });
  await letter.submit.click();
  await expect(letter.errorAt('name')).toHaveText('This is too long. Please shorten it.');
  expect(await heard.of('submit')).toEqual([]);
});

test('cut off after the write: sent again under the same key, it counts once', async ({ page, letter, heard, counted }) => {
  const keys = [];
  await page.route(signatures, async (route) => {
    keys.push(await route.request().headerValue('idempotency-key'));
    if (keys.length > 5) return route.continue();
    // The first five reach the server, and their answers are lost.
    await route.fetch();
    await route.abort('connectionreset');
  });
  await letter.fill();
  await letter.submit.click();
  await expect(letter.retrying).toHaveText('We could not reach the server. Nothing was lost. Trying again…');
  await expect(letter.notice).toHaveText(UNKNOWN);
  expect(keys).toHaveLength(4);
  await expectFocus(page, { part: 'notice', text: UNKNOWN });
  await expectKept(letter);
  expect(await counted()).toBe(237);

  // The press and the one try after it are still the same intent.
  await letter.submit.click();
  await expect(letter.thanks).toBeVisible();
  expect(await heard.codes()).toEqual(['network']);
  expect(keys).toHaveLength(6);
  expect(keys[0]).toMatch(/^[0-9a-f]{32}$/);
  expect(new Set(keys).size).toBe(1);
  expect(await counted()).toBe(237);
  await expect(letter.count).toHaveText('237 signatures so far');
});

test('another intent has another key', async ({ page, letter }) => {
  const keys = [];
  await page.route(signatures, async (route) => {
    keys.push(await route.request().headerValue('idempotency-key'));
    await route.abort('connectionreset');
  });
  await letter.fill();
  await letter.submit.click();
  await expect(letter.notice).toHaveText(UNKNOWN);
  await letter.field('role').fill('Retired lamplighter');
  await letter.submit.click();
  await expect.poll(() => new Set(keys).size).toBe(2);
  expect(new Set(keys.slice(0, 4)).size).toBe(1);
});

test('pressed many times while it is on its way, it is sent once', async ({ page, letter, heard }) => {
  let sent = 0;
  let answer;
  const held = new Promise((resolve) => (answer = resolve));
  await page.route(signatures, async (route) => {
    sent += 1;
    await held;
    await route.continue();
  });
  await letter.fill();
  await letter.submit.click();
  await expect(letter.submit).toHaveText('Sending your signature…');
  // It looks disabled and can be pressed all the same.
  await letter.submit.click({ force: true });
  await letter.field('name').press('Enter');
  await expect(letter.field('name')).toHaveAttribute('readonly');
  answer();
  await expect(letter.thanks).toBeVisible();
  expect(sent).toBe(1);
  expect(await heard.of('submit')).toHaveLength(1);
});

test('offline it is not sent, and online it is', async ({ page, context, letter, heard, counted }) => {
  await letter.fill();
  await context.setOffline(true);
  await letter.submit.click();
  await expect(letter.notice).toContainText('This was not sent: you seem to be offline.');
  await expectFocus(page, { part: 'notice' });
  await expectKept(letter);
  expect(await heard.codes()).toEqual(['network']);
  await context.setOffline(false);
  expect(await counted()).toBe(236);
  await letter.submit.click();
  await expect(letter.thanks).toBeVisible();
  expect(await counted()).toBe(237);
});

const problem = (status, code) => ({
  status,
  contentType: 'application/problem+json',
  body: JSON.stringify({ type: 'about:blank', title: 'x', status, code, errors: [] }),
});
const html = (status) => ({ status, contentType: 'text/html', body: '<h1>Sorry</h1>' });

for (const [what, answer, code, words] of [
  ['a 429 with its problem', problem(429, 'rate_limited'), 'rate_limited', 'Too many requests are coming in at once.'],
  ['a bare 429', html(429), 'rate_limited', 'Too many requests are coming in at once.'],
  ['a 503 with its problem', problem(503, 'unavailable'), 'unavailable', 'The letter’s server cannot take this right now.'],
  ['a bare 503', html(503), 'unavailable', 'The letter’s server cannot take this right now.'],
  ['a bare 500', html(500), 'unavailable', UNKNOWN],
  ['a 200 that is no JSON', html(200), 'not_json', UNKNOWN],
  ['a closed letter', problem(403, 'closed'), 'closed', 'This letter cannot be signed at the moment.'],
  ['a paused letter', problem(403, 'paused'), 'paused', 'This letter is paused.'],
  ['a refusal', problem(403, 'challenge_required'), 'challenge_required', 'This was not taken.'],
])
  test(`${what} is said, and nothing is lost`, async ({ page, letter, heard }) => {
    const headers = { 'Access-Control-Allow-Origin': '*', 'Content-Type': answer.contentType };
    await page.route(signatures, (route) => route.fulfill({ ...answer, headers }));
    await letter.fill();
    await letter.submit.click();
    await expect(letter.notice).toContainText(words);
    await expectFocus(page, { part: 'notice' });
    await expectKept(letter);
    expect(await heard.codes()).toEqual([code]);
    await page.unroute(signatures);
    await letter.submit.click();
    await expect(letter.thanks).toBeVisible();
  });
