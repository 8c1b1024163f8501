// The loader: the one script that a host page runs. It defines <open-letter> at once, and loads
// the rest when a letter comes near the reader, so that a page pays nothing for a letter that
// nobody scrolls to. What it loads is named and hashed by the build in __ASSETS__.
(() => {
  const current = document.currentScript;
  // A module or a consent manager runs scripts that do not know themselves.
  const own = current || document.querySelector('script[src*="open-letter.js"]');
  const base = new URL('.', own ? own.src : document.baseURI);
  const at = ([file]) => new URL(file, base).href;

  // `import()` takes no integrity, but it finds what a preload with integrity has fetched.
  const preload = (href, integrity) =>
    new Promise((resolve, reject) => {
      const link = document.createElement('link');
      if (!link.relList.supports('modulepreload')) return resolve();
      Object.assign(link, { rel: 'modulepreload', href, integrity, crossOrigin: 'anonymous', onload: resolve });
      link.onerror = () => reject(new Error(href + ' is missing, blocked or altered.'));
      document.head.append(link);
    });

  let app;
  const load = () =>
    (app ??= (async () => {
      if (!self.WebAssembly) throw new Error('This browser has no WebAssembly.');
      const { js, wasm } = __ASSETS__;
      const module = fetch(at(wasm), { integrity: wasm[1] });
      module.catch(() => {}); // Told below, after the script, whose failure says more.
      await preload(at(js), js[1]);
      const { start } = await import(at(js));
      return start(module, base, preload);
    })().catch((error) => {
      app = undefined; // What failed once may be asked for again.
      throw error;
    }));

  const code = (error) =>
    !self.WebAssembly ? 'wasm_unsupported' : error instanceof WebAssembly.CompileError ? 'csp' : 'network';

  class OpenLetter extends HTMLElement {
    static observedAttributes = ['src', 'adapter', 'lang', 'page-size'];
    #watch;
    #app;

    connectedCallback() {
      if (this.#app) return this.#sync();
      this.#hold();
      if (this.getAttribute('loading') === 'eager' || !self.IntersectionObserver) return this.#start();
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
      this.#watch?.();
      // Whoever moves an element removes it first and puts it back in the same task.
      queueMicrotask(() => this.isConnected || this.#sync());
    }

    attributeChangedCallback() {
      this.#sync();
    }

    // A screen is held for the letter, which is hardly ever shorter: who jumps to it would
    // otherwise be thrown past it when it comes, and see what follows pushed away.
    #hold() {
      const { style } = this;
      if (!this.src || style.minBlockSize) return;
      const release = () => (style.display = style.minBlockSize = '');
      style.display = 'block';
      style.minBlockSize = '100vh';
      for (const type of ['ready', 'error']) this.addEventListener('open-letter-' + type, release, { once: true });
    }

    /** Loads the letter anew. */
    refresh() {
      return this.#ask('refresh');
    }

    /** Leads the visitor to the form. */
    openSign() {
      return this.#ask('openSign');
    }

    /** Frees everything; the children stand there again. */
    async destroy() {
      this.#watch?.();
      const app = this.#app;
      this.#app = undefined;
      (await app)?.detach(this);
    }

    #ask(what) {
      return this.#start().then((app) => app?.[what](this));
    }

    #sync() {
      this.#app?.then((app) => (this.isConnected ? app?.attach(this) : app?.detach(this)));
    }

    #start() {
      this.#watch?.();
      if (!this.#app) {
        this.#app = load().catch((error) => {
          this.#app = undefined;
          const detail = { code: code(error), message: error.message };
          this.dispatchEvent(new CustomEvent('open-letter-error', { detail, bubbles: true, composed: true }));
        });
        this.#sync();
      }
      return this.#app;
    }
  }

  for (const name of ['src', 'adapter', 'theme', 'loading', 'page-size'])
    Object.defineProperty(OpenLetter.prototype, name.replace('-s', 'S'), {
      get() {
        return this.getAttribute(name);
      },
      set(value) {
        value == null ? this.removeAttribute(name) : this.setAttribute(name, value);
      },
    });

  customElements.get('open-letter') || customElements.define('open-letter', OpenLetter);

  // One tag alone: the element stands where the script stands.
  for (const script of current ? [current] : document.querySelectorAll('script[data-letter]')) {
    if (!script.dataset.letter || script.openLetter) continue;
    const letter = (script.openLetter = document.createElement('open-letter'));
    for (const { name, value } of script.attributes)
      if (name.startsWith('data-')) letter.setAttribute(name === 'data-letter' ? 'src' : name.slice(5), value);
    script.after(letter);
  }
})();
