import { brotliCompressSync } from 'node:zlib';
import { test, expect } from '../support/scenario.js';
import { expectAccessible } from '../support/axe.js';
import { VISITOR } from '../support/letter.js';
import { borderContrast, focusContrast, textContrast } from './contrast.js';
import { arabic, english, put } from './letters.js';

const THEMES = ['civic', 'literary', 'campaign'];
const SCHEMES = ['light', 'dark'];

/** Opens the host page with a theme, and waits until the letter wears it. */
async function wear(page, host, server, theme, query = {}) {
  const stylesheet = `${server.origin}/embed/1/themes/${theme}.css`;
  await page.goto(host.page('themes', { view: 'letter', sign: '', stylesheet, ...query }));
  const element = page.locator('open-letter');
  await expect(element.locator('[part~="count"]')).toBeVisible();
  await expect.poll(() => property(element, '--open-letter-accent')).not.toBe('');
}

const property = (element, name) =>
  element.evaluate((element, name) => getComputedStyle(element).getPropertyValue(name), name);

const ground = (letter) =>
  letter.element.locator('.open-letter').evaluate((element) => getComputedStyle(element).backgroundColor);

const input = (letter, name) => letter.element.locator(`input[name="${name}"]`);

async function fill(letter) {
  for (const [name, value] of Object.entries(VISITOR)) await input(letter, name).fill(value);
  await input(letter, 'consent').check();
}

/** The form with everything wrong, a form that was cut off, and the thanks. */
async function walk(page, letter, at) {
  await at('the letter');
  await letter.submit.click();
  await expect(letter.summary).toBeVisible();
  await at('the form with mistakes');
  await page.route('**/signatures', (route) => route.abort('connectionreset'));
  await fill(letter);
  await letter.submit.click();
  await expect(letter.notice).toBeVisible();
  await at('the form that was cut off');
  await page.unroute('**/signatures');
  await letter.submit.click();
  await expect(letter.thanks).toBeVisible();
  await at('the thanks');
}

/** Every line that has to be seen: borders of fields, and the ring on all that takes the focus. */
async function expectLines(page, letter, what) {
  for (const field of await letter.element.locator('[part~="input"]:visible').all())
    expect(await borderContrast(field), `${what}: the border of ${await field.getAttribute('name')}`).toBeGreaterThanOrEqual(3);
  // What lies behind a dialog takes no focus.
  const dialog = letter.element.locator('dialog[open]');
  const stops = ((await dialog.count()) ? dialog : letter.element).locator('button:visible, input:not([part~=trap]):visible, a:visible');
  const seen = new Set();
  for (const stop of await stops.all()) {
    const name = (await stop.getAttribute('part')) ?? 'a link';
    if (seen.has(name)) continue;
    seen.add(name);
    expect(await focusContrast(page, stop), `${what}: the focus on ${name}`).toBeGreaterThanOrEqual(3);
  }
  return [...seen];
}

