// The whole life of a signature on the hosted pages, with script off.
import { test as base, expect } from '../support/scenario.js';
import { VISITOR } from '../support/letter.js';
import { another, mailTo, mailsTo } from '../support/outbox.js';
import { hostedOn } from '../support/hosted.js';

const test = base.extend({
  hosted: async ({ page, server }, use) => use(hostedOn(page, server)),
});

test.use({ javaScriptEnabled: false, confirmation: true });

test('signed, confirmed by a code, seen, corrected, made anonymous, and taken back', async ({ page, server, hosted, counted, request }) => {
  await page.goto(server.hosted);
  await page.getByRole('link', { name: 'Sign this letter' }).click();
  await hosted.fill();
  await hosted.field('consent').check();
  await page.getByRole('button', { name: 'Sign' }).click();
  await expect(page).toHaveURL(hosted.at('/sent'));
  await expect(hosted.heading).toHaveText('Check your mail');
  await expect(page.getByText('three mails a day at most')).toBeVisible();
  expect(await counted()).toBe(236);

  const { code } = await mailTo(server, VISITOR.email);
  await page.getByLabel('Your e-mail address').fill(VISITOR.email);
  await page.getByLabel('Code').fill(` ${code.replace(' ', '-')} `);
  await page.getByRole('button', { name: 'Confirm' }).click();
  await expect(page).toHaveURL(hosted.at('/confirmed'));
  await expect(hosted.heading).toHaveText('Thank you. Your signature is confirmed.');
  expect(await counted()).toBe(237);

  await page.getByRole('link', { name: 'See, change or take back your signature' }).click();
  await page.getByLabel('Your e-mail address').fill(VISITOR.email);
  await page.getByRole('button', { name: 'Send me a code' }).click();
  await expect(page).toHaveURL(hosted.at('/manage/sent'));
  await expect(page.getByText('If this address has signed, a mail with a code is on its way.')).toBeVisible();
  const { code: opens } = await mailTo(server, VISITOR.email, 2);
  await hosted.type(VISITOR.email, opens);
  await expect(hosted.heading).toHaveText('Your signature');
  for (const value of Object.values(VISITOR)) await expect(hosted.stored).toContainText(value);
  await expect(hosted.stored).toContainText('In the list');

  await hosted.field('name').fill('   ');
  await page.getByRole('button', { name: 'Save the changes' }).click();
  await expect(hosted.errorAt('name')).toHaveText('Enter your name.');
  await expect(hosted.summary.getByRole('link')).toHaveText(['Enter your name.']);
  await hosted.field('name').fill('Quillon Q. Featherbottom');
  await hosted.field('affiliation').fill('');
  await page.getByRole('button', { name: 'Save the changes' }).click();
  await expect(page.getByText('Your changes are saved.')).toBeVisible();
  await expect(hosted.stored).toContainText('Quillon Q. Featherbottom');
  await expect(hosted.stored).not.toContainText(VISITOR.affiliation);

  await hosted.field('anonymous').check();
  await page.getByRole('button', { name: 'Save the changes' }).click();
  await expect(hosted.stored).toContainText('Kept out');
  await expect(hosted.field('name')).toHaveValue('Quillon Q. Featherbottom');
  // The browser may keep the public page for a minute; somebody else's has none yet.
  const read = await (await request.get(server.hosted)).text();
  expect(read).toContain(VISITOR.role);
  expect(read).not.toContain('Quillon');

  // Two clicks: what it means, and the deed.
  await expect(page.getByRole('button', { name: 'Yes, take it back' })).toBeHidden();
  await page.getByText('Take back my signature').click();
  await expect(page.getByText('everything that is stored of it is erased')).toBeVisible();
  expect(await counted()).toBe(237);
  await page.getByRole('button', { name: 'Yes, take it back' }).click();
  await expect(page).toHaveURL(hosted.at('/withdrawn'));
  await expect(hosted.heading).toHaveText('Your signature is gone');
  await expect(page.locator('main')).toContainText('eleven minutes');
  await expect(page.locator('main')).toContainText('Backups');
  expect(await counted()).toBe(236);
  for (const planted of ['Featherbottom', 'featherbottom', code, code.replace(' ', ''), opens.replace(' ', '')])
    expect(server.log()).not.toContain(planted);

  // Who signs again counts once.
  await hosted.sign();
  await hosted.type(VISITOR.email, (await mailTo(server, VISITOR.email, 3)).code, '/confirmed');
  expect(await counted()).toBe(237);
});

