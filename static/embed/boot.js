// Joins the elements on a page to the one Wasm instance that serves them all. The loader imports
// it once the first letter comes near; the build bundles the glue and the stylesheet into it.
import * as wasm from 'open-letter-glue';
import styles from 'open-letter-style';
import { interpreter, locales, preset, proving, signing, stylesheet } from 'open-letter-places';
import { asker } from './ask.js';

export { trapForTests } from 'open-letter-glue';

const letters = new Map();
const warned = new Set();
const choices = {
  __proto__: null,
  view: /^(letter|card|button|count)$/,
  sign: /^(inline|dialog)$/,
  theme: /^(auto|light|dark)$/,
  loading: /^(lazy|eager)$/,
  'page-size': /^([1-9]\d?|1\d\d|200)$/,
};
let options;
let configured;
let explain;
let file;
let strings;
let adapters;
let sheet;
let depth;
let dead = false;

export async function start(module, ...given) {
  let preload;
  [configured, explain, preload] = given;
  file = module.url;
  // Some servers do not know the type of Wasm, without which it cannot be compiled as it comes in.
  const streams = /wasm/.test(module.headers.get('content-type'));
  const compiled = streams ? WebAssembly.compileStreaming(module) : WebAssembly.compile(await module.arrayBuffer());
  wasm.initSync({ module: await compiled });
  wasm.bring(
    asker(async (call, signal) => {
      const { default: perform } = await interpreter(preload);
      return perform(call, signal, adapters[call.url]);
    }, () => proving(preload)),
  );
  try {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(styles);
  } catch {
    sheet = undefined; // An older browser: the file is linked instead.
  }
  configured.push = (more) => {
    configured[configured.length] = more;
    refit();
  };
  refit();
  new MutationObserver(refit).observe(document, { subtree: true, attributeFilter: ['lang'] });
  depth = wasm.depth();
  addEventListener('error', ({ error }) => (error ? watch(error) : setTimeout(sound)));
  addEventListener('unhandledrejection', (event) => watch(event.reason));
  return {
    attach,
    detach,
    refresh,
    openSign,
    async sign(element, values) {
      const { default: sign } = await signing(preload);
      return sign(element, values, dead ? undefined : letters.get(element)?.stage, fill);
    },
  };
}

/** Brings every letter up to date with its attributes and with what the page has configured. */
function refit() {
  // Nothing is taken from what a page has done to the prototype of all objects.
  options = { __proto__: null };
  strings = {};
  adapters = { __proto__: null };
  for (const given of configured) {
    // What is no data, the Wasm could not read.
    const more = JSON.parse(JSON.stringify(given) ?? null);
    Object.assign(options, more);
    Object.assign(adapters, more?.adapters);
    for (const lang in more?.strings) strings[lang] = { ...strings[lang], ...more.strings[lang] };
  }
  for (const [element, { live }] of letters) attach(element, live);
}

/** Puts the letter on its element, or brings it up to date with the attributes. */
function attach(element, live) {
  if (dead) return;
  if (!element.getAttribute('src')) return detach(element);
  const known = letters.get(element);
  if (known) {
    wasm.update(known.id, settings(element));
    return dress(element, known);
  }
  const root = element.shadowRoot || element.attachShadow({ mode: 'open' });
  // What a server has rendered stays until there is something better, and what a page's own
  // stylesheet is still to change is not shown before it has.
  const before = !!root.querySelector('.open-letter');
  const place = document.createElement('div');
  const letter = { live, root, before, place, ready: false };
  letters.set(element, letter);
  letter.id = wasm.mount((what, detail) => tell(element, letter, what, detail), place, settings(element));
  letter.stage = place.firstChild;
  live.internals ??= element.attachInternals?.();
  live.letter = () => wasm.letter(letter.id);
  dress(element, letter);
  if (!before && !letter.link) enter(element, letter);
}

