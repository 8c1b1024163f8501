// Each attribute is observed, applies live, has a property, and falls back to its default.
import { test, expect, attributes, words } from './surface.js';

/** Each attribute's effect: what can be given, how it shows, and how it shows without. */
const EFFECTS = {
  async src({ letter, alter, set, server }) {
    await alter((answer) => ({ ...answer, title: 'Another letter' }));
    await set(`${server.letter}?another`);
    await expect(letter.title).toHaveText('Another letter');
    await set(null);
    await expect(letter.title).toHaveCount(0);
  },
  async adapter({ page, heard, letter, set }) {
    await page.route('**/none.json', (route) => route.fulfill({ status: 404, headers: { 'Access-Control-Allow-Origin': '*' } }));
    await set('/none.json');
    await expect.poll(heard.codes).toContain('adapter');
    await set('native');
    await expect(letter.title).toBeVisible();
    await set(null);
    await expect(letter.title).toBeVisible();
  },
  async view({ letter, set }) {
    const shown = { letter: 'title body call count form signatories', card: 'title call count', button: 'call count', count: 'count' };
    for (const view of [...Object.keys(shown), null]) {
      await set(view);
      const expected = shown[view ?? 'letter'].split(' ');
      for (const part of ['title', 'body', 'call', 'count', 'signatories'])
        await expect(letter.part(part), `${view}: ${part}`).toHaveCount(expected.includes(part) ? 1 : 0);
      await expect(letter.form).toBeVisible({ visible: expected.includes('form') });
    }
  },
  async sign({ letter, set }) {
    for (const [mode, dialogs] of [['dialog', 1], ['inline', 0], ['dialog', 1], [null, 0]]) {
      await set(mode);
      await expect(letter.part('dialog')).toHaveCount(dialogs);
      await expect(letter.form).toBeVisible({ visible: !dialogs });
    }
  },
  async theme({ page, letter, set }) {
    const scheme = () => letter.title.evaluate((title) => getComputedStyle(title).colorScheme);
    const colour = () => letter.signButton.evaluate((button) => getComputedStyle(button).backgroundColor);
    const page_is = (scheme) => page.evaluate((scheme) => (document.documentElement.style.colorScheme = scheme), scheme);
    await page_is('light');
    const light = await colour();
    await set('dark');
    await expect.poll(scheme).toBe('dark');
    const dark = await colour();
    expect(dark).not.toBe(light);
    for (const auto of ['auto', null]) {
      await set(auto);
      await page_is('dark');
      await expect.poll(colour).toBe(dark);
      await page_is('light');
      await expect.poll(colour).toBe(light);
    }
    await page_is('dark');
    await set('light');
    await expect.poll(colour).toBe(light);
  },
  async stylesheet({ page, heard, letter, set }) {
    const border = () => letter.title.evaluate((title) => getComputedStyle(title).borderTopWidth);
    const css = { status: 200, headers: { 'Access-Control-Allow-Origin': '*', 'Content-Type': 'text/css' } };
    await page.route('**/own.css', (route) => route.fulfill({ ...css, body: '[part~="title"] { border-top: 7px solid }' }));
    await page.route('**/other.css', (route) => route.fulfill({ ...css, body: '[part~="title"] { border-top: 3px solid }' }));
    await page.route('**/gone.css', (route) => route.fulfill({ status: 404 }));
    for (const [address, width] of [['/own.css', '7px'], ['/other.css', '3px'], [null, '0px'], ['/own.css', '7px']]) {
      await set(address);
      await expect.poll(border).toBe(width);
    }
    expect(await heard.codes()).toEqual([]);
    await set('/gone.css');
    await expect.poll(border).toBe('0px');
    await expect.poll(heard.codes).toEqual(['network']);
  },
  async lang({ letter, set }) {
    await set('ar');
    await expect(letter.count).toHaveText('٢٣٦ توقيعًا حتى الآن');
    await set(null);
    await expect(letter.count).toHaveText('236 signatures so far');
  },
  async loading({ page, place, server }) {
    await page.evaluate(() => document.querySelector('main').replaceChildren());
    await page.evaluate(() => (document.querySelector('main').style.paddingTop = '500vh'));
    const asked = [];
    page.on('request', (request) => asked.push(request.url()));
    await place({ loading: null });
    const state = () => page.evaluate(() => document.querySelector('open-letter').state);
    // Whatever an observer had to say about it, it has said by then.
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
    expect(await state()).toBe('idle');
    expect(asked).not.toContain(server.letter);
    await page.evaluate(() => (document.querySelector('open-letter').loading = 'eager'));
    await expect.poll(state).toBe('open');
  },
  async 'page-size'({ page, letter, set }) {
    for (const [size, limit] of [['20', '20'], [null, '50'], ['200', '200']]) {
      await set(size);
      await letter.element.evaluate((element) => element.refresh());
      const next = page.waitForRequest('**/signatures?*');
      await letter.more.click();
      expect(new URL((await next).url()).searchParams.get('limit')).toBe(limit);
      await (await (await next).response()).finished();
    }
  },
};

