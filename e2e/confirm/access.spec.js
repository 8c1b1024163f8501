// Every face of a signature's life, for everyone.
import { test, expect } from '../support/scenario.js';
import { VISITOR, expectFocus, focused } from '../support/letter.js';
import { expectAccessible } from '../support/axe.js';
import { another, mailTo } from '../support/outbox.js';

test.use({ confirmation: true });

const LOOKS = {
  light: {},
  dark: { colorScheme: 'dark' },
  'forced colours': { forcedColors: 'active' },
  'more contrast': { contrast: 'more' },
  'right to left': { lang: 'ar' },
};

/** Goes through the faces, and stops at each. No words: they are another language's too. */
async function walk(page, letter, server, at) {
  const next = () => letter.part('action').first();
  await letter.fill();
  await page.route('**/signatures', (route) => route.abort('connectionreset'));
  await letter.submit.click();
  await expect(letter.retrying).toBeVisible();
  await at('another try is waited for');
  await expect(letter.notice).toBeVisible();
  await page.unroute('**/signatures');
  await letter.submit.click();
  await expect(letter.field('code')).toBeVisible();
  await at('check your mail');
  const { code } = await mailTo(server, VISITOR.email);
  await letter.confirm(another(code));
  await expect(letter.summary).toBeVisible();
  await at('a wrong code');
  await next().click();
  await expect(letter.field('email')).toBeVisible();
  await at('the address');
  await next().click();
  await letter.confirm(code);
  await expect(letter.thanks).toBeVisible();
  await at('the thanks');
  await next().click();
  await expect(letter.field('name')).toHaveValue(VISITOR.name);
  await at('what is stored');
  await letter.submit.click();
  await expect(letter.notice).toBeVisible();
  await at('changes saved');
  await next().click();
  await expect(letter.field('name')).toHaveCount(0);
  await at('before it is taken back');
  await letter.submit.click();
  await expect(letter.thanks).toBeVisible();
  await at('it is gone');
  await next().click();
  await letter.part('action').first().click();
  await expect(letter.field('code')).toBeVisible();
  await at('an address and a code');
}

for (const [look, { lang = 'en', ...media }] of Object.entries(LOOKS))
  test(`axe finds nothing: ${look}`, async ({ page, host, letter, server }) => {
    await page.emulateMedia(media);
    await page.goto(host.page('confirm', { lang }));
    await walk(page, letter, server, (face) => expectAccessible(page, `${face}, ${look}`));
  });

for (const width of [320, 240])
  for (const lang of ['en', 'ar'])
    test(`at ${width} px nothing scrolls sideways: ${lang}`, async ({ page, host, letter, server }) => {
      await page.setViewportSize({ width, height: 640 });
      await page.goto(host.page('confirm', { lang }));
      await walk(page, letter, server, async (face) => {
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
  await page.goto(host.page('confirm'));
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
