import { readFile } from 'node:fs/promises';
import { test, expect } from '../support/scenario.js';

const text = (path) => readFile(new URL(`../../${path}`, import.meta.url), 'utf8');
const arabic = JSON.parse(await text('static/locales/widget/ar.json'));
const golden = JSON.parse(await text('core/tests/golden/formats.json'));

const COUNT = { en: '236 signatures so far', ar: '٢٣٦ توقيعًا حتى الآن' };
const setLang = (page, lang) => page.evaluate((lang) => (document.documentElement.lang = lang), lang);

test('on an Arabic page the widget speaks Arabic, and the letter its own language', async ({ page, host, letter, heard }) => {
  await page.goto(host.page('language', { lang: 'ar' }));
  await expect(letter.count).toHaveText(COUNT.ar);
  const root = letter.element.locator('.open-letter');
  await expect(root).toHaveAttribute('lang', 'ar');
  await expect(root).toHaveCSS('direction', 'rtl');
  await expect(letter.part('meta').locator('time')).toHaveText('نُشرت في ١ مايو ٢٠٢٦');
  await expect(letter.part('status')).toHaveText(arabic.status_open);
  await expect(letter.signButton).toHaveText(arabic.sign_button);
  await expect(letter.part('addressee')).toHaveText('رسالة مفتوحة إلى NHS England');
  await expect(letter.more).toHaveText(arabic.more);
  await expect(letter.element.getByLabel(arabic.name_label)).toBeVisible();

  for (const own of ['title', 'standfirst', 'content']) {
    await expect(letter.part(own)).toHaveAttribute('lang', 'en');
    await expect(letter.part(own)).toHaveCSS('direction', 'ltr');
  }
  await expect(letter.part('consent').locator('label [lang=en]')).toHaveCSS('direction', 'ltr');
  await expect(letter.part('callout-label')).toHaveText(arabic.demand);

  await letter.submit.click();
  await expect(letter.summary.getByRole('link')).toHaveText([
    arabic.name_required,
    arabic.email_required,
    arabic.consent_not_accepted,
  ]);
  await letter.sign();
  await expect(letter.thanks.getByRole('heading')).toHaveText(arabic.received);
  await expect(letter.count).toHaveText('٢٣٧ توقيعًا حتى الآن');
  expect(await heard.codes()).toEqual([]);
});

test('the language changes live, there and back, and keeps what was typed', async ({ page, host, letter }) => {
  await page.goto(host.page('language'));
  await expect(letter.count).toHaveText(COUNT.en);
  await letter.field('name').fill('Quillon');
  await letter.field('anonymous').check();
  await letter.more.click();
  await expect(letter.rows).toHaveCount(100);
  for (const lang of ['ar', 'en', 'ar-MA', 'en']) {
    await setLang(page, lang);
    await expect(letter.element.locator('.open-letter')).toHaveAttribute('lang', lang.slice(0, 2));
    await expect(letter.field('name')).toHaveValue('Quillon');
    await expect(letter.field('anonymous')).toBeChecked();
    await expect(letter.rows).toHaveCount(100);
  }
  await expect(letter.count).toHaveText(COUNT.en);
  // The element's own language goes before the page's.
  await letter.element.evaluate((element) => element.setAttribute('lang', 'ar'));
  await expect(letter.count).toHaveText(COUNT.ar);
  await letter.element.evaluate((element) => element.removeAttribute('lang'));
  await expect(letter.count).toHaveText(COUNT.en);
});

test('the region of the page decides how days are written', async ({ page, host, letter }) => {
  await page.goto(host.page('language', { lang: 'en-US' }));
  await expect(letter.part('meta').locator('time')).toHaveText('Published May 1, 2026');
  await setLang(page, 'en');
  await expect(letter.part('meta').locator('time')).toHaveText('Published 1 May 2026');
});

for (const lang of ['tlh', 'de', 'x-private', 'not a language'])
  test(`a language that there is not falls back to English: ${lang}`, async ({ page, host, letter, heard }) => {
    await page.goto(host.page('language', { lang }));
    await expect(letter.count).toHaveText(COUNT.en);
    await expect(letter.element.locator('.open-letter')).toHaveAttribute('lang', 'en');
    expect(await heard.codes()).toEqual([]);
  });

test('sentences that do not arrive are said in English, and the page is told', async ({ page, host, letter, heard }) => {
  await page.route('**/locales/ar-*.json', (route) => route.abort('connectionreset'));
  await page.goto(host.page('language', { lang: 'ar' }));
  await expect(letter.count).toHaveText(COUNT.en);
  expect(await heard.codes()).toEqual(['network']);
});

test('the browser writes numbers, plurals and days as the golden file does', async ({ page }) => {
  const written = await page.evaluate((golden) => {
    const tags = { en: 'en-GB', ar: 'ar-EG' };
    const formatted = {};
    for (const [lang, { numbers, plurals, dates }] of Object.entries(golden)) {
      const tag = tags[lang];
      const number = new Intl.NumberFormat(tag);
      const plural = new Intl.PluralRules(tag);
      const date = new Intl.DateTimeFormat(tag, { dateStyle: 'long', timeZone: 'UTC' });
      const map = (keys, format) => Object.fromEntries(Object.keys(keys).map((key) => [key, format(key)]));
      formatted[lang] = {
        numbers: map(numbers, (key) => number.format(Number(key))),
        plurals: map(plurals, (key) => plural.select(Number(key))),
        dates: map(dates, (key) => date.format(new Date(key))),
      };
    }
    return formatted;
  }, golden);
  expect(written).toEqual(golden);
});
