// Where the files are that only letters from other backends need, when they are served from one
// folder. The npm package has a module of its own in this one's place. Names and hashes are the
// build's.
const at = (file) => new URL(file, import.meta.url).href;

/** The Wasm that knows what adapter documents mean. */
export const module = { href: at(__ADAPTER_WASM__[0]), integrity: __ADAPTER_WASM__[1] };

/** The reader of Markdown, checked on arrival like everything that the loader loads. */
export async function markdown() {
  const href = at(__MARKDOWN__[0]);
  const integrity = __MARKDOWN__[1];
  if (navigator.vendor.startsWith('Apple')) await fetch(href, { integrity });
  const link = document.createElement('link');
  if (link.relList.supports('modulepreload'))
    await new Promise((onload, onerror) => {
      Object.assign(link, { rel: 'modulepreload', href, integrity, crossOrigin: '', onload, onerror });
      document.head.append(link);
    });
  return import(href);
}
