// Every step of a signature's life, under every fault: nothing typed is lost, nothing is counted
// twice, what is said is true, and nothing is tried more than four times.
import { test, expect } from '../support/scenario.js';
import { VISITOR, expectFocus } from '../support/letter.js';
import { mailTo } from '../support/outbox.js';

test.use({ confirmation: true });

const UNKNOWN = 'We cannot tell whether it arrived. Press the button again: it is safe, and nothing counts twice.';
const NOT_SENT = 'This was not sent: you seem to be offline.';
const BUSY = 'The letter’s server cannot take this right now.';
const MANY = 'Too many requests are coming in at once.';

const CORS = { 'Access-Control-Allow-Origin': '*', 'Access-Control-Expose-Headers': 'Retry-After' };
const answers = (status, body, type, headers = {}) => (route) =>
  route.fulfill({ status, body, headers: { ...CORS, 'Content-Type': type, ...headers } });
const problem = (status, code, more = {}) =>
  answers(status, JSON.stringify({ type: 'about:blank', title: 'x', status, code, errors: [], ...more }), 'application/problem+json');
const page = (status, headers) => answers(status, '<h1>Sorry</h1>', 'text/html', headers);

/** What happens, how often it is tried, and what is said. What leaves no doubt comes first. */
const FAULTS = [
  ['offline', null, 0, NOT_SENT],
  ['too many requests', problem(429, 'rate_limited', { retry_after: 1 }), 4, `${MANY} Nothing you typed is lost. Please press the button again in a minute.`],
  ['too many for a while', problem(429, 'rate_limited', { retry_after: 150 }), 1, 'Please press the button again in 3 minutes.'],
  ['too many, in a header', page(429, { 'Retry-After': '90' }), 1, 'Please press the button again in 2 minutes.'],
  ['not now', problem(503, 'unavailable'), 4, BUSY],
  ['not now, in a header', page(503, { 'Retry-After': '2' }), 4, BUSY],
  ['nobody listens', (route) => route.abort('connectionrefused'), 4, UNKNOWN],
  ['cut off before the write', (route) => route.abort('connectionreset'), 4, UNKNOWN],
  ['cut off after the write', async (route) => (await route.fetch(), route.abort('connectionreset')), 4, UNKNOWN],
  ['no answer', () => {}, 4, UNKNOWN],
  ['an error', page(500), 4, UNKNOWN],
  ['a bad gateway', page(502), 4, UNKNOWN],
  ['still being worked on', problem(409, 'in_flight', { retry_after: 1 }), 4, UNKNOWN],
  ['no JSON', page(200), 1, UNKNOWN],
  ['another JSON', answers(200, '[]', 'application/json'), 1, UNKNOWN],
];

/**
 * Goes through the faults at a step: `press` sends it off, and `kept` sees that nothing is lost.
 * Time is the page's own and runs as fast as it can.
 */
async function suffer({ page, letter, context }, url, faults, press, kept) {
  for (const [what, fault, times, words] of faults) {
    let tries = 0;
    await page.route(url, (route) => {
      tries += 1;
      return fault(route);
    });
    await context.setOffline(!fault);
    await press();
    const settled = async () => (await letter.notice.isVisible()) && (await letter.notice.textContent()).includes(words);
    await expect
      .poll(async () => {
        if (!(await settled())) await page.clock.runFor(1_000);
        return settled();
      }, { message: what, intervals: [50] })
      .toBe(true);
    expect(tries, what).toBe(times);
    await expectFocus(page, { part: 'notice' });
    await kept();
    await context.setOffline(false);
    await page.unroute(url);
  }
}

test.beforeEach(async ({ page, host, letter }) => {
  await page.clock.install();
  await page.goto(host.page('access'));
  await expect(letter.form).toBeVisible();
});

test('signing', async ({ page, letter, context, server, counted }) => {
  const keys = new Set();
  page.on('request', (request) => {
    const key = request.headers()['idempotency-key'];
    if (key) keys.add(key);
  });
  await letter.fill();
  await suffer({ page, letter, context }, '**/signatures', FAULTS, () => letter.submit.click(), async () => {
    for (const [name, value] of Object.entries(VISITOR)) await expect(letter.field(name)).toHaveValue(value);
    await expect(letter.field('consent')).toBeChecked();
  });
  await letter.submit.click();
  await expect(letter.heading).toHaveText('Check your mail');
  expect(keys.size, 'one intent, one key').toBe(1);
  // It was written four times over, and asked for one mail.
  await letter.confirm((await mailTo(server, VISITOR.email, 1)).code);
  await expect(letter.thanks).toBeVisible();
  expect(await counted()).toBe(237);
});

test('confirming, correcting the address before it', async ({ page, letter, context, server, counted }) => {
  const mistyped = 'quillon.featherbotom@example.org';
  await letter.signAndWait({ ...VISITOR, email: mistyped });
  await letter.action('Correct the address').click();
  await letter.field('email').fill(VISITOR.email);
  // An address can be changed three times, so what arrives every time is left out.
  const harmless = FAULTS.filter(([what]) => what !== 'cut off after the write');
  await suffer({ page, letter, context }, '**/requests', harmless, () => letter.submit.click(), () =>
    expect(letter.field('email')).toHaveValue(VISITOR.email),
  );
  await letter.submit.click();
  await expect(letter.heading).toHaveText('Check your mail');
  const { code } = await mailTo(server, VISITOR.email);
  await letter.field('code').fill(code);
  await suffer({ page, letter, context }, '**/confirm', FAULTS, () => letter.submit.click(), () =>
    expect(letter.field('code')).toHaveValue(code),
  );
  await letter.submit.click();
  await expect(letter.heading).toHaveText('Thank you. Your signature is confirmed.');
  expect(await counted()).toBe(237);
});

test('seeing, correcting and taking back', async ({ page, letter, context, server, counted }) => {
  await letter.signAndWait();
  await letter.confirm((await mailTo(server, VISITOR.email)).code);
  const open = letter.action('See, change or take back your signature');
  await expect(open).toBeVisible();
  const thanks = { ...letter, notice: letter.thanks.locator('[part~="notice"]:not([data-kind="retrying"])') };
  await suffer({ page, letter: thanks, context }, '**/own', FAULTS, () => open.click(), () => expect(open).toBeVisible());
  await open.click();
  await letter.field('name').fill('Quillon the Second');
  await suffer({ page, letter, context }, '**/own', FAULTS, () => letter.submit.click(), () =>
    expect(letter.field('name')).toHaveValue('Quillon the Second'),
  );
  await letter.submit.click();
  await expect(letter.notice).toHaveText('Your changes are saved.');
  await letter.action('Take back my signature').click();
  await suffer({ page, letter, context }, '**/own', FAULTS, () => letter.submit.click(), () =>
    expect(letter.heading).toHaveText('Take back my signature'),
  );
  await letter.submit.click();
  await expect(letter.heading).toHaveText('Your signature is gone');
  expect(await counted()).toBe(236);
});
