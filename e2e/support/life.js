// A signature's life, from one face of the form to the next.
import { expect } from '@playwright/test';
import { VISITOR } from './letter.js';
import { another, mailTo } from './outbox.js';

/** Goes through the faces, and stops at each. No words: they are another language's too. */
export async function walkLife(page, letter, server, at) {
  const next = () => letter.part('action').first();
  await letter.fill();
  await page.route('**/signatures', (route) => route.abort('connectionreset'));
  await letter.submit.click();
  await expect(letter.retrying).toBeVisible();
  await at('another try is waited for');
  await expect(letter.notice).toBeVisible();
  await page.unroute('**/signatures');
  await letter.submit.click();
  await expect(letter.field('code')).toBeVisible();
  await at('check your mail');
  const { code } = await mailTo(server, VISITOR.email);
  await letter.confirm(another(code));
  await expect(letter.summary).toBeVisible();
  await at('a wrong code');
  await next().click();
  await expect(letter.field('email')).toBeVisible();
  await at('the address');
  await next().click();
  await letter.confirm(code);
  await expect(letter.thanks).toBeVisible();
  await at('the thanks');
  await next().click();
  await expect(letter.field('name')).toHaveValue(VISITOR.name);
  await at('what is stored');
  await letter.submit.click();
  await expect(letter.notice).toBeVisible();
  await at('changes saved');
  await next().click();
  await expect(letter.field('name')).toHaveCount(0);
  await at('before it is taken back');
  await letter.submit.click();
  await expect(letter.thanks).toBeVisible();
  await at('it is gone');
  await next().click();
  await letter.part('action').first().click();
  await expect(letter.field('code')).toBeVisible();
  await at('an address and a code');
}
