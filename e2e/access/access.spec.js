import { test, expect } from '../support/scenario.js';
import { VISITOR, expectFocus, focused } from '../support/letter.js';
import { expectAccessible } from '../support/axe.js';

const LOOKS = {
  light: {},
  dark: { colorScheme: 'dark' },
  'forced colours': { forcedColors: 'active' },
  'more contrast': { contrast: 'more' },
  'right to left': { lang: 'ar' },
};

/** Goes through the states of the form, and stops at each. */
async function walk(page, letter, at) {
  await expect(letter.rows).toHaveCount(50);
  await at('the letter');
  await letter.field('email').fill('quillon@');
  await letter.submit.click();
  await expect(letter.summary).toBeVisible();
  await at('the form with mistakes');
  await page.route('**/signatures', (route) => route.abort('connectionreset'));
  await letter.fill();
  await letter.submit.click();
  await expect(letter.notice).toBeVisible();
  await at('the form that was cut off');
  await page.unroute('**/signatures');
  await letter.submit.click();
  await expect(letter.thanks).toBeVisible();
  await at('the thanks');
}

for (const [look, { lang = 'en', ...media }] of Object.entries(LOOKS)) {
  test(`axe finds nothing: ${look}`, async ({ page, host, letter }) => {
    await page.emulateMedia(media);
    await page.goto(host.page('access', { lang }));
    await walk(page, letter, (state) => expectAccessible(page, `${state}, ${look}`));
  });

  test(`axe finds nothing where the letter is missing: ${look}`, async ({ page, host, letter, server }) => {
    await page.emulateMedia(media);
    await page.goto(host.page('access', { lang, letter: `${server.origin}/v1/letters/none` }));
    await expect(letter.part('retry')).toBeVisible();
    await expectAccessible(page, `failed, ${look}`);
  });
}

test('axe finds nothing on the hosted page', async ({ page, server }) => {
  for (const [look, { lang = 'en', ...media }] of Object.entries(LOOKS)) {
    await page.emulateMedia({ colorScheme: 'light', forcedColors: 'none', contrast: 'no-preference', ...media });
    for (const path of ['', '/received']) {
      await page.goto(`${server.hosted}${path}?lang=${lang}`);
      await expectAccessible(page, `hosted ${path}, ${look}`);
    }
  }
});

for (const width of [320, 240])
  for (const lang of ['en', 'ar'])
    test(`at ${width} px nothing scrolls sideways: ${lang}`, async ({ page, host, letter, server }) => {
      await page.setViewportSize({ width, height: 640 });
      const narrow = async (state) => {
        const wide = await page.evaluate(() => document.scrollingElement.scrollWidth - document.documentElement.clientWidth);
        expect(wide, state).toBeLessThanOrEqual(0);
        // What reaches over the edge and is cut off there could not be read either.
        const cut = await letter.element.evaluate((element) =>
          [...element.shadowRoot.querySelectorAll('[part]')]
            .filter((part) => {
              const { left, right, width } = part.getBoundingClientRect();
              return width > 1 && (left < -0.5 || right > innerWidth + 0.5);
            })
            .map((part) => part.getAttribute('part')),
        );
        expect(cut, state).toEqual([]);
      };
      await page.goto(host.page('access', { lang }));
      await walk(page, letter, async (state) => {
        await narrow(state);
        if (width === 320) await expectAccessible(page, state);
      });
      await page.goto(`${server.hosted}?lang=${lang}`);
      const wide = await page.evaluate(() => document.scrollingElement.scrollWidth - document.documentElement.clientWidth);
      expect(wide, 'the hosted page').toBeLessThanOrEqual(0);
    });

/** Presses Tab until the focus is where it should go; what can be reached is never far. */
async function tabTo(page, wanted) {
  for (let presses = 0; presses < 40; presses += 1) {
    const place = await focused(page);
    if (Object.entries(wanted).every(([name, value]) => place?.[name] === value)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab does not reach ${JSON.stringify(wanted)}; it ends at ${JSON.stringify(await focused(page))}`);
}

test('the whole way by keyboard alone', async ({ page, host, letter, counted }) => {
  await page.goto(host.page('access'));
  await expect(letter.title).toBeVisible();
  await tabTo(page, { part: 'sign-button' });
  // Where the focus is can be seen.
  const outline = () => letter.signButton.evaluate((button) => getComputedStyle(button).outlineStyle);
  expect(await outline()).not.toBe('none');
  await page.keyboard.press('Enter');
  await expectFocus(page, { name: 'name' });
  await tabTo(page, { part: 'submit' });
  await page.keyboard.press('Enter');
  await expectFocus(page, { part: 'error-summary' });
  await page.keyboard.press('Tab');
  await expectFocus(page, { tag: 'a', text: 'Enter your name.' });
  await page.keyboard.press('Enter');
  await expectFocus(page, { name: 'name' });
  for (const [name, value] of Object.entries(VISITOR)) {
    await tabTo(page, { name });
    await page.keyboard.type(value);
  }
  await tabTo(page, { name: 'consent' });
  await page.keyboard.press('Space');
  await expect(letter.field('consent')).toBeChecked();
  await page.keyboard.press('Enter');
  await expectFocus(page, { tag: 'h2', text: 'Thank you. Your signature has arrived.' });
  expect(await counted()).toBe(237);
  for (const rows of [100, 150, 200, 236]) {
    await tabTo(page, { part: 'more' });
    await page.keyboard.press('Enter');
    await expect(letter.rows).toHaveCount(rows + (await newcomers(letter)));
  }
  await expectFocus(page, { part: 'list-end' });
});

/** Those who came in front of the list after its first page. */
const newcomers = (letter) => letter.rows.filter({ hasText: VISITOR.name }).count();

test('tried again by keyboard, the next stop is the letter', async ({ page, host, letter, server }) => {
  let tries = 0;
  await page.route('**/v1/letters/*', (route) => {
    tries += 1;
    return route.abort('connectionreset');
  });
  await page.goto(host.page('access'));
  await expect(letter.part('retry')).toBeVisible();
  // From here on nothing is tried by itself.
  await expect.poll(() => tries).toBe(4);
  await page.unroute('**/v1/letters/*');
  await tabTo(page, { part: 'retry' });
  await page.keyboard.press('Enter');
  await expect(letter.title).toBeVisible();
  await page.keyboard.press('Tab');
  await expectFocus(page, { part: 'sign-button' });
});

test('a screen reader hears headings, fields and people in their order', async ({ page, host, letter }) => {
  await page.goto(host.page('access'));
  await expect(letter.rows).toHaveCount(50);
  const headings = await letter.element.getByRole('heading').allTextContents();
  expect(headings[0]).toBe('Keep the code of the NHS open');
  expect(headings.slice(-3)).toEqual(['References', 'Sign this letter', 'Signatories']);
  await expect(letter.element.getByRole('form', { name: 'Sign this letter' })).toBeVisible();
  await expect(letter.element.getByRole('checkbox', { name: 'Keep my name out of the list' })).toHaveAccessibleDescription(
    /^The list then says/,
  );
  await expect(letter.element.getByRole('button', { name: 'Sign', exact: true })).toBeVisible();
});
