// Where the element's files are, for a bundler: it sees `new URL` and `import()` only where their
// texts stand written out. It stands in the place of static/embed/files.js.

/** The Wasm. A bundler may give it another name, and leaves its bytes alone. */
export const module = {
  get href() {
    return new URL('./open-letter.wasm', import.meta.url).href;
  },
  integrity: __WASM__,
};

/** The script beside it, whose address is known once it did not come. */
export const boot = {
  href: '',
  async load() {
    try {
      return await import('./boot.js');
    } catch (error) {
      // Browsers and bundlers name it in their own sentences; a script that is not bundled lies
      // beside this one. It is no `new URL`, which a bundler would take for a file to be shipped.
      this.href = /https?:[^\s)]+/.exec(error?.message)?.[0] ?? import.meta.url.replace(/[^/]*$/, 'boot.js');
      throw error;
    }
  },
};
