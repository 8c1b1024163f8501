// Defines <open-letter>. Imported on a server, it does nothing.
import { OpenLetterElement, configure, version } from './open-letter.js';

// The first version on a page serves all of it.
if (globalThis.customElements && !customElements.get('open-letter')) {
  customElements.define('open-letter', OpenLetterElement);
  const queued = globalThis.OpenLetter;
  globalThis.OpenLetter = { configure, push: configure, version };
  // An element of the page with that id would be found under the name too.
  if (Array.isArray(queued)) queued.forEach(configure);
}