for (const theme of THEMES) {
  for (const scheme of SCHEMES) {
    test(`${theme}, ${scheme}: words, fields and focus can be told apart in every state`, async ({ page, host, letter, server }) => {
      await page.emulateMedia({ colorScheme: scheme });
      await put(page, english);
      await wear(page, host, server, theme);
      await expect(letter.rows).toHaveCount(50);
      await walk(page, letter, async (state) => {
        await expectAccessible(page, `${theme}, ${scheme}, ${state}`);
        const stops = await expectLines(page, letter, `${theme}, ${scheme}, ${state}`);
        expect(stops).toEqual(expect.arrayContaining(state === 'the thanks' ? ['more'] : ['sign-button', 'input', 'checkbox', 'submit']));
      });
    });

    test(`${theme}, ${scheme}: cards, buttons, counts, dialogs, closed and empty letters too`, async ({ page, host, letter, server }) => {
      await page.emulateMedia({ colorScheme: scheme });
      await put(page, english);
      for (const view of ['card', 'button']) {
        await wear(page, host, server, theme, { view });
        await expectAccessible(page, `${theme}, ${scheme}, ${view}`, 8);
        await expectLines(page, letter, `${theme}, ${scheme}, ${view}`);
        await letter.signButton.click();
        await expect(letter.part('dialog')).toBeVisible();
        await letter.submit.click();
        await expect(letter.summary).toBeVisible();
        await expectAccessible(page, `${theme}, ${scheme}, the dialog of a ${view}`);
        await expectLines(page, letter, `${theme}, ${scheme}, the dialog of a ${view}`);
      }
      await wear(page, host, server, theme, { view: 'count' });
      expect(await textContrast(letter.count)).toBeGreaterThanOrEqual(4.5);

      for (const members of [{ status: 'closed' }, { signatures: { count: 0, items: [], next: null } }]) {
        await page.unroute('**/v1/letters/*');
        await put(page, english, members);
        await wear(page, host, server, theme);
        await expectAccessible(page, `${theme}, ${scheme}, ${Object.keys(members)}`);
      }
    });
  }

  test(`${theme}: follows the switch of its page while it stands there`, async ({ page, host, letter, server }) => {
    await wear(page, host, server, theme);
    const light = await ground(letter);
    const turn = (scheme) => page.evaluate((scheme) => (document.documentElement.style.colorScheme = scheme), scheme);
    await turn('dark');
    await expect.poll(() => ground(letter)).not.toBe(light);
    const dark = await ground(letter);
    await turn('light');
    await expect.poll(() => ground(letter)).toBe(light);
    // An attribute is stronger than the page.
    await letter.element.evaluate((element) => element.setAttribute('theme', 'dark'));
    await expect.poll(() => ground(letter)).toBe(dark);
  });

  test(`${theme}: a browser without light-dark() shows it light`, async ({ page, host, letter, server }) => {
    await page.emulateMedia({ colorScheme: 'dark' });
    await page.route(`**/themes/${theme}.css`, async (route) => {
      const answer = await route.fetch({ maxRetries: 3 });
      const body = (await answer.text()).replaceAll('light-dark(', 'not-known(');
      expect(body).toContain('not-known(');
      await route.fulfill({ response: answer, body });
    });
    await wear(page, host, server, theme);
    await expectAccessible(page, `${theme} without light-dark()`);
    expect(await textContrast(letter.title)).toBeGreaterThanOrEqual(4.5);
    expect(await textContrast(letter.element.locator('[part~="paragraph"]').first())).toBeGreaterThanOrEqual(7);
  });

  test(`${theme}: forced colours, more contrast, less motion`, async ({ page, host, letter, server }) => {
    await page.emulateMedia({ forcedColors: 'active' });
    await put(page, english);
    await wear(page, host, server, theme);
    // axe reads the colour of words from a property that forced colours leave as it was.
    for (const name of ['addressee', 'title', 'meta', 'sign-button', 'count', 'paragraph', 'callout', 'callout-label', 'label', 'hint', 'submit', 'more'])
      expect(await textContrast(letter.part(name).first()), `${name} in forced colours`).toBeGreaterThanOrEqual(7);
    await expectLines(page, letter, `${theme} in forced colours`);
    const edge = () => letter.signButton.evaluate((button) => getComputedStyle(button).borderTopWidth);
    expect(parseFloat(await edge())).toBeGreaterThan(0);

    await page.emulateMedia({ forcedColors: 'none', contrast: 'more' });
    await wear(page, host, server, theme);
    await expectAccessible(page, `${theme} with more contrast`);
    expect(await textContrast(letter.part('hint').first())).toBeGreaterThanOrEqual(7);
    for (const name of ['name', 'email']) expect(await borderContrast(input(letter, name))).toBeGreaterThanOrEqual(7);

    await page.emulateMedia({ contrast: 'no-preference', reducedMotion: 'reduce' });
    const moving = await letter.element.evaluate((element) =>
      [...element.shadowRoot.querySelectorAll('*')].filter((part) => {
        const { animationName, transitionDuration } = getComputedStyle(part);
        return animationName !== 'none' || parseFloat(transitionDuration) > 0;
      }).length,
    );
    expect(moving).toBe(0);
  });

  for (const lang of ['en', 'ar'])
    test(`${theme}: at 240 px nothing is cut off: ${lang}`, async ({ page, host, letter, server }) => {
      await page.setViewportSize({ width: 240, height: 640 });
      await put(page, lang === 'ar' ? arabic : english);
      await wear(page, host, server, theme, { lang });
      await walk(page, letter, async (state) => {
        const [wide, cut] = await letter.element.evaluate((element) => [
          document.scrollingElement.scrollWidth - document.documentElement.clientWidth,
          [...element.shadowRoot.querySelectorAll('[part]')]
            .filter((part) => {
              const { left, right, width } = part.getBoundingClientRect();
              return width > 1 && (left < -0.5 || right > innerWidth + 0.5);
            })
            .map((part) => part.getAttribute('part')),
        ]);
        expect(wide, state).toBeLessThanOrEqual(0);
        expect(cut, state).toEqual([]);
      });
    });

  test(`${theme}: Arabic letters stay joined, and nothing in them slants`, async ({ page, host, letter, server }) => {
    await put(page, arabic);
    await wear(page, host, server, theme, { lang: 'ar' });
    await expectAccessible(page, `${theme} from right to left`);
    const wrong = await letter.element.evaluate((element) =>
      [...element.shadowRoot.querySelectorAll('[part]')]
        .filter((part) => /[\u0600-\u06ff]/.test(part.textContent) && part.matches(':dir(rtl)'))
        .map((part) => [part.getAttribute('part'), getComputedStyle(part)])
        .filter(([, { letterSpacing, fontStyle }]) => !['normal', '0px'].includes(letterSpacing) || fontStyle !== 'normal')
        .map(([part, { letterSpacing, fontStyle }]) => `${part} ${letterSpacing} ${fontStyle}`),
    );
    expect(wrong).toEqual([]);
    // What starts at the left in English starts at the right here.
    const { left, right } = await letter.part('field').first().evaluate((field) => {
      const [outer, label] = [field.getBoundingClientRect(), field.querySelector('label').getBoundingClientRect()];
      return { left: label.left - outer.left, right: outer.right - label.right };
    });
    expect(right).toBeLessThan(left);
  });

  test(`${theme}: is one small stylesheet, and loads nothing`, async ({ request, server }) => {
    const answer = await request.get(`${server.origin}/embed/1/themes/${theme}.css`);
    expect(answer.headers()['content-type']).toContain('text/css');
    const body = await answer.body();
    expect(body.toString()).not.toMatch(/url\(|@import|@font-face/);
    expect(brotliCompressSync(body).length).toBeLessThan(2048);
  });
}

for (const theme of ['', ...THEMES])
  test(`on paper it is a letter: ${theme || 'the default'}`, async ({ page, host, letter, server }) => {
    await put(page, english);
    if (theme) await wear(page, host, server, theme);
    else await page.goto(host.page('themes', { view: 'letter', sign: '', stylesheet: '' }));
    await expect(letter.rows).toHaveCount(50);
    await letter.element.evaluate((element) => element.setAttribute('theme', 'dark'));
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    for (const name of ['form', 'sign-button', 'more', 'action'])
      for (const found of await letter.part(name).all()) await expect(found).toBeHidden();
    for (const name of ['title', 'standfirst', 'count', 'body', 'references', 'signatories'])
      await expect(letter.part(name).first()).toBeVisible();
    const look = await letter.element.evaluate((element) =>
      [...element.shadowRoot.querySelectorAll('.open-letter, [part~="header"], [part~="title"], [part~="callout"], [part~="paragraph"], [part~="hint"]')]
        .filter((part) => part.getClientRects().length)
        .map((part) => [part.getAttribute('part'), getComputedStyle(part)])
        .map(([part, { color, backgroundColor }]) => [part, color, backgroundColor]),
    );
    for (const [part, color, background] of look) {
      expect(background, part).toMatch(/transparent|rgba\(0, 0, 0, 0\)/);
      expect(Math.max(...color.match(/\d+/g).slice(0, 3)), `${part} ${color}`).toBeLessThan(0x60);
    }
    const address = await letter.part('references').locator('a').first()
      .evaluate((link) => getComputedStyle(link, '::after').content);
    expect(address).toContain('/hours');
  });

test('what moves in somebody’s own theme stands still for those who ask for that', async ({ page, host, letter }) => {
  await page.route('**/moving.css', (route) =>
    route.fulfill({ contentType: 'text/css', body: '@keyframes turn { to { rotate: 1turn } } [part~="title"] { animation: turn 9s infinite; transition: color 1s }' }),
  );
  await page.goto(host.page('themes', { view: 'letter', sign: '', stylesheet: `${host.origin}/moving.css` }));
  await expect(letter.title).toBeVisible();
  const motion = () => letter.title.evaluate((title) => {
    const { animationName, transitionDuration } = getComputedStyle(title);
    return [animationName, transitionDuration];
  });
  await page.emulateMedia({ reducedMotion: 'no-preference' });
  expect(await motion()).toEqual(['turn', '1s']);
  await page.emulateMedia({ reducedMotion: 'reduce' });
  expect(await motion()).toEqual(['none', '0s']);
});
