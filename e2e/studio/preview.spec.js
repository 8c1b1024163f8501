// The letter on the sample pages: changed in place, and weighed as it is seen.
import { test, expect } from './support.js';

test('views, forms, looks and schemes change in place', async ({ page, studio }) => {
  await studio.open();
  const { letter } = studio;
  await expect(letter.rows.first()).toBeAttached();
  await letter.element.evaluate((element) => (element.kept = true));
  await studio.choose('view', 'card');
  await expect(letter.rows).toHaveCount(0);
  await expect(letter.title).toBeVisible();
  await expect(page.locator('[name=sign][value=dialog]')).toBeChecked();
  await studio.choose('view', 'count');
  await expect(letter.title).toHaveCount(0);
  await expect(letter.count).toHaveText('236 signatures so far');
  await studio.choose('view', 'letter');
  const plain = await letter.title.evaluate((title) => getComputedStyle(title).fontFamily + getComputedStyle(title).fontSize + getComputedStyle(title).textAlign);
  for (const look of ['civic', 'literary', 'campaign']) {
    await studio.choose('look', look);
    await expect.poll(() => letter.title.evaluate((title) => getComputedStyle(title).fontFamily + getComputedStyle(title).fontSize + getComputedStyle(title).textAlign)).not.toBe(plain);
  }
  await studio.choose('theme', 'dark');
  await expect(letter.element).toHaveCSS('color-scheme', 'dark');
  expect(await letter.element.evaluate((element) => element.kept)).toBe(true);
});

test('colours, fonts and measures are shown live, and go back to the look’s own', async ({ page, studio }) => {
  await studio.open();
  const { letter } = studio;
  await expect(letter.signButton).toBeVisible();
  const before = await letter.signButton.evaluate((button) => getComputedStyle(button).backgroundColor);
  await studio.field('accent').fill('#a02020');
  await expect(letter.signButton).toHaveCSS('background-color', 'rgb(160, 32, 32)');
  await studio.field('accent').fill('#a0202');
  await expect(studio.field('accent')).toHaveAttribute('aria-invalid', 'true');
  await studio.field('accent').fill('');
  await expect(letter.signButton).toHaveCSS('background-color', before);
  await page.locator('[data-picks=accent]').fill('#205080');
  await expect(studio.field('accent')).toHaveValue('#205080');
  await expect(letter.signButton).toHaveCSS('background-color', 'rgb(32, 80, 128)');

  await studio.field('radius').focus();
  await page.keyboard.press('End');
  await expect(letter.signButton).toHaveCSS('border-radius', '28px');
  await page.keyboard.press('Tab');
  await expect(page.locator(':focus')).toHaveAccessibleName('Back to the look’s own');
  await page.keyboard.press('Enter');
  await expect(letter.signButton).not.toHaveCSS('border-radius', '28px');
  await studio.field('heading-font').selectOption('own');
  await studio.field('heading-font-own').fill('Vollkorn, monospace');
  await expect(letter.title).toHaveCSS('font-family', 'Vollkorn, monospace');
});

test('what the look has is offered as what the fields begin with', async ({ studio }) => {
  await studio.open();
  await expect(studio.field('accent')).toHaveAttribute('placeholder', '#1d5288');
  await expect(studio.field('accent-dark')).toHaveAttribute('placeholder', '#9cc7f5');
  for (const name of ['on-accent', 'text', 'muted', 'surface', 'border', 'danger', 'success', 'focus'])
    await expect(studio.field(name)).toHaveAttribute('placeholder', /^#[\da-f]{6}$/);
});

test('contrast is told as one goes, in words, on light and on dark', async ({ studio }) => {
  await studio.open();
  await expect(studio.verdict).toHaveText(/^Everything measured passes/, { useInnerText: true });
  await expect(studio.row('Words on the button').locator('td')).toHaveText([/8\.03\s*passes/, /9\.78\s*passes/], { useInnerText: true });
  await studio.field('accent').fill('#8ab4f8');
  await studio.field('accent-dark').fill('#9cc7f5');
  await studio.field('on-accent').fill('#ffffff');
  await studio.field('on-accent-dark').fill('#0b1c2c');
  await expect(studio.row('Words on the button').locator('td').first()).toHaveText(/2\.\d\d\s*fails/, { useInnerText: true });
  await expect(studio.row('Words on the button').locator('td').nth(1)).toHaveText(/9\.78\s*passes/, { useInnerText: true });
  await expect(studio.verdict).toHaveText('Fails WCAG AA, which asks for 4.5 to 1: Words on the button, Accent as text.', { useInnerText: true });
  await studio.field('muted').fill('#777777');
  await expect(studio.row('Quiet text').locator('td').first()).toHaveText(/4\.\d\d\s*fails/, { useInnerText: true });
  await studio.choose('view', 'count');
  await expect(studio.row('Words on the button').locator('td').first()).toHaveText('not in this view', { useInnerText: true });
});

test('measuring leaves nothing behind', async ({ studio }) => {
  await studio.open();
  await expect(studio.row('Words on the button').locator('td').first()).toHaveText(/passes/, { useInnerText: true });
  await studio.field('accent').fill('#a02020');
  await expect(studio.letter.signButton).toHaveCSS('background-color', 'rgb(160, 32, 32)');
  const left = await studio.letter.element.evaluate((element) => ({
    scheme: element.ownerDocument.documentElement.style.colorScheme,
    sheets: element.shadowRoot.adoptedStyleSheets.length,
    probes: element.shadowRoot.querySelectorAll('i').length,
  }));
  expect(left).toEqual({ scheme: '', sheets: 1, probes: 0 });
});

for (const [host, words] of [['blog', 'The Long Corridor'], ['docs', 'Why it is open'], ['news', 'The Puddlewick Courier']])
  test(`on a sample page, at each width: ${host}`, async ({ page, studio }) => {
    await studio.open({ host });
    await expect(studio.frame.getByText(words).first()).toBeAttached();
    for (const [width, pixels] of [['phone', 390], ['column', 680], ['wide', 1200]]) {
      await studio.choose('width', width);
      await expect.poll(() => studio.host.evaluate(() => innerWidth)).toBe(pixels);
      const spill = await studio.host.evaluate((root) => root.scrollWidth - root.clientWidth);
      expect(spill, width).toBeLessThanOrEqual(0);
      // It is made smaller where there is less room, and never runs over.
      const [frame, stage] = await Promise.all(['#frame', '.stage'].map((place) => page.locator(place).boundingBox()));
      expect(frame.width).toBeLessThanOrEqual(stage.width + 1);
    }
    // The letter is led to, since it is what one came for.
    await expect.poll(() => studio.letter.element.evaluate((element) => element.getBoundingClientRect().top < innerHeight)).toBe(true);
    await expect(studio.letter.title).toHaveText('Keep the code of the NHS open');
  });

test('a link on a sample page opens elsewhere, and the page stays', async ({ page, context, studio }) => {
  await studio.open({ view: 'card' });
  const opened = context.waitForEvent('page');
  await studio.letter.title.locator('a').click();
  expect((await opened).url()).toContain('/letters/keep-nhs-code-open');
  await expect(studio.letter.title).toBeVisible();
  await expect(page).toHaveTitle(/^Open Letter/);
});

test('a stylesheet that does not come is told', async ({ server, studio }) => {
  await studio.open({ look: 'url', stylesheet: `${server.origin}/none.css` });
  await expect(studio.letter.title).toBeVisible();
  await expect(studio.says).toContainText('none.css');
});
