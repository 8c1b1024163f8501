// Claimed badges, looked at by hand.
import { expect, test } from './desk.js';

const claim = (evidence) => [{ id: 'public-code', evidence }];
const WILHELMINA = {
  name: 'Wilhelmina Teaspoon',
  email: 'wilhelmina@example.org',
  reason: 'Because it is ours.',
  badges: claim('https://example.org/wilhelmina has my patches'),
};
const BO = { name: 'Bo Saucer', email: 'bo@example.org', badges: claim('I have heard of it') };

// The page is loaded anew after the last one.
const LAST = { name: 'Somebody Else', email: 'somebody@example.org' };

test.use({ waiting: 1, people: { all: [WILHELMINA, BO, LAST] } });

async function badges(server, name) {
  const { items } = await (await fetch(`${server.letter}/signatures?limit=200`)).json();
  return items.find((item) => item.name.startsWith(name)).badges ?? [];
}

test('a claim takes one key more than a signature without one', async ({ page, server, desk }) => {
  await desk.queue();
  await expect(desk.focused).toHaveText('Person Number-1');
  await page.keyboard.press('a');
  await expect(desk.focused).toHaveText('Wilhelmina Teaspoon');
  const claims = page.locator('.entry:focus .claims');
  await expect(claims).toContainText('has my patches');
  // A claim is no link: who signs chooses no page for a reviewer to open.
  await expect(claims.getByRole('link')).toHaveCount(0);
  await page.keyboard.press('1');
  await expect(claims.getByRole('checkbox')).toBeChecked();
  await page.keyboard.press('a');
  await expect(desk.told).toHaveText('1 signature approved. 1 badge granted.');
  await expect(desk.focused).toHaveText('Bo Saucer');
  await page.keyboard.press('a');
  await expect(desk.told).toHaveText('1 signature approved. 1 badge refused.');
  expect(await badges(server, 'Wilhelmina')).toEqual(['public-code']);
  expect(await badges(server, 'Bo')).toEqual([]);
});

test('what was granted is taken back with the decision', async ({ page, server, desk }) => {
  await desk.queue();
  await page.keyboard.press('j');
  await page.keyboard.press('1');
  await page.keyboard.press('a');
  await expect(desk.told).toContainText('1 badge granted.');
  expect(await badges(server, 'Wilhelmina')).toEqual(['public-code']);
  await page.keyboard.press('u');
  await expect(desk.focused).toHaveText('Wilhelmina Teaspoon');
  await page.keyboard.press('a');
  // Its box is still as it was ticked.
  await expect(desk.told).toContainText('1 badge granted.');
});

test.describe('without script', () => {
  test.use({ javaScriptEnabled: false });

  test('a badge is granted later', async ({ page, server, desk }) => {
    await desk.queue();
    await page.getByRole('link', { name: /claims badges/ }).click();
    await expect(desk.names).toHaveText(['Wilhelmina Teaspoon', 'Bo Saucer']);
    const bo = desk.entries.last();
    await bo.getByRole('button', { name: 'Approve' }).click();
    await expect(desk.notice).toContainText('1 signature approved. 1 badge refused.');
    await page.goto(desk.at('search'));
    await page.getByLabel('Part of a name').fill('saucer');
    await page.getByRole('button', { name: 'Find' }).first().click();
    await desk.entries.getByRole('checkbox').check();
    await desk.entries.getByRole('button', { name: 'Save badges' }).click();
    await expect(desk.notice).toContainText('1 badge granted.');
    expect(await badges(server, 'Bo')).toEqual(['public-code']);
  });
});
