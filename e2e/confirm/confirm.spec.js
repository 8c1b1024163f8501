import { test, expect } from '../support/scenario.js';
import { VISITOR, expectFocus } from '../support/letter.js';
import { another, mailTo, mailsTo } from '../support/outbox.js';

test.use({ confirmation: true });

test.beforeEach(async ({ page, host, heard, letter }) => {
  await page.goto(host.page('access'));
  await expect(letter.form).toBeVisible();
});

test('a code from the mail confirms, in place', async ({ page, letter, heard, counted, server }) => {
  const addresses = [];
  page.on('request', (request) => addresses.push(request.url()));
  const logged = [];
  page.on('console', (message) => logged.push(message.text()));
  await letter.signAndWait();
  await expectFocus(page, { tag: 'h2', text: 'Check your mail' });
  await expect(letter.form).toContainText(VISITOR.email);
  const field = letter.element.getByLabel('Code');
  await expect(field).toHaveAttribute('autocomplete', 'one-time-code');
  await expect(field).toHaveAttribute('inputmode', 'numeric');
  await expect(field).toHaveAccessibleDescription('Six digits, from the mail.');
  expect(await counted()).toBe(236);

  const { code } = await mailTo(server, VISITOR.email);
  expect(code).toMatch(/^\d{6}$/);
  await letter.confirm(` ${code.slice(0, 2)} ${code.slice(2, 3)}-${code.slice(3)} `);
  const thanks = 'Thank you. Your signature is confirmed.';
  await expect(letter.heading).toHaveText(thanks);
  await expectFocus(page, { tag: 'h2', text: thanks });
  await expect(letter.thanks).toContainText('It counts from now on.');
  await expect(letter.count).toHaveText('237 signatures so far');
  await expect(letter.rows.first()).toContainText(VISITOR.name);
  expect(await counted()).toBe(237);

  const told = async (name) => (await heard.of(name)).map(({ detail }) => detail);
  expect(await told('signed')).toEqual([{ status: 'pending_confirmation' }]);
  expect(await told('confirmed')).toEqual([{ status: 'published' }]);
  expect(await told('error')).toEqual([]);
  for (const planted of ['Quillon', 'quillon', 'Featherbottom', 'Lamplighter', code])
    for (const place of [JSON.stringify(await heard.all()), addresses.join(), logged.join(), server.log()])
      expect(place).not.toContain(planted);
});

test('other digits are digits too', async ({ page, host, letter, server }) => {
  await page.goto(host.page('access', { lang: 'ar' }));
  await letter.fill();
  await letter.submit.click();
  await expect(letter.field('code')).toBeVisible();
  const { code } = await mailTo(server, VISITOR.email);
  await letter.confirm(code.replace(/\d/g, (digit) => '٠١٢٣٤٥٦٧٨٩'[digit]));
  await expect(letter.heading).toHaveText('شكرًا لك. تأكّد توقيعك.');
});

test('a missing or malformed code costs no try', async ({ page, letter, server }) => {
  await letter.signAndWait();
  const { code } = await mailTo(server, VISITOR.email);
  for (const typed of ['', '12', 'abcdef']) {
    await letter.confirm(typed);
    await expect(letter.errorAt('code')).toHaveText('Enter the six digits from the mail.');
    await expectFocus(page, { part: 'error-summary' });
    await expect(letter.summary.getByRole('link')).toHaveText(['Enter the six digits from the mail.']);
  }
  await letter.confirm(another(code));
  await expect(letter.errorAt('code')).toHaveText('That code is not right, 4 tries left.');
});

test('wrong codes are counted; after the last one the form is the way on', async ({ page, letter, server, counted }) => {
  await letter.signAndWait();
  const { code } = await mailTo(server, VISITOR.email);
  const wrong = another(code);
  for (const left of ['4 tries', '3 tries', '2 tries', '1 try']) {
    await letter.confirm(wrong);
    const words = `That code is not right, ${left} left.`;
    await expect(letter.errorAt('code')).toHaveText(words);
    await expect(letter.summary.getByRole('link')).toHaveText([words]);
    await expectFocus(page, { part: 'error-summary' });
    await letter.summary.getByRole('link').click();
    await expectFocus(page, { name: 'code' });
    await expect(letter.field('code')).toHaveValue(wrong);
  }
  await letter.submit.click();
  await expect(letter.notice).toContainText('There were too many wrong codes');
  await expectFocus(page, { part: 'notice' });
  // The right one is of no use any more.
  await letter.confirm(code);
  await expect(letter.notice).toContainText('There were too many wrong codes');

  await letter.action('Back').click();
  for (const [name, value] of Object.entries(VISITOR)) await expect(letter.field(name)).toHaveValue(value);
  await letter.submit.click();
  const { code: fresh } = await mailTo(server, VISITOR.email, 2);
  await letter.confirm(fresh);
  await expect(letter.thanks).toBeVisible();
  expect(await counted()).toBe(237);
});

