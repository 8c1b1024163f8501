// A campaigner changes the letter, and says where it is in its life; its signers stand by it, or not.
import { expectAccessible } from '../support/axe.js';
import { expect, test as base } from '../support/scenario.js';
import { SETTINGS, sitDown } from '../support/desk.js';
import { mailTo, mails, mailsTo } from '../support/outbox.js';
import { startServer } from '../support/server.js';

const SIGNER = { name: 'Quillon Featherbottom', email: 'quillon@example.org' };

const test = base.extend({
  confirmation: true,
  /** What is changed in the letter's file. */
  file: [{ change: (text) => text }, { option: true }],
  server: async ({ seeded, confirmation, file }, use) => {
    const server = await startServer(seeded, { confirmation, env: SETTINGS, edit: file.change, empty: true });
    await use(server);
    await server.stop();
  },
  /** Somebody signs without script, and presses the button of the mail's link. */
  signed: async ({ request, server, page }, use) => {
    await use(async ({ name, email, ...more }) => {
      const form = { name, email, lang: 'en', consent: '1', ...more };
      const answer = await request.post(`${server.hosted}/signatures`, { form });
      expect(answer.status()).toBe(200);
      const mail = await mailTo(server, email);
      await page.goto(mail.links.find((url) => url.includes('/confirm?')));
      await page.getByRole('button', { name: 'Confirm my signature' }).click();
      await expect(page).toHaveURL(/\/confirmed/);
    });
  },
});

const text = (page) => page.getByLabel('Its text');
const look = (page) => page.getByRole('button', { name: 'See what changes' });
const change = async (page, from, to) => {
  const before = await text(page).inputValue();
  expect(before).toContain(from);
  await text(page).fill(before.replace(from, to));
};
const title = async (request, server) => (await (await request.get(server.letter)).json()).title;

test('a correction is shown first, then published, and nobody is written to', async ({ page, server, request, counted }) => {
  await sitDown(page, server, 'letter');
  const before = await counted();
  await change(page, 'We are writing to ask you', 'We write to ask you');
  await page.getByLabel('What you say of it').fill('A word was missing.');
  await look(page).click();
  await expect(page.locator('.difference ins')).toContainText('We write to ask you');
  await expect(page.locator('.difference del')).toContainText('are writing');
  await page.getByRole('button', { name: 'Publish the correction' }).click();
  await expect(page.getByRole('status')).toContainText('The correction is published.');
  expect(JSON.stringify(await (await request.get(server.letter)).json())).toContain('We write to ask you');
  expect(await counted()).toBe(before);
  expect(await mails(server)).toEqual([]);
  await page.goto(`${server.hosted}/history`);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('How this letter has changed');
  await expect(page.locator('[part~="revision"]').first()).toContainText('A word was missing.');
  await expect(page.locator('[part~="difference"] ins')).toContainText('We write to ask you');
  await page.goto(`${server.origin}/desk/audit`);
  await expect(page.locator('main')).toContainText('changed the text (correction)');
});

test('a broken edit is told with its line, stays as it was typed, and changes nothing', async ({ page, server, request }) => {
  await sitDown(page, server, 'letter');
  const before = await title(request, server);
  await change(page, 'title =', 'tytle =');
  await look(page).click();
  await expect(page.getByRole('alert')).toContainText('keep-nhs-code-open.md:');
  await expect(text(page)).toHaveValue(/tytle =/);
  expect(await title(request, server)).toBe(before);
  await text(page).fill((await text(page).inputValue()).replace('tytle =', 'title ='));
  await look(page).click();
  await expect(page.locator('main')).toContainText('Nothing of what is signed changes');
});

test('of two who change it at once, the second is told, and keeps what was typed', async ({ page, server, context }) => {
  await sitDown(page, server, 'letter');
  const other = await context.newPage();
  await other.goto(page.url());
  for (const [who, word] of [[other, 'Theirs'], [page, 'Mine']]) {
    await change(who, 'We are writing', `${word}: we are writing`);
    await look(who).click();
    await who.getByRole('button', { name: 'Publish the correction' }).click();
  }
  await expect(page.getByRole('alert')).toContainText('Somebody else has changed the letter meanwhile');
  await expect(text(page)).toHaveValue(/Mine: we are writing/);
});

