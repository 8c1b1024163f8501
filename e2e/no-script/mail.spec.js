// Where the links of mails lead, with script off: each to a page with a button.
import { test as base, expect } from '../support/scenario.js';
import { VISITOR } from '../support/letter.js';
import { mailTo, mailsTo } from '../support/outbox.js';
import { hostedOn } from '../support/hosted.js';

const test = base.extend({
  hosted: async ({ page, server }, use) => use(hostedOn(page, server)),
  /** The names and rows that anybody can read. */
  rows: async ({ server, request }, use) => {
    await use(async () => (await (await request.get(`${server.letter}/signatures`)).json()).items);
  },
});

test.use({ javaScriptEnabled: false, confirmation: true });

const AGAIN = { ...VISITOR, name: 'Quillon the Second', role: 'Retired lamplighter' };

async function confirmed(page, hosted, server) {
  await hosted.sign();
  const mail = await mailTo(server, VISITOR.email);
  await page.goto(mail.links[0]);
  await hosted.press('submit', '/confirmed');
  return mail;
}

test('the link shows what would be published, and its button publishes it', async ({ page, server, hosted, counted, rows }) => {
  await hosted.sign();
  const { links, subject } = await mailTo(server, VISITOR.email);
  expect(subject).toContain('Keep the code of the NHS open');
  await page.goto(links[0]);
  await expect(hosted.heading).toHaveText('Confirm your signature');
  await expect(hosted.listed).toContainText(VISITOR.name);
  await expect(hosted.listed).toContainText(VISITOR.role);
  await expect(page.locator('main')).not.toContainText(VISITOR.email);
  expect(await counted()).toBe(236);
  await page.getByRole('button', { name: 'Confirm my signature' }).click();
  await expect(page).toHaveURL(hosted.at('/confirmed'));
  expect(await counted()).toBe(237);
  expect((await rows())[0]).toMatchObject({ name: VISITOR.name, role: VISITOR.role });
  // A page from the back of the browser, pressed once more, tells how it stands.
  await page.goto(links[0]);
  await expect(hosted.heading).toHaveText('This has been decided');
  await expect(page.locator('main')).toContainText('counts');
  expect(await counted()).toBe(237);
});

for (const [choice, button, next, name] of [
  ['replaces', 'Replace it with the new one', '/confirmed', AGAIN.name],
  ['keeps', 'Keep the earlier one', '/kept', VISITOR.name],
])
  test(`who has signed before sees both, and ${choice}`, async ({ page, server, hosted, counted, rows }) => {
    await confirmed(page, hosted, server);
    await hosted.sign(AGAIN);
    const { links } = await mailTo(server, VISITOR.email, 2);
    await page.goto(links[0]);
    await expect(hosted.heading).toHaveText('You have signed before');
    await expect(hosted.listed).toHaveCount(2);
    await expect(hosted.listed.first()).toContainText(VISITOR.name);
    await expect(hosted.listed.last()).toContainText(AGAIN.name);
    expect((await rows())[0].name).toBe(VISITOR.name);
    await page.getByRole('button', { name: button }).click();
    await expect(page).toHaveURL(hosted.at(next));
    expect(await counted()).toBe(237);
    const names = (await rows()).map(({ name }) => name).filter((name) => name?.startsWith('Quillon'));
    expect(names).toEqual([name]);
  });

test('who has signed before sees both, and withdraws', async ({ page, server, hosted, counted, rows }) => {
  const first = await confirmed(page, hosted, server);
  await hosted.sign(AGAIN);
  const second = await mailTo(server, VISITOR.email, 2);
  await page.goto(second.links[0]);
  await hosted.withdraw();
  await expect(hosted.heading).toHaveText('Your signature is gone');
  expect(await counted()).toBe(236);
  expect(JSON.stringify(await rows())).not.toContain('Quillon');
  for (const link of [...first.links, ...second.links]) {
    expect((await page.goto(link)).status()).toBe(410);
    await expect(hosted.heading).toHaveText('This link no longer works');
  }
});

test('the link of a mail that was asked for opens what is stored, once', async ({ page, server, hosted }) => {
  await confirmed(page, hosted, server);
  await hosted.ask(VISITOR.email);
  const { links } = await mailTo(server, VISITOR.email, 2);
  await page.goto(links[0]);
  await expect(page.locator('main')).not.toContainText(VISITOR.name);
  await page.getByRole('button', { name: 'See what is stored' }).click();
  await expect(hosted.stored).toContainText(VISITOR.name);
  await expect(hosted.stored).toContainText(VISITOR.email);
  expect(page.url()).not.toContain('token');
  expect((await page.goto(links[0])).status()).toBe(410);
});

test('it was somebody else: what was sent is deleted', async ({ page, server, hosted, counted }) => {
  await hosted.sign();
  const { links, code } = await mailTo(server, VISITOR.email);
  await page.goto(links[1]);
  await expect(hosted.heading).toHaveText('This was not you?');
  await expect(page.locator('main')).not.toContainText(VISITOR.name);
  await page.getByRole('button', { name: 'Delete what was sent' }).click();
  await expect(page).toHaveURL(hosted.at('/not-me/done'));
  expect((await page.goto(links[0])).status()).toBe(410);
  await page.goto(hosted.at('/sent'));
  await hosted.type(VISITOR.email, code);
  await expect(hosted.errorAt('code')).toContainText('That code is not right');
  expect(await counted()).toBe(236);
});

test('it was somebody else: no mail comes again, until that is taken back', async ({ page, server, hosted, counted }) => {
  await hosted.sign();
  const { links } = await mailTo(server, VISITOR.email);
  await page.goto(links[1]);
  await page.getByRole('button', { name: 'Delete it, and never write to me again' }).click();
  await expect(page).toHaveURL(hosted.at('/not-me/done'));
  // Whoever types the address again is told what everybody is told.
  await hosted.sign(AGAIN);
  await expect(hosted.heading).toHaveText('Check your mail');
  await page.goto(links[1]);
  await page.getByRole('button', { name: 'Allow mails again' }).click();
  await expect(page).toHaveURL(hosted.at('/not-me/undone'));
  await hosted.sign({ ...AGAIN, name: 'Quillon the Third' });
  // The mail of the wish in between never came: this is the second one.
  const { code } = await mailTo(server, VISITOR.email, 2);
  await page.goto(hosted.at('/sent'));
  await hosted.type(VISITOR.email, code, '/confirmed');
  expect(await mailsTo(server, VISITOR.email)).toBe(2);
  expect(await counted()).toBe(237);
});
