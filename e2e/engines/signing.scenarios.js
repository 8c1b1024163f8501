import { test, expect } from './engine.js';
import { VISITOR, field, part } from './letter.js';

test('signed, the count goes up on the page and at the server', async ({ tab, host, letter, counted }) => {
  await tab.goto(host.page('engines/pages'));
  await letter.counts(236);
  await letter.sign();
  await letter.counts(237);
  expect(await counted()).toBe(237);
  await letter.focuses({ tag: 'h2' });
  expect((await letter.texts(part('signatory')))[0]).toContain(VISITOR.name);
});

test('a form with mistakes leads to a summary, and its links to the fields', async ({ tab, host, letter, counted }) => {
  await tab.goto(host.page('engines/pages'));
  await tab.click(part('submit'));
  await letter.focuses({ part: 'error-summary' });
  expect(await letter.texts(`${part('error-summary')} a`)).toHaveLength(3);
  await tab.click(`${part('error-summary')} a`);
  await letter.focuses({ name: 'name' });
  expect(await letter.codes()).toEqual([]);
  expect(await counted()).toBe(236);
});

test('the keyboard goes from field to field, and sends the form', async ({ tab, host, letter, counted }) => {
  await tab.goto(host.page('engines/pages'));
  await tab.type(field('name'), VISITOR.name);
  await tab.press('Tab');
  await letter.focuses({ name: 'email' });
  await tab.click(field('consent'));
  await tab.type(field('email'), VISITOR.email);
  await tab.press('Enter');
  await letter.see(part('thanks'));
  expect(await counted()).toBe(237);
});
