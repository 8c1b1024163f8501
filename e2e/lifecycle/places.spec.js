// Where letters may stand, and how many of them.
import { test, expect } from '../support/scenario.js';
import { letterOn } from '../support/letter.js';

/** Adds an element to what a selector finds. */
const add = (page, where, attributes) =>
  page.evaluate(
    ([where, attributes]) => {
      const element = document.createElement('open-letter');
      for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
      document.querySelector(where).append(element);
    },
    [where, attributes],
  );

test('many letters on a page: one script, one Wasm, each a state of its own', async ({ page, host, server }) => {
  const asked = [];
  page.on('request', (request) => asked.push(new URL(request.url()).pathname));
  await page.goto(host.page('lifecycle'));
  await page.evaluate(() => (document.querySelector('aside').innerHTML = '<div id="a"></div><div id="b" lang="ar"></div><div id="c"></div>'));
  const attributes = { src: server.letter, loading: 'eager' };
  for (const where of ['#a', '#b', '#c']) await add(page, where, attributes);
  await add(page, '#c', { ...attributes, src: `${server.origin}/v1/letters/none` });
  const [first, a, b, c] = ['main open-letter', '#a open-letter', '#b open-letter', '#c > :first-child'].map((where) => letterOn(page, where));
  for (const letter of [first, a, b, c]) await expect(letter.form).toBeVisible();
  await expect(page.locator('#c > :last-child [part~="notice"]')).toContainText('There is no letter at this address.');
  expect(asked.filter((path) => path.endsWith('.wasm'))).toHaveLength(1);
  expect(asked.filter((path) => /\/open-letter-[0-9a-f]+\.js$/.test(path))).toHaveLength(1);

  await a.field('name').fill('Quillon');
  await b.submit.click();
  await expect(b.summary).toContainText('اكتب اسمك');
  await expect(a.summary).toHaveCount(0);
  await expect(first.field('name')).toHaveValue('');
  await c.sign();
  await expect(a.field('name')).toHaveValue('Quillon');
  await expect(a.form).toBeVisible();
});

test('inside another shadow root it works, and its events come out', async ({ page, host, server, heard }) => {
  await page.goto(host.page('lifecycle'));
  await page.evaluate((src) => {
    document.querySelector('main').lang = 'en';
    document.querySelector('open-letter').remove();
    const outer = document.createElement('section');
    outer.lang = 'ar';
    document.querySelector('aside').append(outer);
    const inner = document.createElement('div');
    outer.attachShadow({ mode: 'open' }).append(inner);
    const element = document.createElement('open-letter');
    Object.assign(element, { src, loading: 'eager' });
    inner.attachShadow({ mode: 'open' }).append(element);
  }, server.letter);
  const letter = letterOn(page);
  await expect(letter.count).toHaveText('٢٣٦ توقيعًا حتى الآن');
  await letter.submit.click();
  await expect(letter.summary).toBeVisible();
  await letter.summary.locator('a').first().click();
  await expect(letter.field('name')).toBeFocused();
  await letter.sign();
  await expect(letter.count).toHaveText('٢٣٧ توقيعًا حتى الآن');
  // What a listener outside sees is the outermost host.
  expect((await heard.of('signed')).map(({ from }) => from)).toEqual(['section']);
});

for (const order of ['the first', 'the second'])
  test(`two versions on a page: one serves both tags, and ${order} may come late`, async ({ page, host, server }) => {
    const asked = [];
    page.on('request', (request) => asked.push(new URL(request.url()).pathname));
    // Another release, in a folder of its own.
    await page.route('**/embed/2/**', async (route) => {
      const answer = await route.fetch({ url: route.request().url().replace('/embed/2/', '/embed/1/'), maxRetries: 3 });
      const headers = { 'Access-Control-Allow-Origin': '*', 'Content-Type': answer.headers()['content-type'] };
      const loader = route.request().url().endsWith('/open-letter.js');
      const body = loader ? (await answer.text()).replace(/version:"[^"]*"/, 'version:"2.0.0"') : await answer.body();
      await route.fulfill({ headers, body });
    });
    await page.goto(host.page('lifecycle', {}, 'empty.html'));
    const load = (folder, where, queued) =>
      page.evaluate(
        ([src, letter, where, queued]) =>
          new Promise((resolve, reject) => {
            if (queued) (window.OpenLetter ||= []).push({ strings: { en: { submit: queued } } });
            const script = Object.assign(document.createElement('script'), { src, onload: resolve, onerror: reject });
            Object.assign(script.dataset, { letter, loading: 'eager' });
            document.querySelector(where).append(script);
          }),
        [`${server.origin}/embed/${folder}/open-letter.js`, server.letter, where, queued],
      );
    const folders = order === 'the second' ? ['1', '2'] : ['2', '1'];
    await load(folders[0], 'main', 'Add mine');
    const version = await page.evaluate(() => window.OpenLetter.version);
    await load(folders[1], 'aside', 'Me too');
    const [first, second] = ['main', 'aside'].map((where) => letterOn(page, `${where} open-letter`));
    await expect(first.form).toBeVisible();
    await expect(second.form).toBeVisible();
    expect(await page.evaluate(() => window.OpenLetter.version)).toBe(version);
    expect(version === '2.0.0').toBe(order === 'the first');
    // Both tags may configure, and reach the one that serves.
    for (const letter of [first, second]) await expect(letter.submit).toHaveText('Me too');
    expect(asked.filter((path) => path.endsWith('.wasm'))).toHaveLength(1);
    expect(asked.find((path) => path.endsWith('.wasm'))).toContain(`/embed/${folders[0]}/`);
    await second.sign();
  });
