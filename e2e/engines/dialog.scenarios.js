import { test, expect } from './engine.js';
import { field, part } from './letter.js';

const BUTTON = part('sign-button');

/** Shows the letter as a card, whose form is in a dialog. */
async function showCard({ tab, host, letter }) {
  await tab.goto(host.page('engines/pages'));
  await letter.counts(236);
  expect(await letter.shows(part('form'))).toBe(true);
  await tab.evaluate(() => document.querySelector('open-letter').setAttribute('view', 'card'));
  await letter.see(part('paragraph'), false);
  await letter.see(part('form'), false);
}

/** Presses the button as somebody does who uses the keyboard: not all systems focus what is clicked. */
async function openByKeyboard({ tab, letter }) {
  await tab.evaluate((selector) => deep(selector)[0].focus(), BUTTON);
  await tab.press('Enter');
  await letter.see(part('form'));
  const inside = () =>
    tab.evaluate(() => {
      const [dialog] = deep('dialog[open]');
      return !!dialog?.contains(dialog.getRootNode().activeElement);
    });
  await expect.poll(inside).toBe(true);
}

test('Escape closes the dialog, the focus returns, and what was typed is still there', async ({ tab, host, letter }) => {
  await showCard({ tab, host, letter });
  await openByKeyboard({ tab, letter });
  await tab.type(field('name'), 'Quillon');
  await tab.press('Escape');
  await letter.see(part('form'), false);
  await letter.focuses({ part: 'sign-button' });

  await openByKeyboard({ tab, letter });
  expect(await tab.evaluate((selector) => deep(selector)[0].value, field('name'))).toBe('Quillon');
  await tab.click(part('close'));
  await letter.see(part('form'), false);
  await letter.focuses({ part: 'sign-button' });
});

test('a press beside the dialog closes it', async ({ tab, host, letter }) => {
  await showCard({ tab, host, letter });
  await tab.click(BUTTON);
  await letter.see(part('form'));
  await tab.clickAt(4, 4);
  await letter.see(part('form'), false);
});

test('signed in the dialog, the count goes up behind it', async ({ tab, host, letter, counted }) => {
  await showCard({ tab, host, letter });
  await tab.click(BUTTON);
  await letter.see(part('form'));
  await tab.click(part('submit'));
  await letter.focuses({ part: 'error-summary' });
  await letter.sign();
  await letter.counts(237);
  expect(await counted()).toBe(237);
  await letter.focuses({ tag: 'h2' });
});
