import { expectAccessible } from '../support/axe.js';
import { test, expect } from '../support/scenario.js';

const STATES = [
  ['scheduled', 'opens_at = 2999-05-01', 'Signing opens on 1 May 2999.'],
  ['paused', '', 'Signing is paused, and comes back here.'],
  ['closed', 'closes_at = 2020-05-01', 'Signing closed on 1 May 2020.'],
  ['delivered', '', 'The letter was handed over with its signatures.'],
  ['answered', '', 'The letter was answered.'],
];

const letter = (status, particulars) => `+++
title = "Keep the kettle on"
lang = "en"
status = "${status}"
status_note = "So the campaign says."
${particulars}

[response]
date = 2026-06-21
author = "Teapot Junction"
text = "The kettle **stays on**."
url = "https://example.org/answer"
+++
Please keep the kettle on.
`;

test.use({ letters: Object.fromEntries(STATES.map(([status, more]) => [status, letter(status, more)])) });

for (const [status, , sentence] of STATES)
  test(`${status}: says so, and has no form`, async ({ page, host, letter }) => {
    await page.goto(host.page('life', { id: status, sign: 'inline' }));
    await expect(letter.part('standing')).toHaveText(new RegExp(`^${sentence}.* So the campaign says.$`));
    await expect(letter.form).toHaveCount(0);
    await expect(page.locator('open-letter:state(closed)')).toHaveCount(1);
    await expect(letter.part('response')).toContainText('The kettle stays on.');
    await expectAccessible(page, status);
  });

test('a text that has changed meanwhile is read again, and nothing typed is lost', async ({ page, host, server, letter }) => {
  await page.goto(host.page('life', { id: 'keep-nhs-code-open', sign: 'inline' }));
  await letter.fill();
  const refusal = {
    status: 409,
    headers: { 'access-control-allow-origin': '*' },
    contentType: 'application/problem+json',
    json: { type: 'about:blank', status: 409, code: 'letter_changed', errors: [] },
  };
  await page.route('**/signatures', (route) => route.fulfill(refusal), { times: 1 });
  await page.route(server.letter, async (route) => {
    const response = await route.fetch({ maxRetries: 3 });
    await route.fulfill({ response, json: { ...(await response.json()), title: 'Another text', version: 'f'.repeat(16) } });
  });
  await letter.submit.click();
  await expect(letter.notice).toContainText('The letter’s text has changed.');
  await expect(letter.title).toHaveText('Another text');
  await expect(letter.field('name')).toHaveValue('Quillon Featherbottom');
  const sent = page.waitForRequest((request) => request.method() === 'POST');
  await letter.submit.click();
  expect((await sent).postDataJSON().letter_version).toBe('f'.repeat(16));
  await expect(letter.thanks).toBeVisible();
});