/** What the widget has to say to its element. */
function tell(element, letter, what, detail) {
  const { live } = letter;
  if (what === 'focus' && !letter.place) return focus(letter, detail);
  if (what === 'focus') {
    letter.spot = detail;
    return enter(element, letter);
  }
  if (what === 'state') {
    const [bits, count] = detail;
    live.count = count;
    live.state = bits & 8 ? 'signed' : bits & 2 ? 'open' : bits & 4 ? 'closed' : bits & 16 ? 'failed' : 'loading';
    return show(live.internals?.states, bits);
  }
  if (what === 'ready' || what === 'error') live.release = void live.release?.();
  if (what === 'ready' || (what === 'error' && !letter.before)) {
    letter.ready = true;
    enter(element, letter);
  }
  if (what === 'error' && detail.code === 'network' && live.state === 'failed' && !settings(element).adapter)
    return explain(settings(element).src).catch(([code, message]) => {
      detail.code = code;
      detail.message = code === 'csp' ? message : message.slice(0, -1) + ', or lacks the header Access-Control-Allow-Origin.';
      say(element, what, detail);
    });
  say(element, what, detail);
}

/** Tells the page, once the Wasm has finished its turn: listeners may want to know more of it. */
function say(element, what, detail) {
  const event = new CustomEvent('open-letter-' + what, { detail, bubbles: true, composed: true });
  queueMicrotask(() => element.dispatchEvent(event));
}

/** Custom states, where the browser has them; older ones want two hyphens before the name. */
function show(states, bits) {
  for (const [bit, name] of [[1, 'loading'], [2, 'open'], [4, 'closed'], [8, 'signed']])
    try {
      bits & bit ? states?.add(name) : states?.delete(name);
    } catch {
      states[bits & bit ? 'add' : 'delete']('--' + name);
    }
}

/** Moves the focus to what the selector finds, through the dialog around it. */
function focus({ root }, selector) {
  const found = root.querySelector(selector);
  const dialog = found?.closest('dialog');
  if (dialog && !dialog.open) {
    // Safari focuses no button that is clicked, and the focus goes back to where it was.
    if (document.activeElement === document.body) root.querySelector('[part~=sign-button]')?.focus();
    dialog.showModal?.();
    if (!('closedBy' in dialog)) dialog.onclick = beside;
  }
  found?.focus();
}

/** A press beside the dialog closes it, where the browser does not know `closedby`. */
function beside({ target, currentTarget, clientX, clientY }) {
  const { left, right, top, bottom } = currentTarget.getBoundingClientRect();
  const inside = clientX >= left && clientX <= right && clientY >= top && clientY <= bottom;
  if (target === currentTarget && !inside) target.close();
}

/** Takes the place of what stood there, in one task, with what was typed into it. */
function enter(element, letter) {
  const { root, before, place, stage, link } = letter;
  if (!place || link !== letter.worn) return;
  if (before) {
    if (!letter.ready) return;
    // Nobody is broken off who does not want to be led somewhere.
    if (root.activeElement && !letter.spot) return root.addEventListener('focusout', () => setTimeout(enter, 0, element, letter), { once: true });
    keep(root, stage);
  }
  letter.place = undefined;
  const stays = [...root.querySelectorAll('link')].filter((old) => old === link);
  for (const old of [...root.childNodes]) if (!stays.includes(old)) old.remove();
  if (sheet) root.adoptedStyleSheets = [sheet];
  else root.prepend(Object.assign(document.createElement('link'), { rel: 'stylesheet', href: stylesheet }));
  root.append(stage);
  if (letter.spot) focus(letter, letter.spot);
}

const fields = ':is(input,select,textarea)';

/** Carries what was typed over to the fields of the same names. */
function keep(root, stage) {
  for (const { name, type, checked, value } of root.querySelectorAll(fields + '[name]')) {
    const field = type !== 'hidden' && stage.querySelector(`${fields}[name="${name}"]`);
    if (!field) continue;
    // A box that stands on no page yet is not ticked by a click.
    if (type !== 'checkbox') field.value === value || fill(field, value);
    else if (field.checked !== checked) {
      field.checked = checked;
      field.dispatchEvent(new InputEvent('input', { bubbles: true }));
    }
  }
}

/** Types into a field. */
function fill(field, value) {
  field.value = value;
  field.dispatchEvent(new InputEvent('input', { bubbles: true }));
}

/** Puts the page's own stylesheet over the default one. The one before stays until the next has
 * come, and one that nobody waits for any more goes at once. */
