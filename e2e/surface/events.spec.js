// Every event is heard on the page, with what its table says and nothing else.
import { VISITOR } from '../support/letter.js';
import { mailTo } from '../support/outbox.js';
import { test, expect, element as table } from './surface.js';

test.use({ confirmation: true });

/** The members of a detail and their types, as the manifest has them; null where there is none. */
const members = ({ type }) => {
  const inside = /^CustomEvent<\{ (.*) \}>$/.exec(type.text)?.[1];
  return inside ? Object.fromEntries(inside.split('; ').map((member) => member.split(': '))) : null;
};

const TYPES = { count: 'number', status: 'string', code: 'string', message: 'string' };

test('a whole life, heard from the document, from inside another shadow root too', async ({ page, open, place, letter, heard, server }) => {
  await open();
  await page.evaluate(() => {
    const root = document.querySelector('main').attachShadow({ mode: 'open' });
    root.append(document.createElement('slot'));
  });
  await place({});
  await page.evaluate(() => {
    const main = document.querySelector('main');
    main.shadowRoot.append(main.querySelector('open-letter'));
  });
  await letter.signAndWait();
  await letter.confirm((await mailTo(server, VISITOR.email)).code);
  await expect(letter.thanks).toBeVisible();
  await letter.action('See, change').click();
  await letter.action('Take back').click();
  await letter.submit.click();
  await expect(letter.heading).toHaveText('Your signature is gone');
  await page.route('**/v1/letters/*', (route) => route.abort());
  await letter.element.evaluate((element) => element.refresh());
  await expect.poll(async () => (await heard.of('error')).length).toBeGreaterThan(0);

  const all = await heard.all();
  expect([...new Set(all.map(({ type }) => type))].sort()).toEqual(table.events.map(({ name }) => name).sort());
  for (const { type, detail, bubbles, composed } of all) {
    const expected = members(table.events.find(({ name }) => name === type));
    expect([type, bubbles, composed]).toEqual([type, true, true]);
    expect(detail && Object.keys(detail).sort(), type).toEqual(expected && Object.keys(expected).sort());
    for (const name in expected) expect(typeof detail[name], `${type}: ${name}`).toBe(TYPES[name]);
  }
  for (const planted of Object.values(VISITOR)) expect(JSON.stringify(all)).not.toContain(planted);
});

test('an event without a detail says null', async ({ open, place, letter, page }) => {
  await open();
  await page.evaluate(() => document.addEventListener('open-letter-ready', ({ detail }) => (window.ready = [detail])));
  await place({});
  await expect(letter.title).toBeVisible();
  expect(await page.evaluate(() => window.ready)).toEqual([null]);
});
