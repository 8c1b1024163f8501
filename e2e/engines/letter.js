// What a visitor sees of the letter, and does with it, in whichever engine.
import { expect } from '@playwright/test';
import { VISITOR } from '../support/letter.js';

export { VISITOR };

/** How a part of the letter is selected. */
export const part = (name) => `[part~="${name}"]`;
/** How a field of its form is selected. */
export const field = (name) => `[part~="form"] input[name="${name}"]:not([type="hidden"])`;

export function letterIn(tab) {
  const letter = {
    /** The text of all elements of a selector. */
    texts: (selector) =>
      tab.evaluate((selector) => deep(selector).map((element) => element.textContent.trim()), selector),
    /** Whether an element of a selector takes room on the page. */
    shows: (selector) =>
      tab.evaluate((selector) => deep(selector).some((element) => element.getClientRects().length > 0), selector),
    /** A computed style of the first element of a selector. */
    style: (selector, property) =>
      tab.evaluate(
        (selector, property) => {
          const [element] = deep(selector);
          return element ? getComputedStyle(element).getPropertyValue(property) : null;
        },
        selector,
        property,
      ),
    /** The element with the focus, through the shadow roots. */
    focused: () =>
      tab.evaluate(() => {
        let element = document.activeElement;
        while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
        return { tag: element?.localName, part: element?.getAttribute('part'), name: element?.getAttribute('name') };
      }),
    /** The codes of the errors that the page was told. */
    codes: () => tab.evaluate(() => window.codes),

    /** Waits until the count says a number. */
    counts: (number) => expect.poll(() => letter.texts(part('count'))).toEqual([`${number} signatures so far`]),
    /** Waits until the focus is as described. */
    focuses: (wanted) => expect.poll(letter.focused).toMatchObject(wanted),
    /** Waits until an element shows, or does not. */
    see: (selector, shown = true) => expect.poll(() => letter.shows(selector)).toBe(shown),

    async fill(values = VISITOR) {
      for (const [name, value] of Object.entries(values)) await tab.type(field(name), value);
      await tab.click(field('consent'));
    },
    async sign(values = VISITOR) {
      await letter.fill(values);
      await tab.click(part('submit'));
      await letter.see(part('thanks'));
    },
  };
  return letter;
}
