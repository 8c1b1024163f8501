import { expectAccessible } from '../support/axe.js';
import { test, expect } from '../support/scenario.js';
import { VISITOR, expectFocus } from '../support/letter.js';
import { ASKS } from './asks.js';

test.use({ letters: { asks: ASKS } });

const open = async (page, host, letter, more = {}) => {
  await page.goto(host.page('fields', { id: 'asks', sign: 'inline', ...more }));
  await expect(letter.form).toBeVisible();
};

/** Fills in what has to be. */
async function fill(letter) {
  await letter.field('name').fill(VISITOR.name);
  await letter.field('email').fill(VISITOR.email);
  await letter.field('sector').selectOption('Teapots');
  await letter.field('answers.ward').selectOption('South');
  await letter.field('consent').check();
}

test('each kind of field is reached and used by keyboard', async ({ page, host, letter }) => {
  await open(page, host, letter);
  await letter.field('name').focus();
  const press = async (name, ...keys) => {
    await page.keyboard.press('Tab');
    await expectFocus(page, { name });
    for (const key of keys) await (key.length > 1 && key !== 'Space' ? page.keyboard.type(key) : page.keyboard.press(key));
  };
  await page.keyboard.type(VISITOR.name);
  await press('email', VISITOR.email);
  await press('role', 'Pourer');
  await press('sector', 'Teapots');
  await press('reason', 'Tea is a public good.');
  await press('answers.ward', 'South');
  await press('answers.note', 'Two sugars');
  await press('badges.poured', 'Space');
  await press('evidence.poured', 'Ask at the station.');
  await press('anonymous');
  await press('outcome', 'Space');
  await press('updates', 'Space');
  await press('consent', 'Space');
  const sent = page.waitForRequest((request) => request.method() === 'POST');
  await page.keyboard.press('Enter');
  const body = (await sent).postDataJSON();
  expect(body).toMatchObject({
    sector: 'Teapots',
    reason: 'Tea is a public good.',
    answers: { ward: 'South', note: 'Two sugars' },
    badges: [{ id: 'poured', evidence: 'Ask at the station.' }],
    outcome: true,
    consent: { version: '1', accepted: true, updates: true },
    trap: { text: '' },
  });
  expect(body.trap.millis).toBeGreaterThan(0);
  await expect(letter.thanks).toContainText('waits for review');
});

test('the boxes for news and for the outcome are not ticked', async ({ page, host, letter }) => {
  await open(page, host, letter);
  await expect(letter.field('updates')).not.toBeChecked();
  await expect(letter.field('outcome')).not.toBeChecked();
  await expect(letter.field('consent')).toHaveAccessibleDescription(
    'Until 30 days after the letter closes, The Glass Teapot Campaign keeps your address.',
  );
});

test('what is missing stands in the summary by its own name', async ({ page, host, letter }) => {
  await open(page, host, letter);
  await letter.field('badges.poured').check();
  await letter.submit.click();
  await expectFocus(page, { part: 'error-summary' });
  for (const [name, label] of [
    ['sector', 'Your field of work'],
    ['answers.ward', 'Which ward?'],
    ['evidence.poured', 'What shows this?'],
  ]) {
    const sentence = `Please fill in “${label}”.`;
    await expect(letter.errorAt(name)).toHaveText(sentence);
    await letter.summary.getByRole('link', { name: sentence }).click();
    await expectFocus(page, { name });
  }
  await expectAccessible(page, 'mistakes');
});

test('what shows a badge is asked for once it is claimed', async ({ page, host, letter }) => {
  await open(page, host, letter);
  await expect(letter.field('evidence.poured')).toBeHidden();
  await letter.field('badges.poured').check();
  await expect(letter.field('evidence.poured')).toBeVisible();
});

test('what the server says of an answer stands at its question', async ({ page, host, letter }) => {
  await open(page, host, letter);
  await fill(letter);
  await page.route('**/signatures', (route) =>
    route.fulfill({
      status: 422,
      headers: { 'access-control-allow-origin': '*' },
      contentType: 'application/problem+json',
      json: { type: 'about:blank', status: 422, code: 'invalid', errors: [{ pointer: '/answers/ward', code: 'not_accepted' }] },
    }));
  await letter.submit.click();
  await expect(letter.errorAt('answers.ward')).toBeVisible();
  await expect(letter.field('name')).toHaveValue(VISITOR.name);
});

test('nobody is led to the trap', async ({ page, host, letter }) => {
  await open(page, host, letter);
  const trap = letter.field('trap');
  await expect(trap).toHaveAttribute('autocomplete', 'off');
  await expect(trap).toHaveAttribute('tabindex', '-1');
  const session = await page.context().newCDPSession(page);
  const { nodes } = await session.send('Accessibility.getFullAXTree');
  const named = nodes.filter(({ ignored, role }) => !ignored && role?.value === 'textbox');
  expect(named.map(({ name }) => name.value)).toEqual([
    'Your name',
    'Your e-mail address',
    'What you do (optional)',
    'Why you sign (optional)',
    'A note (optional)',
  ]);
  const box = await trap.boundingBox();
  expect(box.width * box.height).toBeLessThanOrEqual(1);
});

for (const width of [360, 1280])
  for (const colorScheme of ['light', 'dark'])
    test(`axe finds nothing at ${width} px, ${colorScheme}`, async ({ page, host, letter }) => {
      await page.setViewportSize({ width, height: 900 });
      await page.emulateMedia({ colorScheme });
      await open(page, host, letter, { lang: 'ar' });
      await letter.field('badges.poured').check();
      await expectAccessible(page, `${width} ${colorScheme}`);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect(wide).toBeLessThanOrEqual(0);
    });

test.describe('without script', () => {
  test.use({ javaScriptEnabled: false });

  test('the form sends the same', async ({ page, server }) => {
    await page.goto(`${server.origin}/letters/asks`);
    const field = (name) => page.locator(`:is(input, select, textarea)[name="${name}"]`);
    await field('name').fill(VISITOR.name);
    await field('email').fill(VISITOR.email);
    await field('sector').selectOption('Health');
    await field('answers.ward').selectOption('North');
    await field('badges.poured').check();
    await field('consent').check();
    await page.getByRole('button', { name: 'Sign', exact: true }).click();
    await expect(page.getByRole('link', { name: 'What shows this?' })).toBeVisible();
    await expect(field('answers.ward')).toHaveValue('North');
    await field('evidence.poured').fill('Ask at the station.');
    await page.getByRole('button', { name: 'Sign', exact: true }).click();
    await expect(page.getByText('It waits for review')).toBeVisible();
  });
});