test('a wrong code says how many tries are left, and what was typed stays', async ({ page, server, hosted, counted }) => {
  await hosted.sign();
  const { code, links } = await mailTo(server, VISITOR.email);
  const wrong = another(code);
  await hosted.type(VISITOR.email, '12 34');
  await expect(hosted.errorAt('code')).toHaveText('Enter the six digits from the mail.');
  for (const left of ['4 tries', '3 tries', '2 tries', '1 try']) {
    await hosted.type(VISITOR.email, wrong);
    await expect(hosted.errorAt('code')).toHaveText(`That code is not right, ${left} left.`);
    await expect(hosted.summary.getByRole('link')).toHaveText([`That code is not right, ${left} left.`]);
    await expect(hosted.field('email')).toHaveValue(VISITOR.email);
    await expect(hosted.field('code')).toHaveValue(wrong);
  }
  const answered = page.waitForResponse((answer) => answer.request().method() === 'POST');
  await hosted.press('submit');
  expect((await answered).status()).toBe(410);
  await expect(hosted.heading).toHaveText('Too many wrong codes');
  // The right one does not help for a day, and the mail's link does.
  await page.goto(hosted.at('/sent'));
  await hosted.type(VISITOR.email, code);
  await expect(hosted.heading).toHaveText('Too many wrong codes');
  expect(await counted()).toBe(236);
  await page.goto(links[0]);
  await hosted.press('submit', '/confirmed');
  expect(await counted()).toBe(237);
});

test('an address that nobody signed with is answered as one that somebody did', async ({ page, server, hosted }) => {
  const stranger = 'nobody.at.all@example.org';
  await hosted.ask(stranger);
  await expect(page.getByText('If this address has signed, a mail with a code is on its way.')).toBeVisible();
  for (const left of ['4 tries', '3 tries']) {
    await hosted.type(stranger, '123456');
    await expect(hosted.errorAt('code')).toHaveText(`That code is not right, ${left} left.`);
  }
  expect(await mailsTo(server, stranger)).toBe(0);
});

test('in Arabic, with the digits that stand on an Arabic keyboard', async ({ page, server, counted }) => {
  const hosted = hostedOn(page, server, 'ar');
  const arabic = (code) => code.replace(/\d/g, (digit) => '٠١٢٣٤٥٦٧٨٩'[digit]);
  await hosted.sign();
  await expect(hosted.heading).toHaveText('تفقّد بريدك');
  await expect(page.locator('html')).toHaveAttribute('dir', 'rtl');
  const mail = await mailTo(server, VISITOR.email);
  expect(mail.links[0]).toContain('lang=ar');
  await hosted.type(VISITOR.email, arabic(another(mail.code)));
  await expect(hosted.errorAt('code')).toBeVisible();
  await hosted.type(VISITOR.email, arabic(mail.code), '/confirmed');
  await expect(hosted.heading).toHaveText('شكرًا لك. تأكّد توقيعك.');
  expect(await counted()).toBe(237);
  await hosted.ask(VISITOR.email);
  await hosted.type(VISITOR.email, arabic((await mailTo(server, VISITOR.email, 2)).code));
  await expect(hosted.heading).toHaveText('توقيعك');
  await hosted.withdraw();
  await expect(hosted.heading).toHaveText('سُحب توقيعك');
  expect(await counted()).toBe(236);
});
