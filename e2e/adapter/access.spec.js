// The form in the words of an adapter, for everybody: axe in light, dark and Arabic, in every face.
import { test, expect, TYPED } from './invented.js';
import { expectAccessible } from '../support/axe.js';
import { expectFocus } from '../support/letter.js';

const PICTURES = process.env.OPEN_LETTER_PICTURES;

for (const [look, { lang = 'en', colorScheme = 'light', width = 1280 }] of Object.entries({
  'light': {},
  'dark': { colorScheme: 'dark' },
  'Arabic': { lang: 'ar' },
  'a telephone': { width: 360 },
  'a telephone, Arabic, dark': { width: 360, lang: 'ar', colorScheme: 'dark' },
}))
  test.describe(look, () => {
    test.use({ colorScheme, viewport: { width, height: 800 } });

    test('the letter, the form, its errors, what cannot be told, and thanks', async ({ open, letter, fill, backend, page }) => {
      let shots = 0;
      const look_at = async (face, part) => {
        await expectAccessible(page, face);
        if (!PICTURES) return;
        await part.evaluate((element) => element.scrollIntoView({ block: 'start' }));
        await page.screenshot({ path: `${PICTURES}/${look.replace(/\W+/g, '-')}-${(shots += 1)}-${face.replaceAll(' ', '-')}.png` });
      };
      const { key, ...body } = backend.document.sign.body;
      const lost = { status: 500, text: 'sorry' };
      await open({
        lang,
        document: { sign: { ...backend.document.sign, body: { ...body, job: '{role}', hide: '{anonymous}' }, errors: [{ status: 400, means: 'invalid', fields: '/data' }] } },
        answers: { '/sign': lost },
      });
      await expect(letter.rows).toHaveCount(20);
      await look_at('form', letter.form);
      await letter.submit.click();
      await expect(letter.summary).toBeVisible();
      await look_at('errors', letter.form);
      await fill();
      await letter.submit.click();
      await expect(letter.notice).toBeVisible();
      await look_at('cannot tell', letter.form);
      backend.answers['/sign'] = { status: 400, json: { data: { email: {} } } };
      await letter.submit.click();
      await expect(letter.errorAt('email')).toBeVisible();
      await look_at('refused field', letter.form);
      backend.answers['/sign'] = { status: 200, text: '' };
      await letter.submit.click();
      await expect(letter.thanks).toBeVisible();
      await look_at('sent', letter.thanks);
    });

    test('a list that failed, and a letter that did', async ({ open, letter, page, backend }) => {
      await open({ lang, answers: { '/signatures': { status: 500, text: 'sorry' } } });
      await expect(letter.part('signatories').locator('[part~="notice"]')).toBeVisible();
      await expectAccessible(page, 'the failed list');
      if (PICTURES) {
        await letter.part('signatories').evaluate((element) => element.scrollIntoView({ block: 'center' }));
        await page.screenshot({ path: `${PICTURES}/${look.replace(/\W+/g, '-')}-failed-list.png` });
      }
      backend.answers['/adapter.json'] = { text: 'no JSON' };
      await page.reload();
      await expect(letter.part('retry')).toBeVisible();
      await expectAccessible(page, 'the failed letter', 5);
      if (PICTURES) await page.screenshot({ path: `${PICTURES}/${look.replace(/\W+/g, '-')}-failed-letter.png` });
    });

    test('a letter that stands on the page itself', async ({ open, letter, page }) => {
      await open({ lang, document: { letter: null } });
      await expect(letter.form).toBeVisible();
      await expect(letter.rows).toHaveCount(20);
      await expectAccessible(page, 'the form alone');
      if (PICTURES) await page.screenshot({ path: `${PICTURES}/${look.replace(/\W+/g, '-')}-no-letter.png` });
    });

    test('signing elsewhere', async ({ open, letter, page }) => {
      await open({ lang, document: { sign: null } });
      await expect(letter.signButton).toBeVisible();
      await expectAccessible(page, 'the link');
      if (PICTURES) await page.screenshot({ path: `${PICTURES}/${look.replace(/\W+/g, '-')}-elsewhere.png` });
    });
  });

test('the keyboard leads from the button to the thanks', async ({ open, letter, page }) => {
  await open();
  await letter.signButton.focus();
  await page.keyboard.press('Enter');
  await expectFocus(page, { name: 'name' });
  await page.keyboard.type(TYPED.name);
  await page.keyboard.press('Tab');
  await expectFocus(page, { name: 'email' });
  await page.keyboard.type(TYPED.email);
  await page.keyboard.press('Enter');
  await expect(letter.thanks).toBeVisible();
  await expectFocus(page, { tag: 'h2' });
});

test('after the last page, the focus stands at its end', async ({ open, letter, page }) => {
  await open();
  // The button stands there before the first ones do.
  await expect(letter.rows).toHaveCount(20);
  for (const rows of [40, 45]) {
    await letter.more.focus();
    await page.keyboard.press('Enter');
    await expect(letter.rows).toHaveCount(rows);
  }
  await expectFocus(page, { part: 'list-end' });
});
