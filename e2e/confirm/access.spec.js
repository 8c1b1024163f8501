// Every face of a signature's life, for everyone.
import { test, expect } from '../support/scenario.js';
import { VISITOR, expectFocus, focused } from '../support/letter.js';
import { expectAccessible } from '../support/axe.js';
import { walkLife } from '../support/life.js';
import { mailTo } from '../support/outbox.js';

test.use({ confirmation: true });

const LOOKS = {
  light: {},
  dark: { colorScheme: 'dark' },
  'forced colours': { forcedColors: 'active' },
  'more contrast': { contrast: 'more' },
  'right to left': { lang: 'ar' },
};

for (const [look, { lang = 'en', ...media }] of Object.entries(LOOKS))
  test(`axe finds nothing: ${look}`, async ({ page, host, letter, server }) => {
    await page.emulateMedia(media);
    await page.goto(host.page('access', { lang }));
    await walkLife(page, letter, server, (face) => expectAccessible(page, `${face}, ${look}`));
  });

for (const width of [320, 240])
  for (const lang of ['en', 'ar'])
    test(`at ${width} px nothing scrolls sideways: ${lang}`, async ({ page, host, letter, server }) => {
      await page.setViewportSize({ width, height: 640 });
      await page.goto(host.page('access', { lang }));
      await walkLife(page, letter, server, async (face) => {
        const wide = await page.evaluate(() => document.scrollingElement.scrollWidth - document.documentElement.clientWidth);
        expect(wide, face).toBeLessThanOrEqual(0);
      });
    });

/** Presses Tab until the focus is on what bears that text or name. */
async function tabTo(page, wanted) {
  for (let presses = 0; presses < 40; presses += 1) {
    const place = await focused(page);
    if (place && (place.text === wanted || place.name === wanted)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab does not reach ${wanted}; it ends at ${JSON.stringify(await focused(page))}`);
}

test('the whole life by keyboard alone', async ({ page, host, letter, server, counted }) => {
  await page.goto(host.page('access'));
  await expect(letter.form).toBeVisible();
  const press = async (wanted, key = 'Enter') => {
    await tabTo(page, wanted);
    await page.keyboard.press(key);
  };
  await press('Sign this letter');
  for (const [name, value] of Object.entries(VISITOR)) {
    await tabTo(page, name);
    await page.keyboard.type(value);
  }
  await press('consent', 'Space');
  await press('Sign');
  await expectFocus(page, { tag: 'h2', text: 'Check your mail' });
  const { code } = await mailTo(server, VISITOR.email);
  await tabTo(page, 'code');
  await page.keyboard.type(code);
  await page.keyboard.press('Enter');
  await expectFocus(page, { tag: 'h2', text: 'Thank you. Your signature is confirmed.' });
  expect(await counted()).toBe(237);
  await press('See, change or take back your signature');
  await expectFocus(page, { tag: 'h2', text: 'Your signature' });
  await press('anonymous', 'Space');
  await press('Save the changes');
  await expectFocus(page, { part: 'notice', text: 'Your changes are saved.' });
  await press('Take back my signature');
  await expectFocus(page, { tag: 'h2', text: 'Take back my signature' });
  await press('Yes, take it back');
  await expectFocus(page, { tag: 'h2', text: 'Your signature is gone' });
  expect(await counted()).toBe(236);
});
