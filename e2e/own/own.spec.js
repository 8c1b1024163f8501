import { test, expect } from '../support/scenario.js';
import { VISITOR, expectFocus } from '../support/letter.js';
import { mailTo, mailsTo } from '../support/outbox.js';

test.use({ confirmation: true });

const OPEN = 'See, change or take back your signature';

/** Signs, confirms, and looks at what is stored. */
async function look(page, letter, server) {
  await letter.signAndWait();
  await letter.confirm((await mailTo(server, VISITOR.email)).code);
  await letter.action(OPEN).click();
  await expect(letter.heading).toHaveText('Your signature');
}

/** Comes back another day, with nothing but the address. */
async function comeBack(page, letter, address = VISITOR.email) {
  await page.reload();
  await letter.action('I have a code').click();
  await letter.field('email').fill(address);
  await letter.action('Send me a code').click();
  await expect(letter.notice).toHaveText('If this address has signed, a mail with a code is on its way.');
}

test.beforeEach(async ({ page, host, heard, letter }) => {
  await page.goto(host.page('access'));
  await expect(letter.form).toBeVisible();
});

test('what is stored is seen and corrected', async ({ page, letter, server, counted, heard }) => {
  await look(page, letter, server);
  await expectFocus(page, { tag: 'h2', text: 'Your signature' });
  await expect(letter.form).toContainText(VISITOR.email);
  await expect(letter.form).toContainText(/Signed \d+ \w+ \d{4}/);
  for (const name of ['name', 'role', 'affiliation']) await expect(letter.field(name)).toHaveValue(VISITOR[name]);

  await letter.field('name').fill(' ');
  await letter.submit.click();
  await expectFocus(page, { part: 'error-summary' });
  await expect(letter.errorAt('name')).toHaveText('Enter your name.');
  await letter.field('name').fill('Quillon Q. Featherbottom');
  await letter.field('affiliation').fill('');
  await letter.submit.click();
  await expect(letter.notice).toHaveText('Your changes are saved.');
  await expectFocus(page, { part: 'notice' });
  await expect(letter.rows.first()).toContainText('Quillon Q. Featherbottom');
  await expect(letter.rows.first()).not.toContainText(VISITOR.affiliation);

  await letter.field('anonymous').check();
  await letter.submit.click();
  await expect(letter.rows.first()).toContainText('Anonymous');
  await expect(letter.part('signatories')).not.toContainText('Quillon');
  await expect(letter.field('name')).toHaveValue('Quillon Q. Featherbottom');
  expect(await counted()).toBe(237);
  expect(await heard.codes()).toEqual([]);
});

test('taken back with a second press, and gone', async ({ page, letter, server, counted, heard, request }) => {
  const tokens = [];
  page.on('request', async (asked) => {
    if (asked.url().endsWith('/own')) tokens.push(asked.headers().authorization);
  });
  await look(page, letter, server);
  await letter.action('Take back my signature').click();
  await expectFocus(page, { tag: 'h2', text: 'Take back my signature' });
  await expect(letter.form).toContainText('everything that is stored of it is erased');
  expect(await counted()).toBe(237);
  await letter.action('Back').click();
  await expect(letter.field('name')).toHaveValue(VISITOR.name);
  await letter.action('Take back my signature').click();
  await letter.submit.click();
  await expect(letter.heading).toHaveText('Your signature is gone');
  await expectFocus(page, { tag: 'h2', text: 'Your signature is gone' });
  await expect(letter.thanks).toContainText('eleven minutes');
  await expect(letter.count).toHaveText('236 signatures so far');
  await expect(letter.part('signatories')).not.toContainText(VISITOR.name);
  expect(await heard.of('withdrawn')).toMatchObject([{ detail: null }]);
  const dead = await request.get(`${server.letter}/own`, { headers: { Authorization: tokens[0] } });
  expect(dead.status()).toBe(401);
  expect(JSON.stringify(await heard.all())).not.toContain(tokens[0].split(' ')[1]);

  // Nothing is left in the page either, and who signs again counts once.
  await letter.action('Back').click();
  for (const name of ['name', 'email', 'role']) await expect(letter.field(name)).toHaveValue('');
  await letter.signAndWait();
  await letter.confirm((await mailTo(server, VISITOR.email, 2)).code);
  await expect(letter.count).toHaveText('237 signatures so far');
});

test('who comes back with the address alone gets a mail, and a stranger does not', async ({ page, letter, server, heard }) => {
  await letter.signAndWait();
  await letter.confirm((await mailTo(server, VISITOR.email)).code);
  await expect(letter.thanks).toBeVisible();
  await comeBack(page, letter, 'nobody.at.all@example.org');
  await comeBack(page, letter);
  await letter.confirm((await mailTo(server, VISITOR.email, 2)).code);
  await expect(letter.field('name')).toHaveValue(VISITOR.name);
  expect(await mailsTo(server, 'nobody.at.all@example.org')).toBe(0);
  expect(await heard.of('confirmed')).toEqual([]);
});

test('the half hour is over: corrections stay until a new code opens it again', async ({ page, letter, server }) => {
  await look(page, letter, server);
  await letter.field('name').fill('Quillon the Second');
  await page.route('**/own', (route) =>
    route.fulfill({
      status: 401,
      headers: { 'Access-Control-Allow-Origin': '*', 'Content-Type': 'application/problem+json' },
      json: { type: 'about:blank', title: 'x', status: 401, code: 'unauthorised', errors: [] },
    }),
  );
  await letter.submit.click();
  await expect(letter.notice).toContainText('half an hour has passed');
  await expectFocus(page, { part: 'notice' });
  await page.unroute('**/own');
  await expect(letter.field('email')).toHaveValue(VISITOR.email);
  await letter.action('Send me a code').click();
  await letter.confirm((await mailTo(server, VISITOR.email, 2)).code);
  await expect(letter.field('name')).toHaveValue('Quillon the Second');
  await letter.submit.click();
  await expect(letter.rows.first()).toContainText('Quillon the Second');
});

test('the answer to a withdrawal is lost, and the next try finds it', async ({ page, letter, server, counted, heard }) => {
  await look(page, letter, server);
  await letter.action('Take back my signature').click();
  let tries = 0;
  await page.route('**/own', async (route) => {
    tries += 1;
    if (tries > 1) return route.continue();
    await route.fetch();
    await route.abort('connectionreset');
  });
  await letter.submit.click();
  await expect(letter.heading).toHaveText('Your signature is gone');
  expect(tries).toBe(2);
  expect(await counted()).toBe(236);
  expect(await heard.of('withdrawn')).toHaveLength(1);
});
