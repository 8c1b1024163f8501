// The hosted pages of a letter, as somebody without script goes through them. Parts and names are
// the same in every language.
import { expect } from '@playwright/test';
import { VISITOR } from './letter.js';

/** The pages of the letter, in a browser's page. */
export function hostedOn(page, server, lang = 'en') {
  const part = (name) => page.locator(`[part~="${name}"]`);
  const field = (name) => page.locator(`input[name="${name}"]:not([type="hidden"])`);
  const at = (path) => `${server.hosted}${path}?lang=${lang}`;
  const hosted = {
    part,
    field,
    heading: page.locator('main h1'),
    summary: part('error-summary'),
    /** What is published, or would be. */
    listed: part('signatory'),
    /** Everything that is stored, as terms and what they say. */
    stored: part('stored'),
    at,
    errorAt: (name) => page.locator(`#open-letter-${name}-error`),
    /** Presses a button by its part, and waits for the page that follows. */
    async press(name, next) {
      await part(name).click();
      if (next) await expect(page).toHaveURL(at(next));
    },
    async fill(values = VISITOR) {
      for (const [name, value] of Object.entries(values)) await field(name).fill(value);
    },
    async sign(values = VISITOR) {
      await page.goto(at(''));
      await hosted.fill(values);
      await field('consent').check();
      await hosted.press('submit', '/sent');
    },
    /** Types an address and a code into the page that asks for them. */
    async type(email, code, next) {
      await hosted.fill({ email, code });
      await hosted.press('submit', next);
    },
    /** Asks for a mail to one's own signature. */
    async ask(email) {
      await page.goto(at('/manage'));
      await field('email').fill(email);
      await hosted.press('submit', '/manage/sent');
    },
    /** Takes it back, with the click that unfolds what that means. */
    async withdraw() {
      await part('leave').locator('summary').click();
      await hosted.press('withdraw', '/withdrawn');
    },
  };
  return hosted;
}
