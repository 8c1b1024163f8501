// The studio as its visitors meet it: what they choose, what they see of the letter, what they copy.
import { test as base, expect } from '../support/scenario.js';
import { letterOn } from '../support/letter.js';

export { expect };

export const test = base.extend({
  studio: async ({ page, server }, use) => use(studioOn(page, server.origin)),
});

/** The studio of an origin. Nothing is opened yet. */
export function studioOn(page, origin) {
  const frame = page.frameLocator('#frame');
  const letter = letterOn(frame);
  const text = (id) => page.locator(`#${id}`).evaluate((code) => code.textContent);
  return {
    letter,
    frame,
    /** The document in the frame. */
    host: frame.locator('html'),
    says: page.locator('#letter-says'),
    contrast: page.locator('#contrast'),
    verdict: page.locator('#contrast-says'),
    tag: () => text('tag-text'),
    css: () => text('css-text'),
    wholePage: () => text('page-text'),
    async open(query = '', base = origin) {
      await page.goto(`${base}/${query && `?${new URLSearchParams(query)}`}`);
      await expect(letter.element).toHaveAttribute('src', /./);
    },
    /** Chooses one of several, as a finger on its label does. */
    async choose(name, value) {
      await page.locator(`input[name="${name}"][value="${value}"]`).check({ force: true });
    },
    field: (name) => page.locator(`[name="${name}"]:not(#check-form *)`),
    /** What the address says. */
    query: () => Object.fromEntries(new URL(page.url()).searchParams),
    /** A custom property as the letter has it. */
    property: (name) => letter.element.evaluate((element, name) => getComputedStyle(element).getPropertyValue(`--open-letter-${name}`).trim(), name),
    /** A row of the table of contrast. */
    row: (name) => page.locator('#contrast tr').filter({ hasText: name }),
  };
}
