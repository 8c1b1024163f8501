// Joins the elements on a page to the one Wasm instance that serves them all. The loader imports
// it once the first letter comes near; the build bundles the glue and the stylesheet into it.
import init, { bringInterpreter, mount, update, release, refresh as reload, openSign as lead, trapForTests } from 'open-letter-glue';
import styles from 'open-letter-style';

export { trapForTests };

const letters = new Map();
let locales;
let sheet;
let base;
let dead = false;

export async function start(module, folder, preload) {
  base = folder;
  locales = Object.fromEntries(Object.entries(__LOCALES__).map(([lang, file]) => [lang, new URL(file, base).href]));
  await init({ module_or_path: module });
  bringInterpreter(async (asked, signal) => {
    const [file, integrity] = __ADAPTER__;
    const href = new URL(file, base).href;
    await preload(href, integrity);
    return (await import(href)).default(asked, signal);
  });
  try {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(styles);
  } catch {
    sheet = undefined; // An older browser: `dress` links the file instead.
  }
  new MutationObserver(() => letters.forEach((_, element) => attach(element))).observe(document, {
    subtree: true,
    attributeFilter: ['lang'],
  });
  addEventListener('error', (event) => watch(event.error));
  addEventListener('unhandledrejection', (event) => watch(event.reason));
  return { attach, detach, refresh, openSign };
}

/** Puts the letter on its element, or brings it up to date with the attributes. */
function attach(element) {
  if (dead) return;
  if (!element.getAttribute('src')) return detach(element);
  const known = letters.get(element);
  if (known !== undefined) return update(known, settings(element));
  const root = element.shadowRoot || element.attachShadow({ mode: 'open' });
  dress(root);
  letters.set(element, mount(element, root, settings(element)));
}

/** Takes the letter off its element, whose children stand there again. */
function detach(element) {
  const id = letters.get(element);
  letters.delete(element);
  if (id === undefined || dead) return;
  release(id);
  element.shadowRoot.replaceChildren(document.createElement('slot'));
}

function refresh(element) {
  if (!dead && letters.has(element)) reload(letters.get(element));
}

function openSign(element) {
  if (!dead && letters.has(element)) lead(letters.get(element));
}

function dress(root) {
  root.replaceChildren();
  if (sheet) root.adoptedStyleSheets = [sheet];
  else root.append(Object.assign(document.createElement('link'), { rel: 'stylesheet', href: new URL('open-letter.css', base) }));
}

function settings(element) {
  const src = element.getAttribute('src');
  return {
    src: absolute(src),
    adapter: adapterDocument(element.getAttribute('adapter')),
    lang: nearestLang(element),
    pageSize: element.getAttribute('page-size'),
    locales,
  };
}

/** The address of an adapter document. A plain name is one that comes with the widget. */
function adapterDocument(adapter) {
  if (!adapter || adapter === 'native') return '';
  return /^[a-z][\w.-]*$/.test(adapter) && !adapter.endsWith('.json') ? new URL(`adapters/${adapter}.json`, base).href : absolute(adapter);
}

/** A URL that is none goes on as it is, so that the failure can be told like any other. */
function absolute(url) {
  try {
    return new URL(url, document.baseURI).href;
  } catch {
    return url;
  }
}

/** The language of the page around an element, through the shadow roots that it may stand in. */
function nearestLang(element) {
  for (let node = element; node; node = node.parentNode || node.host) if (node.lang) return node.lang;
}

/** After a trap the instance is in no known state: no letter may enter it again. */
function watch(error) {
  if (dead || !self.WebAssembly || !(error instanceof WebAssembly.RuntimeError)) return;
  if (!String(error.stack).includes(base.href)) return;
  dead = true;
  for (const element of letters.keys()) {
    const root = element.shadowRoot;
    for (const type of ['click', 'input', 'change', 'focusout', 'submit']) root.addEventListener(type, leave, true);
    for (const notice of root.querySelectorAll('[part=crashed]')) notice.hidden = false;
    const detail = { code: 'crashed', message: 'The widget has stopped; the form sends itself to the hosted page.' };
    element.dispatchEvent(new CustomEvent('open-letter-error', { detail, bubbles: true, composed: true }));
  }
}

/** Keeps an event from the dead instance. The browser's own doing, such as sending the form, goes on. */
function leave(event) {
  event.stopImmediatePropagation();
  // Without an address of its own, the form would go to the page around it.
  if (event.type === 'submit' && !event.target.hasAttribute('action')) event.preventDefault();
}
