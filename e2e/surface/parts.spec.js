// Every part occurs somewhere, is one that the table has, and can be styled from the page.
import { mailTo } from '../support/outbox.js';
import { VISITOR } from '../support/letter.js';
import { test as base, expect, element as table, everything } from './surface.js';

const names = table.cssParts.map(({ name }) => name);
const seen = new Set();

const test = base.extend({
  /** Looks at every element that has a part now. */
  look: async ({ page }, use) => {
    await use(async () => {
      const found = await page.evaluate((names) => {
        const style = document.createElement('style');
        style.textContent = names.map((name) => `open-letter::part(${name}) { --seen-${name}: yes }`).join('\n');
        for (const name of names)
          try {
            // One that is inherited would be seen in whatever stands inside.
            CSS.registerProperty({ name: `--seen-${name}`, syntax: '*', inherits: false });
          } catch {
            // It is known from the last time.
          }
        document.head.append(style);
        const elements = [...document.querySelectorAll('open-letter')].flatMap((letter) => [...letter.shadowRoot.querySelectorAll('[part]')]);
        const all = elements.flatMap((element) =>
          [...element.part].map((name) => [name, getComputedStyle(element).getPropertyValue(`--seen-${name}`)]),
        );
        style.remove();
        return all;
      }, names);
      expect(found.length).toBeGreaterThan(0);
      for (const [name, styled] of found) {
        expect(names, `the table lacks ${name}`).toContain(name);
        expect(styled, `::part(${name})`).toBe('yes');
        seen.add(name);
      }
    });
  },
});

test.describe('with confirmation', () => {
  test.use({ confirmation: true, throws: 1 });

  test('every part of the table is met on a visit, and no other', async ({ page, open, place, letter, look, alter, server }) => {
    seen.clear();
    await open();
    let arrive;
    const held = new Promise((resolve) => (arrive = resolve));
    await page.route('**/spoon.png', (route) => route.fulfill({ status: 404 }));
    await page.route('**/v1/letters/*', async (route) => {
      await held;
      await route.continue();
    });
    await place({});
    await expect(letter.part('notice')).toBeVisible();
    await look();
    arrive();
    await expect(letter.title).toBeVisible();
    await alter(everything);
    await letter.element.evaluate((element) => element.refresh());
    await expect(letter.part('takeaways')).toBeVisible();
    await look();
    await letter.submit.click();
    await expect(letter.summary).toBeVisible();
    await look();
    await alter((answer) => {
      const all = everything(answer);
      const items = answer.signatures.items.slice(0, 2).map((item) => ({ ...item, role: 'Lamplighter', affiliation: 'Guild', badges: ['spoon'] }));
      const response = { date: '2026-05-01T09:00:00.000Z', author: 'The Ministry of Spoons', body: all.body.slice(1, 2) };
      return { ...all, status: 'answered', response, signatures: { ...answer.signatures, items, next: null, as_of: '2099-01-01T00:00:00.000Z' } };
    });
    await place({});
    await expect(letter.part('list-end')).toBeVisible();
    await expect(letter.part('badge')).toHaveCount(2);
    await expect(letter.part('response')).toBeVisible();
    await look();
    await page.evaluate(() => document.querySelector('open-letter + open-letter').remove());
    await page.unroute('**/v1/letters/*');
    await letter.element.evaluate((element) => element.refresh());
    await letter.fill();
    await letter.submit.click();
    await expect(letter.field('code')).toBeVisible();
    await look();
    await letter.confirm((await mailTo(server, VISITOR.email)).code);
    await expect(letter.thanks).toBeVisible();
    await look();
    await letter.element.evaluate((element) => element.setAttribute('view', 'card'));
    await expect(letter.part('dialog')).toHaveCount(1);
    await letter.element.evaluate((element) => element.openSign());
    await expect(letter.part('close')).toBeVisible();
    await page.addStyleTag({ content: 'open-letter::part(dialog)::backdrop { background-color: rgb(1, 2, 3) }' });
    expect(await letter.part('dialog').evaluate((dialog) => getComputedStyle(dialog, '::backdrop').backgroundColor)).toBe('rgb(1, 2, 3)');
    await look();
    await page.route('**/v1/letters/*', (route) => route.fulfill({ status: 404, headers: { 'Access-Control-Allow-Origin': '*' } }));
    await place({});
    await expect(letter.part('retry')).toBeVisible();
    await look();
    // What a form looks like when the widget has stopped.
    await page.unroute('**/v1/letters/*');
    await place({});
    await expect(letter.part('crashed').last()).toBeAttached();
    await page.evaluate(async () => {
      const { name } = performance.getEntriesByType('resource').find(({ name }) => /open-letter-[0-9a-f]+\.js$/.test(name));
      const { trapForTests } = await import(name);
      setTimeout(trapForTests);
    });
    await expect(letter.part('crashed').last()).toBeVisible();
    await look();
    expect([...names].filter((name) => !seen.has(name))).toEqual([]);
  });
});