function dress(element, letter) {
  const { root, worn } = letter;
  letter.stage.style.colorScheme = { light: 'light', dark: 'dark' }[choice(element, 'theme')] ?? '';
  const wanted = asked(element, 'stylesheet');
  const href = wanted ? absolute(wanted) : '';
  if (href === (letter.link?.href ?? '')) return;
  if (letter.link !== worn) letter.link.remove();
  const there = href && [...root.querySelectorAll('link')].find((link) => link.href === href);
  const link = (letter.link = there || (href ? Object.assign(document.createElement('link'), { rel: 'stylesheet', href }) : undefined));
  const wear = () => {
    if (letter.link !== link) return;
    if (worn !== link) worn?.remove();
    letter.worn = link;
    enter(element, letter);
    return true;
  };
  if (there || !link) return wear();
  link.onload = wear;
  link.onerror = () => {
    if (wear()) explain(href, 'css').catch(([code, message]) => say(element, 'error', { code, message }));
  };
  root.append(link);
}

/** Takes the letter off its element, whose children stand there again. */
function detach(element) {
  const known = letters.get(element);
  letters.delete(element);
  if (!known || dead) return;
  wasm.release(known.id);
  // What is still under way for it finds nothing to do.
  known.place = known.link = undefined;
  known.live.release?.();
  Object.assign(known.live, { release: null, state: null, count: null, letter: null });
  show(known.live.internals?.states, 0);
  known.root.replaceChildren(document.createElement('slot'));
}

function refresh(element) {
  if (!dead && letters.has(element)) wasm.refresh(letters.get(element).id);
}

function openSign(element) {
  if (!dead && letters.has(element)) wasm.openSign(letters.get(element).id);
}

function settings(element) {
  const get = (name) => asked(element, name);
  for (const name in choices) choice(element, name);
  return {
    src: absolute(get('src')),
    adapter: adapterDocument(get('adapter')),
    lang: nearestLang(element) ?? options.lang,
    pageSize: get('page-size'),
    view: get('view'),
    sign: get('sign'),
    locales,
    strings,
  };
}

/** An attribute's value or the page's default. */
function asked(element, name) {
  const value = element.getAttribute(name) ?? options[name === 'page-size' ? 'pageSize' : name];
  return value == null ? value : String(value);
}

/** The same of those that have a few values alone. One that is unknown is told once. */
function choice(element, name) {
  const value = asked(element, name);
  if (!value || choices[name].test(value)) return value;
  const text = `open-letter: ${name}="${value}" is not known, so the default is used.`;
  if (!warned.has(text)) console.warn(text);
  warned.add(text);
}

/** The address of an adapter document, or the name under which the page has brought one. */
function adapterDocument(adapter) {
  if (!adapter || adapter === 'native') return '';
  const own = adapters[adapter];
  if (own) return typeof own === 'string' ? absolute(own) : adapter;
  return /^[a-z][\w.-]*$/.test(adapter) && !adapter.endsWith('.json') ? preset(adapter) : absolute(adapter);
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
  const lang = element.closest('[lang]:not([lang=""])')?.getAttribute('lang');
  const root = element.getRootNode();
  return lang ?? (root instanceof ShadowRoot ? nearestLang(root.host) : undefined);
}

/** After a trap the instance is in no known state: no letter may enter it again. */
function watch(error) {
  if (!self.WebAssembly || !(error instanceof WebAssembly.RuntimeError)) return;
  const stack = String(error.stack);
  if (stack.includes(file) || stack.includes(import.meta.url)) die();
}

/** WebKit does not say which error a script of another origin has thrown. Where it was ours, it
 * has left the stack in disorder. */
function sound() {
  try {
    if (wasm.depth() === depth) return;
  } catch {
    // It traps again.
  }
  die();
}

function die() {
  if (dead) return;
  dead = true;
  for (const [element, { root }] of letters) {
    for (const type of ['click', 'input', 'change', 'focusout', 'submit']) root.addEventListener(type, leave, true);
    for (const notice of root.querySelectorAll('[part=crashed]')) notice.hidden = false;
    say(element, 'error', { code: 'crashed', message: 'The widget has stopped; the form sends itself to the hosted page.' });
  }
}

/** Keeps an event from the dead instance. The browser's own doing, such as sending the form, goes on. */
function leave(event) {
  const { type, target, currentTarget } = event;
  event.stopImmediatePropagation();
  // Without an address of its own, the form would go to the page around it.
  if (type === 'submit' && !target.hasAttribute('action') && target.method !== 'dialog') event.preventDefault();
  if (type === 'click' && target.part.contains('sign-button')) focus({ root: currentTarget }, 'form input');
}
