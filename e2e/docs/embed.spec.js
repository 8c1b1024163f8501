// Each tag of docs/embed.md shows the letter as the text says.
import { VISITOR } from '../support/letter.js';
import { templatesOf } from './blocks.js';
import { expect, expectWhole, test, tryAll } from './tried.js';

tryAll('embed', {
  async pair({ blocks, show, letter, heard, page, server }) {
    await show(blocks);
    await expect(letter.part('body')).toBeVisible();
    await expect(letter.form).toBeVisible();
    const link = page.getByRole('link', { name: 'Read and sign the open letter', includeHidden: true });
    await expect(link).toHaveAttribute('href', server.hosted);
    expect(await heard.codes()).toEqual([]);
  },
  async card({ blocks, show, letter }) {
    await show(blocks);
    await expect(letter.title).toBeVisible();
    await expect(letter.count).toBeVisible();
    await expect(letter.part('body')).toHaveCount(0);
    await letter.signButton.click();
    await expect(letter.part('dialog')).toBeVisible();
    await letter.sign();
  },
  async single({ blocks, show, letter, page }) {
    await show(blocks);
    await expect(letter.part('body')).toBeVisible();
    await expect(page.getByRole('link', { name: 'Read and sign the open letter' })).toBeVisible();
    const order = await page.locator('body > :is(script, open-letter, a)').evaluateAll((all) => all.map(({ localName }) => localName));
    expect(order).toEqual(['script', 'open-letter', 'a']);
  },
  async render({ blocks, show, run, page, letter, heard, counted }) {
    const html = await run(blocks.sh);
    // It is there before the widget is.
    let widget;
    const held = new Promise((resolve) => (widget = resolve));
    await page.route(/\.wasm$/, async (route) => {
      await held;
      await route.continue();
    });
    await show({ html });
    await expect(letter.title).toBeVisible();
    await expect(letter.rows).toHaveCount(50);
    await letter.field('name').fill('Wilhelmina Teaspoon');
    await letter.field('name').blur();
    expect(await heard.of('ready')).toEqual([]);
    widget();
    await expect.poll(async () => (await heard.of('ready')).length).toBe(1);
    await expect(letter.field('name')).toHaveValue('Wilhelmina Teaspoon');
    await letter.sign();
    expect(await counted()).toBe(237);
  },
  async frame({ blocks, show, page, counted }) {
    await show(blocks);
    const inside = page.frameLocator('iframe');
    await page.locator('iframe').scrollIntoViewIfNeeded();
    await expectWhole(page);
    for (const [name, value] of Object.entries(VISITOR)) await inside.locator(`[name="${name}"]`).fill(value);
    await inside.locator('input[name="consent"]').check();
    await inside.locator('[part~="submit"]').click();
    await expect(inside.locator('[part~="thanks"]')).toBeVisible();
    expect(await counted()).toBe(237);
  },
  async 'frame-alone'({ blocks, show, page }) {
    await show(blocks);
    const html = page.frameLocator('iframe').locator('html');
    await expect(html).toHaveAttribute('dir', 'rtl');
    await expect(html).toHaveAttribute('data-frame', 'dark');
    expect(await html.evaluate(({ scrollHeight, clientHeight }) => scrollHeight > clientHeight)).toBe(true);
    expect(await page.locator('iframe').evaluate((frame) => frame.clientHeight)).toBe(720);
  },
  async link({ blocks, show, page, server }) {
    await show(blocks);
    await page.getByRole('link').click();
    await expect(page).toHaveURL(server.hosted);
    await page.goto(`${server.hosted}?lang=ar`);
    await expect(page.locator('html')).toHaveAttribute('lang', 'ar');
  },
  async several({ blocks, show, page, letter }) {
    const asked = [];
    page.on('request', (request) => request.url().endsWith('.wasm') && asked.push(request.url()));
    await show(blocks);
    await expect(letter.count).toHaveText([/^236 /, /^236 /]);
    await expect(letter.title).toHaveCount(1);
    // The count stands in its sentence.
    const height = (of) => of.evaluate((element) => element.getBoundingClientRect().height);
    const line = await page.locator('body').evaluate((body) => {
      const line = body.appendChild(Object.assign(document.createElement('p'), { textContent: 'A line.' }));
      return line.getBoundingClientRect().height;
    });
    expect(await height(page.locator('p').first())).toBeLessThan(2 * line);
    expect(asked).toHaveLength(1);
  },
  async fixed({ blocks, show, page, letter, heard, local }) {
    const asked = [];
    page.on('request', (request) => asked.push(new URL(request.url()).pathname));
    await show(blocks);
    await expect(letter.part('body')).toBeVisible();
    const files = asked.filter((path) => path.startsWith('/embed/'));
    const folder = /\/embed\/[^/]+\//.exec(local(blocks.html))[0];
    expect(folder).not.toBe('/embed/1/');
    for (const path of files) expect(path).toContain(folder);
    expect(files.length).toBeGreaterThan(2);
    // Another script than the one that was looked at is not run.
    await show({ html: blocks.html.replace('sha384-…', `sha384-${'A'.repeat(64)}`) });
    await page.waitForLoadState('networkidle');
    await expect(page.getByRole('link', { name: 'Read and sign the open letter' })).toBeVisible();
    expect(await page.evaluate(() => customElements.get('open-letter'))).toBeUndefined();
    expect(await heard.all()).toEqual([]);
  },
});

test('a template has the tag and the link', () => {
  const templates = templatesOf('embed');
  expect(templates.map(({ language }) => language)).toEqual(['go-html-template', 'liquid', 'astro', 'jsx', 'wikitext']);
  for (const { language, code } of templates) {
    expect(code, language).toContain('https://letters.example/letters/');
    expect(code, language).toContain('Read and sign the open letter');
    if (language === 'wikitext') continue;
    expect(code, language).toMatch(/<[Ss]cript [^>]*src="https:\/\/letters\.example\/embed\/1\/open-letter\.js"/);
    expect(code, language).toMatch(/<open-letter src=["{`]+https:\/\/letters\.example\/v1\/letters\//);
    expect(code, language).toContain('</open-letter>');
  }
});
