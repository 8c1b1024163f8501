// What a page does to its own globals, prototypes and names must not make the widget load anything
// from elsewhere; where it cannot work, the children stay.
import { test, expect } from '../support/scenario.js';

const STRANGE = 'http://127.0.0.1:9/';

/** Opens the page with its malice, and gives where else anybody was asked. */
async function open({ page, host, server }, malice, arg) {
  const strange = [];
  page.on('request', (request) => {
    const { origin, protocol } = new URL(request.url());
    if (protocol.startsWith('http') && ![server.origin, host.origin].includes(origin)) strange.push(request.url());
  });
  await page.addInitScript(([malice, arg]) => {
    const run = () => new Function(`return ${malice}`)()(arg);
    window.beforeTheLoader = run;
  }, [String(malice), arg ?? STRANGE]);
  await page.route('**/hostile-page/nothing.js', (route) => route.fulfill({ contentType: 'text/javascript', body: 'beforeTheLoader()' }));
  await page.goto(host.page('hostile-page', { script: 'nothing.js' }));
  return strange;
}

const put = (html) => new Function(`document.body.insertAdjacentHTML('afterbegin', ${JSON.stringify(html)})`);

/** What it survives: it is read and signed as anywhere. */
const HARMLESS = {
  'a picture called currentScript': put('<img name="currentScript" src="data:,">'),
  'a form called currentScript': put('<form name="currentScript"></form>'),
  'a form with the id OpenLetter': put('<form id="OpenLetter"><input name="push"></form>'),
  'links with the id OpenLetter': put('<a id="OpenLetter" href="http://127.0.0.1:9/"></a><a id="OpenLetter" name="push"></a>'),
  'pictures with the names of what a document has': put('<img name="lang" src="data:,"><img name="host" src="data:,"><img name="parentNode" src="data:,"><img name="hidden" src="data:,"><img name="activeElement" src="data:,">'),
  'a form around it, with fields of such names': () => {
    const form = document.createElement('form');
    for (const name of ['lang', 'host', 'part', 'attributes', 'closest', 'getRootNode']) form.append(Object.assign(document.createElement('input'), { name }));
    const letter = document.querySelector('open-letter');
    letter.before(form);
    form.append(letter);
  },
  'a base elsewhere': put('<base href="http://127.0.0.1:9/">'),
  'options on the prototype of all objects': (strange) => {
    const all = { stylesheet: `${strange}a.css`, adapter: `${strange}a.json`, src: `${strange}letter`, url: `${strange}u`, view: 'count', loading: 'lazy', nonce: 'x', test: 'x' };
    for (const [name, value] of Object.entries(all)) Object.prototype[name] = value;
    Object.prototype.adapters = { native: `${strange}native.json` };
    Object.prototype.strings = { en: { submit: 'Polluted' } };
  },
  'a fetch of its own': () => {
    const { fetch } = window;
    window.fetch = function (...args) {
      return fetch.apply(this, args);
    };
  },
  'registries of its own': () => {
    const define = customElements.define;
    customElements.define = function (...args) {
      return define.apply(this, args);
    };
  },
  'a loop over arrays that finds more': () => {
    Array.prototype.more = 'more';
    Array.prototype.toJSON = () => 'nonsense';
    Object.defineProperty(Array.prototype, 'remove', { value: () => {}, enumerable: true });
  },
  'a queue that is none': () => {
    window.OpenLetter = { push: 'me', length: 3, 0: { stylesheet: 'http://127.0.0.1:9/a.css' } };
  },
  'options that are nonsense': () => {
    window.OpenLetter = [null, undefined, 7, 'text', [], { strings: 7 }, { strings: { en: null, ar: 'x' } }, { adapters: 'none' }, { view: {}, pageSize: [] }, { strings: { en: { submit: Symbol('x'), title: () => {} } } }];
  },
};

for (const [what, malice] of Object.entries(HARMLESS))
  test(`${what}: it works, and asks nobody else`, async ({ page, host, server, letter, counted, heard }) => {
    const strange = await open({ page, host, server }, malice);
    await expect(letter.count).toHaveText('236 signatures so far');
    await letter.sign();
    expect(await counted()).toBe(237);
    expect(await heard.codes()).toEqual([]);
    expect(strange).toEqual([]);
  });

/** What it cannot work under: the children stay. */
const FATAL = {
  'a fetch that answers from elsewhere': (strange) => {
    window.fetch = async () => new Response(`import '${strange}evil.js'`, { headers: { 'Content-Type': 'text/javascript' } });
  },
  'requests that bear another integrity': () => {
    Object.prototype.integrity = 'sha256-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=';
  },
  'promises that never come': () => {
    Promise.prototype.then = () => new Promise(() => {});
  },
  'no such name can be defined': () => {
    customElements.define = () => {};
  },
  'another library has the name already': () => {
    customElements.define('open-letter', class extends HTMLElement {});
  },
  'no WebAssembly': () => {
    delete window.WebAssembly;
  },
  'a WebAssembly of its own': () => {
    window.WebAssembly = { compile: async () => ({}), compileStreaming: async () => ({}), CompileError: Error, RuntimeError: Error };
  },
};

test.describe('under', () => {
  for (const [what, malice] of Object.entries(FATAL))
    test(`${what}, the children stay, and nobody else is asked`, async ({ page, host, server, letter }) => {
      const strange = await open({ page, host, server }, malice);
      await page.waitForLoadState('networkidle');
      await page.mouse.wheel(0, 50);
      await expect(page.getByRole('link', { name: 'Read and sign the open letter' })).toBeVisible();
      await expect(letter.form).toHaveCount(0);
      expect(strange).toEqual([]);
    });
});

test('a document without a head: it works', async ({ page, host, server, letter }) => {
  const strange = await open({ page, host, server }, () => document.head.remove());
  await letter.sign();
  expect(strange).toEqual([]);
});

test('what was there first under the name is left alone', async ({ page, host, server }) => {
  await open({ page, host, server }, () => {
    customElements.define('open-letter', class extends HTMLElement { mine = true });
    window.OpenLetter = { mine: true };
  });
  expect(await page.evaluate(() => [document.querySelector('open-letter').mine, window.OpenLetter.mine])).toEqual([true, true]);
});
