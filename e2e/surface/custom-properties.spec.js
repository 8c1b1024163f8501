// Every custom property changes how something looks, set on the element or above it.
import { test, expect, element as table, everything } from './surface.js';

/** A value of each, and how it is found in a computed style. */
const VALUES = {
  font: ['Pangur', 'Pangur'],
  'heading-font': ['Pangur', 'Pangur'],
  'font-size': ['23px', '23px'],
  'line-height': ['3', '48px'],
  measure: ['321px', '321px'],
  radius: ['17px', '17px'],
  space: ['37px', '37px'],
};
const COLOUR = ['rgb(1, 2, 3)', 'rgb(1, 2, 3)'];

/** What a custom property may change. */
const PROPERTIES = [
  'accent-color', 'background-color', 'border-block-end-color', 'border-block-start-color', 'border-inline-start-color',
  'border-start-start-radius', 'border-start-end-radius', 'color', 'font-family', 'font-size', 'line-height', 'margin-block-start',
  'max-inline-size', 'outline-color', 'padding-block-start',
];

/** How everything in the letter looks now, its generated content too. */
const looks = (letter) =>
  letter.element.evaluate(
    (element, properties) =>
      [...element.shadowRoot.querySelectorAll('.open-letter, .open-letter *')].map((node) =>
        ['', '::before']
          .map((pseudo) => getComputedStyle(node, pseudo || null))
          .flatMap((style) => properties.map((name) => style.getPropertyValue(name)))
          .join('|'),
      ),
    PROPERTIES,
  );

/** The letter with all that it may have, and two people. */
const small = (answer) => ({ ...everything(answer), signatures: { ...answer.signatures, items: answer.signatures.items.slice(0, 2) } });

test('each changes what its name says', async ({ open, place, letter, alter, page }) => {
  await open();
  await alter(small);
  await place({});
  await expect(letter.title).toBeVisible();
  await letter.submit.click();
  await expect(letter.summary).toBeVisible();
  await page.keyboard.press('Tab');
  const before = await looks(letter);
  expect(table.cssProperties.length).toBe(16);
  for (const { name } of table.cssProperties) {
    const [value, shown] = VALUES[name.slice('--open-letter-'.length)] ?? COLOUR;
    for (const where of ['open-letter', 'main']) {
      const set = (value) => page.evaluate(([where, name, value]) => document.querySelector(where).style.setProperty(name, value), [where, name, value]);
      await set(value);
      const after = await looks(letter);
      const changed = after.filter((look, at) => look !== before[at]);
      expect(changed.length, `${name} on ${where}`).toBeGreaterThan(0);
      expect(changed.some((look) => look.includes(shown)), `${name} on ${where} shows as ${shown}`).toBe(true);
      await set('');
      expect(await looks(letter)).toEqual(before);
    }
  }
});

test('a default that is a value is what holds without', async ({ open, place, letter, alter, page }) => {
  await open();
  await alter(small);
  await place({});
  await expect(letter.title).toBeVisible();
  const before = await looks(letter);
  for (const { name, default: value } of table.cssProperties.filter(({ default: value }) => value && value !== 'inherited')) {
    const element = letter.element;
    await element.evaluate((element, [name, value]) => element.style.setProperty(name, value), [name, value]);
    expect(await looks(letter), name).toEqual(before);
    await element.evaluate((element, name) => element.style.removeProperty(name), name);
  }
  expect(await page.evaluate(() => document.querySelector('open-letter').getAttribute('style') ?? '')).toBe('');
});
