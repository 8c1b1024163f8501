// A letter that asks for something else while somebody is typing.
import { test, expect } from '../support/scenario.js';
import { VISITOR, expectFocus } from '../support/letter.js';
import { ASKS } from './asks.js';

test.use({ letters: { asks: ASKS } });

test('each input stays the one that was typed into', async ({ page, host, letter }) => {
  await page.goto(host.page('fields', { id: 'asks', sign: 'inline' }));
  await letter.field('email').fill(VISITOR.email);
  await letter.field('consent').check();
  await letter.field('name').pressSequentially('Quillon');
  await letter.field('name').evaluate((input) => (input.stays = true));
  await page.route('**/v1/letters/*', async (route) => {
    const answer = await route.fetch({ maxRetries: 3 });
    const { fields, ...others } = await answer.json();
    const { badges, custom, ...kept } = fields;
    await route.fulfill({ response: answer, json: { ...others, fields: { ...kept, outcome: 'off' } } });
  });
  await letter.element.evaluate((element) => element.refresh());
  await expect(letter.field('answers.ward')).toHaveCount(0);
  await expect(letter.field('badges.poured')).toHaveCount(0);
  await expectFocus(page, { name: 'name' });
  await page.keyboard.type(' F.');
  expect(await letter.field('name').evaluate((input) => input.stays)).toBe(true);
  await expect(letter.field('name')).toHaveValue('Quillon F.');
  await expect(letter.field('email')).toHaveValue(VISITOR.email);
  await expect(letter.field('consent')).toBeChecked();
});
