// Where the files are that only letters from other backends need, for a bundler. It stands in the
// place of static/embed/adapter-files.js.

/** The Wasm that knows what adapter documents mean. */
export const module = {
  href: new URL('./adapter.wasm', import.meta.url).href,
  integrity: __ADAPTER_WASM__,
};

/** The reader of Markdown. */
export const markdown = () => import('./markdown.js');
