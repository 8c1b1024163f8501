// The element. It is there before the Wasm is, and does everything that a page may ask for by
// then: it waits, and asks again when the Wasm has come.
import { boot, module } from 'open-letter-files';
import { explain, forbids } from './explain.js';

const options = {};
// What a page has configured. Once the Wasm is there, it hears of what is added.
const configured = [];
let app;

/** Sets what holds for every letter on the page, unless its own attributes say otherwise. */
export function configure(more) {
  Object.assign(options, more);
  configured.push(more);
}

const load = () =>
  (app ??= (async () => {
    if (!self.WebAssembly) throw ['wasm_unsupported', 'This browser has no WebAssembly.'];
    const wasm = fetch(module.href, module); // Its `integrity` is what counts here.
    wasm.catch(() => {}); // Told below, after the script, whose failure says more.
    const { start } = await boot.load().catch(() => explain(boot.href, 'javascript'));
    const response = await wasm.catch(() => explain(module.href, ''));
    return start(response, configured, explain, boot.preload).catch((error) => {
      throw error instanceof WebAssembly.CompileError ? forbids('script-src', "'wasm-unsafe-eval'") : error;
    });
  })().catch((error) => {
    app = undefined; // What failed once may be asked for again.
    throw error;
  }));

// `lang` is a property of every element.
const names = ['lang', 'src', 'adapter', 'view', 'sign', 'theme', 'stylesheet', 'loading', 'page-size'];

// Node has no elements, and imports the npm package all the same.
export class OpenLetterElement extends (globalThis.HTMLElement ?? Object) {
  static observedAttributes = names;
  #watch;
  #app;
  // What the widget tells of itself.
  #live = {};

  connectedCallback() {
    if (this.#app) return this.#sync();
    this.#hold();
    if ((this.loading ?? options.loading) === 'eager') return this.#start();
    const start = () => this.#start();
    const near = new IntersectionObserver((entries) => entries.some((e) => e.isIntersecting) && start(), {
      rootMargin: '100% 0px',
    });
    near.observe(this);
    const abort = new AbortController();
    for (const type of ['focusin', 'pointerover']) this.addEventListener(type, start, abort);
    this.#watch = () => (near.disconnect(), abort.abort());
  }

  disconnectedCallback() {
    this.#watch = this.#watch?.();
    // Whoever moves an element removes it first and puts it back in the same task.
    queueMicrotask(() => this.isConnected || this.#sync());
  }

  attributeChangedCallback() {
    if (this.loading === 'eager' && this.#watch) this.#start();
    this.#sync();
  }

  // A screen is held for the letter, which is hardly ever shorter: who jumps to it would
  // otherwise be thrown past it when it comes, and see what follows pushed away.
  #hold() {
    const { style } = this;
    // Buttons, cards and counts are smaller.
    if (!this.src || this.shadowRoot || style.minBlockSize || /^[bc]/.test(this.view ?? options.view)) return;
    // Nothing is shown that the page hides.
    const inline = getComputedStyle(this).display === 'inline';
    if (inline) style.display = 'block';
    style.minBlockSize = '100vh';
    this.#live.release = () => ((style.minBlockSize = ''), inline && (style.display = ''));
  }

  /** A copy of the letter, in the native protocol's words; null before it is there. */
  get letter() {
    return this.#live.letter?.() ?? null;
  }

  /** The count that is shown; null before it is known. */
  get count() {
    return this.#live.count ?? null;
  }

  /** One word: idle, loading, open, closed, signed or failed. */
  get state() {
    return this.#live.state || 'idle';
  }

  /** Loads the letter anew. */
  refresh() {
    return this.#ask('refresh');
  }

  /** Leads the visitor to the form. */
  openSign() {
    return this.#ask('openSign');
  }

  /** Fills the form and sends it off. Answers the status; what is refused is thrown. Frameworks
   * set properties, so that the attribute can be set under the name too. */
  get sign() {
    return async (values) => {
      const app = await this.#start();
      if (app) return app.sign(this, values);
      throw Object.assign(new Error('The widget could not be loaded.'), { code: 'unavailable' });
    };
  }

  set sign(mode) {
    this.signMode = mode;
  }

  /** Frees everything; the children stand there again. */
  async destroy() {
    this.#watch?.();
    const app = this.#app;
    this.#app = undefined;
    (await app)?.detach(this);
  }

  async #ask(what) {
    (await this.#start())?.[what](this);
  }

  #sync() {
    this.#app?.then((app) => (this.isConnected ? app?.attach(this, this.#live) : app?.detach(this)));
  }

  #start() {
    this.#watch?.();
    if (!this.#app) {
      this.#app = load().catch((error) => {
        this.#app = undefined;
        this.#live.release?.();
        const [code, message] = error.map ? error : ['crashed', '' + error];
        this.dispatchEvent(
          new CustomEvent('open-letter-error', { detail: { code, message }, bubbles: true, composed: true }),
        );
      });
      this.#sync();
    }
    return this.#app;
  }
}

for (const name of names.slice(1))
  // `sign` is a method as well.
  Object.defineProperty(OpenLetterElement.prototype, { sign: 'signMode', 'page-size': 'pageSize' }[name] || name, {
    get() {
      return this.getAttribute(name);
    },
    set(value) {
      value == null ? this.removeAttribute(name) : this.setAttribute(name, value);
    },
  });
