// The table, as the manifest has it, and elements to hold it against.
import { readFileSync } from 'node:fs';
import { test as base, expect } from '../support/scenario.js';

export { expect };

const manifest = JSON.parse(readFileSync(new URL('../../npm/custom-elements.json', import.meta.url), 'utf8'));

/** What the manifest says of the element. */
export const element = manifest.modules.flatMap(({ declarations }) => declarations).find(({ tagName }) => tagName === 'open-letter');

export const attributes = element.attributes;
export const methods = element.members.filter(({ kind }) => kind === 'method');
export const readOnly = element.members.filter(({ readonly }) => readonly);

/** The words of a type such as `'a' | 'b'`. */
export const words = ({ type }) => [...type.text.matchAll(/'([^']*)'/g)].map(([, word]) => word);

/** A letter in which each kind of text and each kind of person occurs. */
export const everything = (letter) => {
  const text = (text) => [{ type: 'text', text }];
  const paragraph = (words) => ({ type: 'paragraph', content: text(words) });
  const origin = new URL(letter.url).origin;
  return {
    ...letter,
    addressee: 'Wilhelmina Teaspoon',
    author: 'Quillon Featherbottom',
    takeaways: ['Keep it open.'],
    body: [
      { type: 'heading', level: 2, content: text('A heading') },
      paragraph('A paragraph.'),
      { type: 'list', ordered: false, items: [[paragraph('An item.')]] },
      { type: 'quote', content: [paragraph('Somebody else.')] },
      { type: 'callout', kind: 'demand', content: [paragraph('A demand.')] },
      { type: 'rule' },
      { type: 'image', src: `${origin}/spoon.png`, alt: 'A spoon' },
      { type: 'paragraph', content: [{ type: 'code', text: 'cargo' }, { type: 'link', href: 'https://example.org/', content: text('a link') }] },
    ],
    references: [{ title: 'A book', url: 'https://example.org/book', publisher: 'The Long Corridor Press' }],
    source: { title: 'The first place', url: 'https://example.org/first' },
    badges: [{ id: 'spoon', label: 'Has stirred', evidence: 'optional' }],
    consent: { version: '1', text: 'I agree.' },
    fields: { role: 'optional', affiliation: 'optional', anonymous: 'optional', badges: ['spoon'] },
  };
};

export const test = base.extend({
  /** Opens a page without a letter, with a script of its own before ours where one is given. */
  open: async ({ page, host, heard }, use) => {
    await use(async (before) => {
      if (before) await page.addInitScript(before);
      await page.goto(host.page('surface'));
    });
  },

  /** Puts an element on the page, with the server's letter unless told otherwise. */
  place: async ({ page, server }, use) => {
    await use(async (attributes = {}, inside = '') => {
      const all = { src: server.letter, loading: 'eager', ...attributes };
      await page.evaluate(
        ([all, inside]) => {
          const element = document.createElement('open-letter');
          for (const name in all) if (all[name] !== null) element.setAttribute(name, all[name]);
          element.append(document.createRange().createContextualFragment(inside));
          document.querySelector('main').append(element);
        },
        [all, inside],
      );
    });
  },

  /** Lets the letter's answer through changed. */
  alter: async ({ page }, use) => {
    await use(async (change) => {
      // The newest route answers. One that was taken off while it asks would fail the next scenario.
      await page.route('**/v1/letters/*', async (route) => {
        const answer = await route.fetch({ maxRetries: 3 });
        const json = change(await answer.json());
        await route.fulfill({ status: 200, headers: { 'Access-Control-Allow-Origin': '*' }, json });
      });
    });
  },
});