test('another mail can be asked for after a minute', async ({ page, letter, server }) => {
  await page.clock.install();
  const asked = [];
  page.on('request', (request) => request.url().endsWith('/requests') && asked.push(request.postDataJSON()));
  await letter.signAndWait();
  await expect(letter.form).toContainText('You can ask for another in a minute');
  await expect(letter.action('Send another mail')).toHaveCount(0);
  await letter.field('code').fill('12');
  await page.clock.fastForward(60_000);
  await letter.action('Send another mail').click();
  await expect(letter.notice).toHaveText('Another mail is on its way.');
  await expectFocus(page, { part: 'notice' });
  await expect(letter.field('code')).toHaveValue('12');
  await expect(letter.action('Send another mail')).toHaveCount(0);
  expect(asked).toMatchObject([{ email: VISITOR.email, action: 'resend', receipt: /^[0-9a-f]{32}$/ }]);
  // To the server it is still the same minute, so that nobody can be flooded.
  expect(await mailsTo(server, VISITOR.email)).toBe(1);
});

test('a mistyped address is corrected, and its code is worth nothing', async ({ page, letter, server, counted }) => {
  const mistyped = 'quillon.featherbotom@example.org';
  await letter.signAndWait({ ...VISITOR, email: mistyped });
  const { code: old } = await mailTo(server, mistyped);
  await letter.action('Correct the address').click();
  await expectFocus(page, { tag: 'h2', text: 'Correct the address' });
  await expect(letter.field('email')).toHaveValue(mistyped);
  await letter.field('email').fill('quillon@');
  await letter.submit.click();
  await expectFocus(page, { part: 'error-summary' });
  await letter.field('email').fill(VISITOR.email);
  await letter.submit.click();
  await expect(letter.notice).toHaveText('Another mail is on its way.');
  await expect(letter.form).toContainText(VISITOR.email);
  const { code } = await mailTo(server, VISITOR.email);
  await letter.confirm(old);
  await expect(letter.errorAt('code')).toContainText('That code is not right');
  await letter.confirm(code);
  await expect(letter.thanks).toBeVisible();
  expect(await counted()).toBe(237);
});

test('late mails are told as late', async ({ page, letter }) => {
  await page.route('**/v1/letters/*/signatures', async (route) => {
    const answer = await route.fetch();
    await route.fulfill({ response: answer, json: { ...(await answer.json()), mail_delay: 300 } });
  });
  await letter.signAndWait();
  await expect(letter.form).toContainText('Mails are about 5 minutes late at the moment.');
});

test('who lost the tab comes back with the address and the code', async ({ page, letter, server, heard, counted }) => {
  await letter.signAndWait();
  const { code } = await mailTo(server, VISITOR.email);
  await page.reload();
  await letter.field('name').fill('Somebody else');
  await letter.action('I have a code').click();
  await expectFocus(page, { tag: 'h2', text: 'Your signature' });
  await letter.field('email').fill(VISITOR.email);
  await letter.confirm(another(code));
  await expect(letter.errorAt('code')).toHaveText('That code is not right, 4 tries left.');
  // A stranger's address is answered alike.
  await letter.field('email').fill('nobody.at.all@example.org');
  await letter.submit.click();
  await expect(letter.errorAt('code')).toHaveText('That code is not right, 4 tries left.');
  await letter.field('email').fill(VISITOR.email);
  await letter.confirm(code);
  await expect(letter.heading).toHaveText('Thank you. Your signature is confirmed.');
  expect(await heard.of('confirmed')).toHaveLength(1);
  expect(await counted()).toBe(237);
  // What was begun before is still there.
  await letter.action('Back').click();
  await expect(letter.field('name')).toHaveValue('Somebody else');
});

test('who signs again gets the same face, and the code replaces', async ({ page, letter, server, counted }) => {
  await letter.signAndWait();
  await letter.confirm((await mailTo(server, VISITOR.email)).code);
  await expect(letter.count).toHaveText('237 signatures so far');
  await page.reload();
  await letter.signAndWait({ ...VISITOR, role: 'Retired lamplighter' });
  await letter.confirm((await mailTo(server, VISITOR.email, 2)).code);
  await expect(letter.heading).toHaveText('Thank you. Your signature is confirmed.');
  await expect(letter.rows.filter({ hasText: 'Retired lamplighter' })).toHaveCount(1);
  expect(await counted()).toBe(237);
});

test('the answer to the code is lost, and the next try finds it', async ({ page, letter, server, counted }) => {
  await letter.signAndWait();
  const { code } = await mailTo(server, VISITOR.email);
  const bodies = [];
  await page.route('**/confirm', async (route) => {
    bodies.push(route.request().postData());
    if (bodies.length > 2) return route.continue();
    await route.fetch();
    await route.abort('connectionreset');
  });
  await letter.confirm(code);
  await expect(letter.retrying).toHaveText('We could not reach the server. Nothing was lost. Trying again…');
  await expect(letter.thanks).toBeVisible();
  expect(bodies).toHaveLength(3);
  expect(new Set(bodies).size).toBe(1);
  expect(await counted()).toBe(237);
});

test('the letter closes, and what was begun can be ended', async ({ page, letter, server }) => {
  await letter.signAndWait();
  await page.route('**/v1/letters/*', async (route) => {
    const answer = await route.fetch();
    await route.fulfill({ response: answer, json: { ...(await answer.json()), status: 'closed' } });
  });
  await letter.element.evaluate((element) => element.refresh());
  await expect(letter.part('status')).toHaveText('Closed for signatures');
  await letter.confirm((await mailTo(server, VISITOR.email)).code);
  await expect(letter.thanks).toBeVisible();
  await page.reload();
  await expect(letter.form).toHaveCount(0);
  await letter.action('I have a code').click();
  await expect(letter.field('email')).toBeVisible();
});
