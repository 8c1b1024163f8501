// What is chosen, and what is copied for it: tried on pages of another origin.
import { test, expect } from './support.js';
import { letterOn } from '../support/letter.js';
import { serve, servePage } from './pages.js';

/** Copies what a figure holds, and gives what the clipboard got. */
async function copied(page, figure) {
  await page.locator(`${figure} button[data-copies]`).click();
  await expect(page.locator('#copy-says')).toHaveText('Copied');
  return page.evaluate(() => navigator.clipboard.readText());
}

test.beforeEach(({ context, server }) => context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: server.origin }));

for (const way of ['pair', 'single'])
  test(`the copied tag works on another page: ${way}`, async ({ page, host, server, studio }) => {
    await studio.open({ way });
    const tag = await copied(page, '#figure-tag');
    expect(tag).toContain(`${server.origin}/embed/1/open-letter.js`);
    expect(tag).toContain(`${server.origin}/v1/letters/keep-nhs-code-open`);
    expect(tag).not.toContain('letters.example');
    expect(tag).not.toContain('integrity');
    await page.goto(host.page('studio', { tag }));
    await expect(letterOn(page).count).toHaveText('236 signatures so far');
    await expect(page.locator('open-letter')).toHaveCount(1);
  });

test('the fixed version is checked by its hash, and works', async ({ page, host, server, studio }) => {
  await studio.open({ version: 'fixed', look: 'civic', view: 'card' });
  const release = await (await page.request.get(`${server.origin}/embed/1/release.json`)).json();
  const tag = await copied(page, '#figure-tag');
  expect(tag).toContain(`${server.origin}/embed/${release.version}/open-letter.js`);
  expect(tag).toContain(`integrity="${release.integrity['open-letter.js']}"`);
  expect(tag).toContain('crossorigin="anonymous"');
  expect(tag).toContain(`${server.origin}/embed/${release.version}/themes/civic.css`);
  await page.goto(host.page('studio', { tag }));
  await expect(letterOn(page).count).toHaveText('236 signatures so far');
});

test('the copied stylesheet makes another page’s letter look so', async ({ page, studio }) => {
  await studio.open({ accent: '#205020', 'accent-dark': '#a0e0a0', measure: '30', 'heading-font': 'mono' });
  const [tag, css] = [await studio.tag(), await copied(page, '#figure-css')];
  expect(css).toContain('--open-letter-accent: light-dark(#205020, #a0e0a0);');
  const place = await servePage(`<!doctype html><html lang="en" style="color-scheme: dark"><style>${css}</style>${tag}`);
  await page.goto(place.origin);
  const letter = letterOn(page);
  await expect(letter.signButton).toHaveCSS('background-color', 'rgb(160, 224, 160)');
  await expect(letter.title).toHaveCSS('font-family', /monospace/);
  await place.stop();
});

test('the frame shows the hosted page, and a backend without one gets a link', async ({ page, server, studio }) => {
  await studio.open({ way: 'iframe' });
  expect(await studio.tag()).toContain(`src="${server.origin}/letters/keep-nhs-code-open/embed"`);
  expect(await studio.tag()).toContain('frame-parent.js');
  await page.locator('[name=sized]').uncheck();
  await expect.poll(studio.tag).not.toContain('frame-parent.js');
  expect(studio.query()).toEqual({ way: 'iframe', sized: 'no' });
  await studio.choose('backend', 'adapter');
  await studio.field('src').fill('https://api.example.org/tea');
  await studio.field('src').blur();
  await expect(page.locator('#way-says')).toContainText('This backend has none, so here is a link.');
  await expect.poll(studio.tag).toMatch(/^<a href="https:\/\/api\.example\.org\/tea">/);
});

test('a letter elsewhere is shown, named, and linked to where it says', async ({ page, studio }) => {
  const backend = await serve(({ pathname }) => ({
    status: pathname === '/tea.json' ? 200 : 404,
    headers: { 'Content-Type': 'application/json', 'Access-Control-Allow-Origin': '*' },
    body: JSON.stringify({ id: 'tea', title: 'Keep the kettle on', status: 'open', url: 'https://example.org/kettle', body: 'Please.', signatures: { count: 3, items: [] } }),
  }));
  await studio.open();
  await studio.choose('backend', 'adapter');
  await studio.field('adapter').fill('static');
  await studio.field('src').fill(`${backend.origin}/tea.json`);
  await studio.field('src').blur();
  await expect(studio.letter.title).toHaveText('Keep the kettle on');
  await expect(studio.says).toHaveText('Here it is: Keep the kettle on', { useInnerText: true });
  await expect.poll(studio.tag).toContain('<a href="https://example.org/kettle">');
  expect(await studio.tag()).toContain('adapter="static"');

  await studio.field('src').fill(`${backend.origin}/coffee.json`);
  await studio.field('src').blur();
  await expect(studio.says).toContainText('Something does not come:');
  await studio.field('src').fill('tea');
  await studio.field('src').blur();
  await expect(studio.says).toContainText('Type its whole address');
  await expect(studio.letter.title).toHaveText('Keep the code of the NHS open');
  await backend.stop();
});

test('the address keeps every choice, and beginning again forgets them', async ({ page, studio }) => {
  const choices = {
    view: 'button', sign: 'inline', look: 'literary', theme: 'dark', host: 'news', width: 'phone', way: 'single', lang: 'ar',
    accent: '#a02020', 'accent-dark': '#ffb0b0', font: 'own', 'font-own': 'Vollkorn', radius: '12', measure: '44',
  };
  await studio.open(choices);
  await expect(studio.letter.signButton).toBeVisible();
  await studio.field('space').fill('1.5');
  await expect.poll(studio.query).toEqual({ ...choices, space: '1.5' });
  const tag = await studio.tag();
  const css = await studio.css();
  await page.reload();
  await expect(studio.letter.signButton).toBeVisible();
  await expect.poll(studio.tag).toBe(tag);
  expect(await studio.css()).toBe(css);
  expect(css).toContain('--open-letter-radius: 12px;');
  expect(css).toContain('--open-letter-space: 1.5em;');
  await page.locator('#begin-again').click();
  expect(studio.query()).toEqual({ lang: 'ar' });
  await expect(page.locator('#figure-css')).toBeHidden();
});

test('an address with nonsense in it is a studio all the same', async ({ studio }) => {
  await studio.open({ view: 'sideways', host: '../../x', radius: '-5', accent: '"><b>', lang: 'xx', version: '', src: 'javascript:1', sign: 'x', elements: '1', reset: '1', __proto__: '1' });
  await expect(studio.letter.title).toHaveText('Keep the code of the NHS open');
  expect(await studio.tag()).not.toContain('view=');
});

test('every preset can be named', async ({ page, studio }) => {
  const { readdir } = await import('node:fs/promises');
  const files = await readdir(new URL('../../static/adapters/', import.meta.url));
  await studio.open();
  const offered = await page.locator('#presets option').evaluateAll((options) => options.map(({ value }) => value));
  expect(offered).toEqual(files.filter((name) => name !== 'schema.json').map((name) => name.replace('.json', '')).sort());
});