test('another text pauses signing, counts nobody, and asks each signer by mail', async ({ page, server, counted, signed, request }) => {
  await signed(SIGNER);
  expect(await counted()).toBe(1);
  await sitDown(page, server, 'letter');
  await change(page, 'We are writing to ask you', 'We ask for more, and ask you');
  await page.getByLabel('A change in substance').check();
  await page.getByLabel('What you say of it').fill('We ask for more now.');
  await look(page).click();
  await page.getByRole('button', { name: 'Publish it, pause signing and send 1 mail', exact: true }).click();
  await expect(page.getByRole('status')).toContainText('your mail rate allows: 1.');
  expect(await counted()).toBe(0);
  expect((await (await request.get(server.letter)).json()).status).toBe('paused');

  const mail = await mailTo(server, SIGNER.email, 2);
  expect(mail.subject).toContain('do you stand by it?');
  expect(mail.code).toBe('');
  const link = mail.links.find((url) => url.includes('/stand?'));
  // A crawler follows the link; nothing happens.
  for (let time = 0; time < 3; time += 1) await request.get(link);
  expect(await counted()).toBe(0);
  await page.goto(link);
  await page.getByRole('button', { name: 'I stand by it as it is now' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Your signature counts');
  expect(await counted()).toBe(1);
  await page.goto(link);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Your signature counts');
  expect(await counted()).toBe(1);

  await page.goto(`${server.origin}/desk/letters/keep-nhs-code-open/letter`);
  await page.getByRole('button', { name: 'Open it' }).click();
  await expect(page.getByRole('status')).toContainText('The letter is now: open');
  expect((await (await request.get(server.letter)).json()).status).toBe('open');
});

test('who does not stand by it takes the name off, and nothing is left', async ({ page, server, counted, signed }) => {
  await signed(SIGNER);
  await sitDown(page, server, 'letter');
  await change(page, 'We are writing to ask you', 'We ask for more, and ask you');
  await page.getByLabel('A change in substance').check();
  await look(page).click();
  await page.getByRole('button', { name: /^Publish it/ }).click();
  const mail = await mailTo(server, SIGNER.email, 2);
  await page.goto(mail.links.find((url) => url.includes('/stand?')));
  await page.getByText('Take back my signature', { exact: true }).first().click();
  await page.locator('[part~="withdraw"]').click();
  await expect(page).toHaveURL(/\/withdrawn/);
  expect(await counted()).toBe(0);
});

test('who reads the old text still and signs it is told, and keeps what was typed', async ({ page, server, context, counted }) => {
  const reader = await context.newPage();
  await reader.goto(server.hosted);
  await reader.locator('input[name="name"]').fill(SIGNER.name);
  await reader.locator('input[name="email"]').fill(SIGNER.email);
  await reader.locator('input[name="consent"]').check();
  await sitDown(page, server, 'letter');
  await change(page, 'We are writing to ask you', 'We ask for more, and ask you');
  await page.getByLabel('A change in substance').check();
  await look(page).click();
  await page.getByRole('button', { name: /^Publish it/ }).click();
  await page.getByRole('button', { name: 'Open it' }).click();
  await reader.locator('[part~="submit"]').click();
  await expect(reader.locator('[part~="notice"][data-kind]')).toContainText('has changed');
  await expect(reader.locator('[part~="body"]')).toContainText('We ask for more');
  await expect(reader.locator('input[name="name"]')).toHaveValue(SIGNER.name);
  expect(await counted()).toBe(0);
  await reader.locator('[part~="submit"]').click();
  await expect(reader).toHaveURL(/\/sent/);
});

for (const [button, status, refusal] of [
  ['Pause it', 'paused', 'paused'],
  ['Close it', 'closed', 'closed'],
  ['It was handed over', 'delivered', 'closed'],
])
  test(`${status}: the letter says so, and takes nothing`, async ({ page, server, request }) => {
    await sitDown(page, server, 'letter');
    await page.getByRole('button', { name: button }).click();
    await expect(page.getByRole('status')).toBeVisible();
    expect((await (await request.get(server.letter)).json()).status).toBe(status);
    const answer = await request.post(`${server.letter}/signatures`, {
      data: { name: SIGNER.name, email: SIGNER.email },
      headers: { 'Idempotency-Key': 'once' },
    });
    expect((await answer.json()).code).toBe(refusal);
    await page.getByRole('button', { name: 'Open it' }).click();
    await expect(page.getByRole('status')).toContainText('open');
  });

test('an answer stands with the letter, and one that cannot be shown is refused', async ({ page, server, request }) => {
  await sitDown(page, server, 'letter');
  const answer = async (url) => {
    await page.getByText('There is an answer').click();
    await page.getByLabel('The answer, or what it says in short').fill('We **will** keep it open.');
    await page.getByLabel('Who has answered').fill('The Long Corridor Council');
    await page.getByLabel('When (').fill('2026-05-31');
    await page.getByLabel('Where it was published').fill(url);
    await page.getByRole('button', { name: 'Show it with the letter' }).click();
  };
  await answer('javascript:alert(1)');
  await expect(page.getByRole('alert')).toContainText('is no address');
  await answer('https://example.org/answer');
  await expect(page.getByRole('status')).toContainText('answered');
  const { status, response } = await (await request.get(server.letter)).json();
  expect(status).toBe('answered');
  expect(response.author).toBe('The Long Corridor Council');
  await page.goto(server.hosted);
  await expect(page.locator('[part~="response"]')).toContainText('We will keep it open.');
});

test.describe('news', () => {
  test.use({ file: { change: (text) => text.replace('[fields]', '[fields]\nupdates = "optional"') } });

  test('go to those who ticked the box, with the number first, and stop with one click', async ({ page, server, request, signed, counted }) => {
    const other = { name: 'Wilhelmina Teaspoon', email: 'wilhelmina@example.org' };
    await signed({ ...SIGNER, updates: 'on' });
    await signed(other);
    await sitDown(page, server, 'news');
    await expect(page.locator('main')).toContainText('It will go out in 1 mail.');
    await page.getByLabel('Subject').fill('We were heard');
    await page.getByLabel('Text').fill('The council has met.\n\nMore on Friday.');
    await page.getByRole('button', { name: 'See it, and to how many it goes' }).click();
    await expect(page.locator('.written p')).toHaveText(['The council has met.', 'More on Friday.']);
    await page.getByRole('button', { name: 'Send 1 mail' }).click();
    await expect(page.getByRole('status')).toContainText('1 mail');
    const mail = await mailTo(server, SIGNER.email, 2);
    expect(mail.subject).toBe('We were heard');
    expect(await mailsTo(server, other.email)).toBe(1);

    const stop = mail.links.find((url) => url.includes('/news?'));
    expect(stop).not.toContain('quillon');
    // A crawler follows it; a mail program's button posts to it.
    await request.get(stop);
    await page.goto(`${server.origin}/desk/letters/keep-nhs-code-open/news`);
    await expect(page.locator('main')).toContainText('It will go out in 1 mail.');
    const clicked = await request.post(stop, { multipart: { 'List-Unsubscribe': 'One-Click' } });
    expect(clicked.ok()).toBe(true);
    await page.reload();
    await expect(page.locator('main')).toContainText('Nobody has asked for news so far.');
    expect(await counted()).toBe(2);
  });
});

for (const width of [360, 1280])
  for (const colorScheme of ['light', 'dark'])
    test(`axe finds nothing, and nothing scrolls sideways: ${width} px, ${colorScheme}`, async ({ page, server }) => {
      await page.setViewportSize({ width, height: 800 });
      await page.emulateMedia({ colorScheme });
      await sitDown(page, server, 'letter');
      const sound = async () => {
        await expectAccessible(page, page.url());
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
      };
      await sound();
      await change(page, 'We are writing to ask you', 'We write to ask you');
      await look(page).click();
      await sound();
      await page.goto(`${server.origin}/desk/letters/keep-nhs-code-open/news`);
      await sound();
    });
