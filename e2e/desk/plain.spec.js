// The desk without script: each key has a button, and nothing else is missing.
import { expect, test } from './desk.js';

test.use({ javaScriptEnabled: false });

test('a signature is approved, and that is taken back', async ({ page, desk, counted }) => {
  const before = await counted();
  await desk.queue();
  await desk.entries.first().getByRole('button', { name: 'Approve' }).click();
  await expect(desk.notice).toContainText('1 signature approved.');
  expect(await counted()).toBe(before + 1);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(desk.notice).toContainText('1 signature put back where it was.');
  await expect(desk.names).toHaveText(['Person Number-1', 'Person Number-2', 'Person Number-3']);
  expect(await counted()).toBe(before);
  // Keys would do nothing, and are not spoken of.
  await expect(page.locator('kbd').first()).toBeHidden();
});

test('a signature is rejected, found again, and taken back into the list', async ({ page, desk, counted }) => {
  const before = await counted();
  await desk.queue();
  await desk.entries.first().getByText('Reject').first().click();
  await desk.entries.first().getByRole('button', { name: 'not a person' }).click();
  await expect(desk.notice).toContainText('1 signature rejected.');
  await page.goto(desk.at('search'));
  await page.getByLabel('The whole e-mail address').fill('Person-1@example.org');
  await page.getByRole('button', { name: 'Find' }).last().click();
  await expect(desk.names).toHaveText(['Person Number-1']);
  expect(page.url()).not.toContain('person');
  await desk.entries.first().getByRole('button', { name: 'Take back' }).click();
  await expect(desk.notice).toContainText('1 signature taken back into the list.');
  expect(await counted()).toBe(before + 1);
});

test('a spelling is mended', async ({ page, desk }) => {
  await desk.queue();
  const entry = desk.entries.first();
  await entry.getByText('Edit').first().click();
  await entry.getByLabel('Name').fill('Wilhelmina Teaspoon');
  await entry.getByRole('button', { name: 'Save' }).click();
  await expect(desk.notice).toContainText('The spelling is changed.');
  await expect(desk.names.first()).toHaveText('Wilhelmina Teaspoon');
  await expect(entry.locator('.was')).toContainText('Signed as: Person Number-1');
});

test('many are decided after the number was shown', async ({ page, desk, counted }) => {
  const before = await counted();
  await desk.queue();
  await desk.entries.nth(0).getByRole('checkbox').check();
  await desk.entries.nth(2).getByRole('checkbox').check();
  await page.getByRole('button', { name: 'Go on' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Approve 2 signatures?');
  expect(await counted()).toBe(before);
  await page.getByRole('button', { name: 'Approve 2' }).click();
  await expect(desk.notice).toContainText('2 signatures approved.');
  await expect(desk.names).toHaveText(['Person Number-2']);
  expect(await counted()).toBe(before + 2);
});
