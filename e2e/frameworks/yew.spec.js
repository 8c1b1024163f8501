// A page that is itself a Yew application: two applications, each of its own Wasm, on one tree.
import { test, expect } from './example.js';

const policy = (html, backend) =>
  [
    "default-src 'none'",
    `script-src 'self' ${backend} 'wasm-unsafe-eval'`,
    `connect-src 'self' ${backend}`,
    `style-src 'self' ${backend}`,
    "img-src 'self'",
    "base-uri 'none'",
  ].join('; ');

test.use({ example: { folder: 'target/examples/yew', policy } });

test('clicks and typing inside the letter work, and reach the page as any other click does', async ({ page, site, letter, counted }) => {
  await expect(page.locator('#count')).toHaveText('236 people have signed.');
  await expect(letter.signButton).toHaveText('Add your name');
  const around = page.locator('#around');
  const next = page.waitForRequest('**/signatures?*');
  await letter.more.click();
  expect(new URL((await next).url()).searchParams.get('limit')).toBe('20');
  // A click is heard once around the letter, and by nobody whom it does not concern.
  await expect(around).toHaveText('1 clicks around the letter');
  await letter.submit.click();
  await expect(letter.summary).toBeVisible();
  await expect(around).toHaveText('2 clicks around the letter');
  await letter.field('name').fill('Quillon');
  await expect(page.locator('#noted')).toHaveText('');
  await expect(page.locator('#press')).toHaveText('Pressed 0 times');
  await expect(page.locator('#toggle')).toHaveText('Take the letter away');

  await letter.sign();
  await expect(page.locator('#count')).toHaveText('237 people have signed.');
  expect(await counted()).toBe(237);
  await expect(page.locator('#press')).toHaveText('Pressed 0 times');
  await expect(page.locator('#noted')).toHaveText('');
});

test('the page around the letter works as before', async ({ page, site, letter }) => {
  await expect(letter.title).toBeVisible();
  const press = page.locator('#press');
  await press.click();
  await press.click();
  await expect(press).toHaveText('Pressed 2 times');
  await page.locator('#note').fill('Bring a neighbour');
  await expect(page.locator('#noted')).toHaveText('Bring a neighbour');
  await page.locator('#sign').click();
  await expect.poll(() => letter.field('name').evaluate((field) => field.getRootNode().activeElement === field)).toBe(true);
  await expect(letter.field('name')).toHaveValue('');
  await expect(page.locator('#around')).toHaveText('0 clicks around the letter');
});

test('both leave the page cleanly, one after the other', async ({ page, site, letter }) => {
  const toggle = page.locator('#toggle');
  for (let round = 0; round < 3; round += 1) {
    await expect(letter.title).toBeVisible();
    await letter.more.click();
    await expect(letter.rows).toHaveCount(70);
    await toggle.click();
    await expect(letter.element).toHaveCount(0);
    await toggle.click();
  }
  await expect(page.locator('#around')).toHaveText('3 clicks around the letter');
  await expect(letter.title).toBeVisible();
  await page.locator('#leave').click();
  await expect(page.locator('#app')).toBeEmpty();
  await expect(letter.element).toHaveCount(0);
});
