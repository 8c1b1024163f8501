// A browser's tab by classic WebDriver, the protocol that the engines' own drivers speak. The
// scenarios need a dozen of its calls, which is less than a client library weighs.
import { setTimeout as pause } from 'node:timers/promises';
import { sentence } from './page-side.js';

// How the protocol writes "this is an element" into JSON.
const ELEMENT = 'element-6066-11e4-a52e-4f735466cecf';
const PATIENCE = 30_000;

/** What a key is called in the protocol. */
const KEYS = { Tab: '\uE004', Enter: '\uE007', Escape: '\uE00C' };

/** The element is not there yet, was just made anew, or is not ready for a hand. */
const PASSING = new Set([
  'element click intercepted',
  'element not interactable',
  'no such element',
  'stale element reference',
]);

async function call(method, url, body) {
  const answer = await fetch(url, {
    method,
    headers: { 'Content-Type': 'application/json; charset=utf-8' },
    body: body && JSON.stringify(body),
  });
  const { value } = await answer.json();
  if (answer.ok) return value;
  const message = `${method} ${new URL(url).pathname}: ${value.error}: ${value.message}`;
  throw Object.assign(new Error(message), { code: value.error });
}

/** Opens a browser through the driver at `endpoint`. */
export async function openTab(endpoint, capabilities) {
  const created = await call('POST', `${endpoint}/session`, { capabilities: { alwaysMatch: capabilities } });
  const at = `${endpoint}/session/${created.sessionId}`;
  const post = (path, body = {}) => call('POST', at + path, body);
  await post('/timeouts', { script: 60_000, pageLoad: 120_000, implicit: 0 });

  const evaluate = (run, ...args) => post('/execute/sync', { script: `return ${sentence(run, args)}`, args: [] });

  /** Finds an element, and brings it into sight: not every driver scrolls what is inside a dialog. */
  async function find(selector) {
    const found = await evaluate((selector) => {
      const [element] = deep(selector);
      element?.scrollIntoView({ block: 'center', behavior: 'instant' });
      return element;
    }, selector);
    if (found) return found[ELEMENT];
    throw Object.assign(new Error(`${selector} is not there`), { code: 'no such element' });
  }

  /** Does something to an element, as soon as it is there and lets itself be used. */
  async function use(selector, deed) {
    const until = Date.now() + PATIENCE;
    for (;;)
      try {
        return await deed(`/element/${await find(selector)}`);
      } catch (error) {
        if (!PASSING.has(error.code) || Date.now() > until) throw error;
        await pause(100);
      }
  }

  /** Uses a keyboard or a mouse, wherever the focus or the pointer is. */
  const act = (type, actions) => post('/actions', { actions: [{ type, id: type, actions }] });

  return {
    version: `${created.capabilities.browserName} ${created.capabilities.browserVersion}`,
    goto: (url) => post('/url', { url }),
    url: () => call('GET', `${at}/url`),
    evaluate,
    click: (selector) => use(selector, (element) => post(`${element}/click`)),
    type: (selector, text) => use(selector, (element) => post(`${element}/value`, { text })),
    press: (key) => act('key', ['keyDown', 'keyUp'].map((type) => ({ type, value: KEYS[key] }))),
    clickAt: (x, y) =>
      act('pointer', [
        { type: 'pointerMove', x, y },
        { type: 'pointerDown', button: 0 },
        { type: 'pointerUp', button: 0 },
      ]),
    close: () => call('DELETE', at),
  };
}
