// Reviewing with a keyboard.
import { PASSWORD, expect, test } from './desk.js';

test('one key decides, the next signature is there, and one key takes it back', async ({ page, desk, counted }) => {
  const before = await counted();
  await desk.queue();
  await expect(desk.focused).toHaveText('Person Number-1');
  await page.keyboard.press('a');
  await expect(desk.told).toHaveText('1 signature approved.');
  await expect(desk.focused).toHaveText('Person Number-2');
  expect(await counted()).toBe(before + 1);
  await page.keyboard.press('u');
  await expect(desk.focused).toHaveText('Person Number-1');
  await expect(desk.names).toHaveText(['Person Number-1', 'Person Number-2', 'Person Number-3']);
  expect(await counted()).toBe(before);

  await page.keyboard.press('j');
  await expect(desk.focused).toHaveText('Person Number-2');
  await page.keyboard.press('r');
  await page.keyboard.press('2');
  await expect(desk.told).toHaveText('1 signature rejected.');
  await expect(desk.focused).toHaveText('Person Number-3');
  await page.keyboard.press('h');
  await expect(desk.told).toHaveText('1 signature hidden.');
  await expect(desk.names).toHaveText(['Person Number-1']);
  await expect(page.locator('[data-waiting]')).toHaveText('1');
  // Those are gone for the server too.
  await page.reload();
  await expect(desk.names).toHaveText(['Person Number-1']);
});

test('the last key leads to what else waits', async ({ page, desk }) => {
  await desk.queue();
  for (const name of ['Person Number-1', 'Person Number-2', 'Person Number-3']) {
    await expect(desk.focused).toHaveText(name);
    await page.keyboard.press('a');
  }
  await expect(page.getByText('Nothing waits here.')).toBeVisible();
  // No key goes to a page whose script has not come.
  await expect(page.locator('html[data-script]')).toHaveCount(1);
  // What was decided before the page was loaded is taken back as well.
  await page.keyboard.press('u');
  await expect(desk.names).toHaveText(['Person Number-3']);
});

test('a field takes letters, and no key decides meanwhile', async ({ page, desk, counted }) => {
  const before = await counted();
  await desk.queue();
  await page.keyboard.press('e');
  const name = desk.entries.first().locator('[name="name"]');
  await expect(name).toBeFocused();
  await name.press('End');
  await page.keyboard.type(' ahjkrux?');
  await expect(name).toHaveValue('Person Number-1 ahjkrux?');
  await expect(desk.entries).toHaveCount(3);
  await page.keyboard.press('Escape');
  await expect(desk.focused).toHaveText('Person Number-1');
  await page.keyboard.press('r');
  await page.keyboard.press('6');
  const words = desk.entries.first().locator('[name="words"]');
  await expect(words).toBeFocused();
  await page.keyboard.type('a joke, we think');
  await page.keyboard.press('Enter');
  await expect(desk.told).toHaveText('1 signature rejected.');
  expect(await counted()).toBe(before);
  // With a modifier, keys are the browser's.
  await page.keyboard.press('Control+a');
  await expect(desk.entries).toHaveCount(2);
});

test('what a second reviewer has decided is told', async ({ browser, page, server, desk, counted }) => {
  const before = await counted();
  await desk.queue();
  const { deskOn } = await import('./desk.js');
  const other = await browser.newPage();
  const ada = deskOn(other, server);
  await ada.signIn('ada');
  await other.goto(ada.at('queue'));
  await expect(ada.focused).toHaveText('Person Number-1');
  await other.keyboard.press('a');
  await expect(ada.told).toHaveText('1 signature approved.');
  await page.keyboard.press('r');
  await page.keyboard.press('1');
  await expect(desk.told).toContainText('ada was faster: it was approved at');
  expect(await counted()).toBe(before + 1);
  await other.close();
});

test('signed out meanwhile, nothing is lost', async ({ page, desk, context }) => {
  await desk.queue();
  await context.clearCookies();
  await page.keyboard.press('a');
  await expect(desk.told).toContainText('Please load the page again.');
  await expect(desk.names).toHaveText(['Person Number-1', 'Person Number-2', 'Person Number-3']);
});

test('signed out meanwhile, one is back where one was', async ({ page, server, desk, context, counted }) => {
  const before = await counted();
  await desk.queue();
  await page.getByLabel('All 3 that wait here').check();
  await page.getByRole('button', { name: 'Go on' }).click();
  await context.clearCookies();
  await page.getByRole('button', { name: 'Approve 3' }).click();
  await expect(page.getByText('What you sent last is kept')).toBeVisible();
  await page.getByLabel('Name').fill('wilhelmina');
  await page.getByLabel('Password').fill(PASSWORD);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('button', { name: 'Send it now' }).click();
  await expect(desk.notice).toContainText('3 signatures approved.');
  expect(await counted()).toBe(before + 3);
  // So with a page that was only looked at.
  await context.clearCookies();
  await page.goto(desk.at('search'));
  await page.getByLabel('Name').fill('wilhelmina');
  await page.getByLabel('Password').fill(PASSWORD);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page).toHaveURL(desk.at('search'));
  expect(server.log()).not.toContain('Person');
});

test('keys are switched off, and on again', async ({ page, desk }) => {
  await desk.queue();
  await page.keyboard.press('?');
  await page.getByRole('button', { name: 'Switch the keys off' }).click();
  await expect(page.getByText('Keys are switched off.')).toBeVisible();
  await expect(page.locator('.entry kbd').first()).toBeHidden();
  for (const key of 'ahjkrux?1') await page.keyboard.press(key);
  await expect(desk.told).toHaveText('');
  await expect(desk.entries).toHaveCount(3);
  // Buttons still need no new page.
  await desk.entries.first().getByRole('button', { name: 'Approve' }).click();
  await expect(desk.told).toHaveText('1 signature approved.');
  await page.getByRole('button', { name: 'Switch them on' }).click();
  // Two are left before this page too, and on it before its script: keys work once they are shown.
  await expect(page.locator('.entry kbd').first()).toBeVisible();
  await expect(desk.entries).toHaveCount(2);
  await page.keyboard.press('a');
  await expect(desk.told).toHaveText('1 signature approved.');
  // The page before this one said the same words; one that is gone from the list is this key's work.
  await expect(desk.entries).toHaveCount(1);
});

test.describe('a thousand', () => {
  test.use({ waiting: 1000 });

  test('take one key each', async ({ page, desk, counted }) => {
    test.setTimeout(600_000);
    const before = await counted();
    await desk.queue();
    let strokes = 0;
    for (let number = 1; number <= 1000; number += 1) {
      // A person sees the next name before they press; no key goes to a page that is still loading.
      await page.waitForFunction(() => document.activeElement?.matches('.entry'));
      await page.keyboard.press('a');
      strokes += 1;
    }
    await expect(page.getByText('Nothing waits here.')).toBeVisible();
    expect(await counted()).toBe(before + 1000);
    console.log(`Review of 1,000 signatures by keyboard: ${strokes.toLocaleString('en')} keystrokes, ${strokes / 1000} each`);
    expect(strokes).toBe(1000);
  });
});