/** What each must not be. */
const WRONG = { view: ['poster', 'Card'], sign: ['aside'], theme: ['sepia'], loading: ['soon'], 'page-size': ['0', '201', 'many', '5.5'] };

test('all of them, and no others, are observed', async ({ page, open }) => {
  await open();
  const observed = await page.evaluate(() => customElements.get('open-letter').observedAttributes);
  expect(observed.sort()).toEqual(attributes.map(({ name }) => name).sort());
  expect(Object.keys(EFFECTS).sort()).toEqual(observed);
});

for (const attribute of attributes) {
  const { name, fieldName, default: fallback } = attribute;

  test(`${name} is the property ${fieldName}, both ways`, async ({ page, open, place }) => {
    await open();
    await place({ src: null, loading: null, [name]: null });
    const value = words(attribute)[0] ?? (attribute.type.text.includes('number') ? 20 : 'x-klingon');
    const seen = await page.evaluate(
      ([name, property, value]) => {
        const element = document.querySelector('open-letter');
        const all = [[element[property], element.getAttribute(name)]];
        element[property] = value;
        all.push([element[property], element.getAttribute(name)]);
        element.setAttribute(name, 'other');
        all.push([element[property], element.getAttribute(name)]);
        for (const nothing of [null, undefined]) {
          element[property] = 'once more';
          // Every element has a `lang`, and it is the browser's own.
          name === 'lang' ? element.removeAttribute(name) : (element[property] = nothing);
          all.push([element[property], element.getAttribute(name)]);
        }
        return all;
      },
      [name, fieldName, value],
    );
    const none = [name === 'lang' ? '' : null, null];
    expect(seen).toEqual([none, [`${value}`, `${value}`], ['other', 'other'], none, none]);
  });

  for (const way of ['attribute', 'property'])
    test(`${name} applies live, as ${way}`, async ({ page, open, place, letter, heard, alter, server }) => {
      await open();
      await place({});
      await expect(letter.title).toBeVisible();
      const set = (value) =>
        letter.element.evaluate(
          (element, [way, name, property, value]) => {
            if (way === 'property' && !(name === 'lang' && value === null)) element[property] = value;
            else if (value === null) element.removeAttribute(name);
            else element.setAttribute(name, value);
          },
          [way, name, fieldName, value],
        );
      await EFFECTS[name]({ page, letter, heard, alter, server, place, set });
    });

  if (words(attribute).length)
    test(`${name} knows its words, and takes others for ${fallback}`, async ({ page, open, place, letter }) => {
      const warnings = [];
      page.on('console', (message) => message.type() === 'warning' && warnings.push(message.text()));
      await open();
      for (const word of words(attribute)) await place({ [name]: word });
      await expect(letter.count).toHaveCount(words(attribute).length);
      expect(words(attribute)).toContain(fallback);
      expect(warnings).toEqual([]);
    });
}

test('`sign` gives the method and takes the attribute', async ({ open, place, letter }) => {
  await open();
  await place({});
  const seen = await letter.element.evaluate((element) => {
    const all = [];
    for (const mode of ['dialog', null, 'inline', undefined]) {
      element.sign = mode;
      all.push([typeof element.sign, element.getAttribute('sign'), element.signMode]);
    }
    return all;
  });
  expect(seen).toEqual([['function', 'dialog', 'dialog'], ['function', null, null], ['function', 'inline', 'inline'], ['function', null, null]]);
});

for (const [name, values] of Object.entries(WRONG))
  for (const value of values)
    test(`${name}="${value}" is the default, and the console says so once`, async ({ page, open, place, letter }) => {
      const warnings = [];
      page.on('console', (message) => message.type() === 'warning' && warnings.push(message.text()));
      await open();
      await place({ [name]: value });
      await place({ [name]: value });
      await expect(letter.form).toHaveCount(2);
      await expect(letter.form.first()).toBeVisible();
      await expect(letter.part('dialog')).toHaveCount(0);
      await letter.element.first().evaluate((element) => element.refresh());
      const next = page.waitForRequest('**/signatures?*');
      await letter.more.first().click();
      expect(new URL((await next).url()).searchParams.get('limit')).toBe('50');
      expect(warnings.length).toBe(1);
      expect(warnings[0]).toMatch(/^open-letter:/);
      expect(warnings[0]).toContain(`${name}="${value}"`);
    });
