// What a visitor has begun before the widget was there goes on in it.
import { VISITOR, expectFocus } from '../support/letter.js';
import { test, expect, hasTakenOver } from './rendered.js';

test('typed words and ticked boxes go with it, and count', async ({ page, open, bring, taken, letter, counted, request, server }) => {
  await open();
  for (const [name, value] of Object.entries(VISITOR)) await letter.field(name).fill(value);
  await letter.field('anonymous').check();
  await letter.field('consent').check();
  await letter.field('consent').blur();
  await bring();
  await taken();
  for (const [name, value] of Object.entries(VISITOR)) await expect(letter.field(name)).toHaveValue(value);
  await expect(letter.field('anonymous')).toBeChecked();
  await expect(letter.field('consent')).toBeChecked();
  // Nothing is touched any more but the button.
  await letter.submit.click();
  await expect(letter.thanks).toBeVisible();
  expect(await counted()).toBe(237);
  const { items } = await (await request.get(`${server.letter}/signatures`)).json();
  expect(items[0]).toMatchObject({ name: null, role: VISITOR.role, affiliation: VISITOR.affiliation });
});

test('who is writing is not broken off: it waits until the field is left', async ({ page, open, bring, taken, letter, heard }) => {
  await open();
  await letter.field('role').click();
  await page.keyboard.type('Lamp');
  await bring();
  await expect.poll(async () => (await heard.of('ready')).length).toBe(1);
  await page.keyboard.type('lighter');
  await expectFocus(page, { name: 'role' });
  expect(await hasTakenOver(page)).toBe(false);
  // From one field to the next is no pause either.
  await page.keyboard.press('Tab');
  await page.keyboard.type('Guild');
  await expectFocus(page, { name: 'affiliation' });
  await page.locator('h1').first().click();
  await taken();
  await expect(letter.field('role')).toHaveValue('Lamplighter');
  await expect(letter.field('affiliation')).toHaveValue('Guild');
});

test('who asks for the form is led to it, wherever the focus was', async ({ page, open, bring, taken, letter }) => {
  await open();
  await letter.field('role').fill('Lamplighter');
  await bring();
  await letter.element.evaluate((element) => element.openSign());
  await taken();
  await expectFocus(page, { name: 'name' });
  await expect(letter.field('role')).toHaveValue('Lamplighter');
});

test('removed while it waits, it leaves nothing behind for the next', async ({ page, open, bring, taken, letter, server }) => {
  await open();
  await letter.field('role').fill('Lamplighter');
  await bring();
  await expect.poll(() => letter.element.evaluate((element) => element.state)).toBe('open');
  await page.evaluate(async (src) => {
    const old = document.querySelector('open-letter');
    old.remove();
    await new Promise((resolve) => setTimeout(resolve));
    const other = document.createElement('open-letter');
    Object.assign(other, { src, loading: 'eager' });
    document.querySelector('aside').append(other);
    await new Promise((resolve) => other.addEventListener('open-letter-ready', resolve));
    document.querySelector('main').append(old);
  }, server.letter);
  await expect(page.locator('open-letter [part~="form"]')).toHaveCount(2);
  await page.locator('main open-letter').locator('input[name="name"]').fill('Quillon');
  await page.locator('aside open-letter').locator('input[name="name"]').fill('Ottoline');
  await expect(page.locator('main open-letter').locator('input[name="name"]')).toHaveValue('Quillon');
  await expect(page.locator('open-letter [part~="form"]')).toHaveCount(2);
});

test('removed and put back, it is the widget’s', async ({ page, open, bring, taken, letter }) => {
  await open();
  await bring();
  await taken();
  await letter.field('role').fill('Lamplighter');
  await page.evaluate(() => document.querySelector('aside').append(document.querySelector('open-letter')));
  await expect(letter.field('role')).toHaveValue('Lamplighter');
  await page.evaluate(async () => {
    const element = document.querySelector('open-letter');
    element.remove();
    await new Promise((resolve) => setTimeout(resolve));
    document.querySelector('main').append(element);
  });
  await expect(letter.title).toBeVisible();
  await letter.sign();
});

test('a stale page is brought up to date', async ({ page, open, bring, taken, letter, request, server }) => {
  await open();
  const answer = await request.post(`${server.letter}/signatures`, {
    headers: { 'Idempotency-Key': '0123456789abcdef0123456789abcdef' },
    data: { name: 'Ottoline Papercastle', email: 'ottoline@example.org', consent: { version: '1', accepted: true } },
  });
  expect(answer.status()).toBe(202);
  await page.locator('h1').first().click();
  await expect(letter.count).toHaveText('236 signatures so far');
  await bring();
  await taken();
  await expect(letter.count).toHaveText('237 signatures so far');
  await expect(letter.rows.first()).toContainText('Ottoline Papercastle');
});
