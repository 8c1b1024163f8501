import { test, expect } from '../support/scenario.js';

/** Lets the letter's answer through with other members; those of `signatures` are its own. */
async function alter(page, { signatures = {}, ...members }) {
  await page.route('**/v1/letters/*', async (route) => {
    const answer = await route.fetch({ maxRetries: 3 });
    const letter = await answer.json();
    const json = { ...letter, ...members, signatures: { ...letter.signatures, ...signatures } };
    await route.fulfill({ status: 200, headers: { 'Access-Control-Allow-Origin': '*' }, json });
  });
}

test('while the letter is on its way, a sentence says so', async ({ page, host, letter }) => {
  let arrive;
  const held = new Promise((resolve) => (arrive = resolve));
  await page.route('**/v1/letters/*', async (route) => {
    await held;
    await route.continue();
  });
  await page.goto(host.page('states'));
  await expect(letter.part('notice')).toHaveText('Loading the letter…');
  arrive();
  await expect(letter.title).toBeVisible();
  await expect(letter.part('notice')).toHaveCount(0);
});

for (const [status, words] of [
  ['scheduled', 'Not open yet'],
  ['paused', 'Paused for the moment'],
  ['closed', 'Closed for signatures'],
  ['delivered', 'Handed over'],
  ['answered', 'Answered'],
])
  test(`a letter that is ${status} can be read, and not be signed`, async ({ page, host, letter }) => {
    await alter(page, { status });
    await page.goto(host.page('states'));
    await expect(letter.part('status')).toHaveText(words);
    await expect(letter.count).toHaveText('236 signatures so far');
    await expect(letter.rows).toHaveCount(50);
    await letter.element.evaluate((element) => element.openSign());
    await expect(letter.form).toHaveCount(0);
    await expect(letter.signButton).toHaveCount(0);
  });

test('a letter that nobody has signed asks for the first', async ({ page, host, letter }) => {
  await alter(page, { signatures: { count: 0, items: [], next: null } });
  await page.goto(host.page('states'));
  await expect(letter.count).toHaveText('0 signatures so far');
  await expect(letter.part('signatories')).toContainText('Nobody has signed yet. You could be the first.');
  await expect(letter.more).toHaveCount(0);
  await expect(letter.part('list-end')).toHaveCount(0);
});

test('one and many are counted in their own words', async ({ page, host, letter }) => {
  await alter(page, { signatures: { count: 1 } });
  await page.goto(host.page('states'));
  await expect(letter.count).toHaveText('1 signature so far');
  await page.unroute('**/v1/letters/*');
  await alter(page, { signatures: { count: 1_234_567, as_of: '2099-01-01T00:00:00.000Z' } });
  await letter.element.evaluate((element) => element.refresh());
  await expect(letter.count).toHaveText('1,234,567 signatures so far');
});

test('a count that is older than the one shown is not shown', async ({ page, host, letter, heard }) => {
  await page.goto(host.page('states'));
  await expect(letter.count).toHaveText('236 signatures so far');
  await alter(page, { title: 'Another title', signatures: { count: 12, as_of: '2026-05-01T00:00:00.000Z' } });
  await letter.element.evaluate((element) => element.refresh());
  await expect(letter.title).toHaveText('Another title');
  await expect(letter.count).toHaveText('236 signatures so far');
  expect((await heard.of('count')).map(({ detail }) => detail.count)).toEqual([236]);
});

test('a letter asks for no more than it says', async ({ page, host, letter }) => {
  const fields = { role: 'required', affiliation: 'off', anonymous: 'off' };
  await alter(page, { fields, consent: null });
  await page.goto(host.page('states'));
  await expect(letter.form.locator('input:not([type=hidden], [part~=trap])')).toHaveCount(3);
  await letter.field('name').fill('Quillon');
  await letter.field('email').fill('quillon@example.org');
  await letter.submit.click();
  await expect(letter.summary.getByRole('link')).toHaveText(['Enter what you do.']);
});

test('hostile words stay words, and stay in their place', async ({ page, host, letter }) => {
  const long = 'W'.repeat(10_000);
  const hostile = '<img src=x onerror="window.hit=1"><script>window.hit=1</script>{{7*7}}\u202egnihton';
  const zalgo = `Z${'\u0335\u0315\u0360'.repeat(200)}algo`;
  const item = (id, name) => ({
    id, name, role: hostile, affiliation: long, badges: ['none', hostile], signed_at: '2026-05-01T10:00:00.000Z',
  });
  await alter(page, {
    title: hostile + long,
    standfirst: long,
    author: hostile,
    addressee: long,
    signatures: { items: [item('1', hostile), item('2', long), item('3', zalgo)], next: null },
  });
  await page.setViewportSize({ width: 360, height: 740 });
  await page.goto(host.page('states'));
  await expect(letter.rows).toHaveCount(3);
  await expect(letter.title).toContainText('<script>window.hit=1</script>');
  expect(await page.evaluate(() => window.hit)).toBeUndefined();
  const wide = await page.evaluate(() => document.scrollingElement.scrollWidth - document.documentElement.clientWidth);
  expect(wide).toBeLessThanOrEqual(0);
});
