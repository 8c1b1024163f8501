// Where the loader's files are, when they are served from the folder that it comes from. The npm
// package has a module of its own in this one's place. Names and hashes are the build's.
const { currentScript } = document;

/** The loader's own tag. A module or a consent manager runs scripts that do not know themselves,
 * and an image of that name may stand in the document's way. */
export const script = currentScript instanceof HTMLScriptElement && currentScript;

const own = script || document.querySelector('script[src*="open-letter.js"]');
const at = (file) => new URL(file, own ? own.src : document.baseURI).href;
const { js, wasm } = __ASSETS__;

// `import()` takes no integrity, but it finds what a preload with integrity has fetched. WebKit
// preloads without looking at it; there, what is about to come from its cache is checked before.
const preload = async (href, integrity) => {
  if (navigator.vendor.startsWith('Apple')) await fetch(href, { integrity });
  const link = document.createElement('link');
  if (link.relList.supports('modulepreload'))
    await new Promise((onload, onerror) => {
      Object.assign(link, { rel: 'modulepreload', href, integrity, nonce: own?.nonce, crossOrigin: '', onload, onerror });
      (document.head ?? document.documentElement).append(link);
    });
};

/** The Wasm. */
export const module = { href: at(wasm[0]), integrity: wasm[1] };

/** The script beside it. */
export const boot = {
  href: at(js[0]),
  async load() {
    await preload(this.href, js[1]);
    return import(this.href);
  },
  preload,
};
