// The loader: the one script that a host page runs. It defines <open-letter> at once, and loads
// the rest when a letter comes near the reader, so that a page pays nothing for a letter that
// nobody scrolls to.
import { OpenLetterElement, configure } from './element.js';
import { script } from 'open-letter-files';

// The first version on a page serves all of it.
if (!customElements.get('open-letter')) {
  const queued = self.OpenLetter;
  self.OpenLetter = { configure, push: configure, version: __VERSION__ };
  // An element of the page with that id would be found under the name too.
  if (Array.isArray(queued)) queued.forEach(configure);
  customElements.define('open-letter', OpenLetterElement);
}

// One tag alone: the element stands where the script stands.
for (const tag of script ? [script] : document.querySelectorAll('script[data-letter]')) {
  if (!tag.dataset.letter || tag.openLetter) continue;
  const letter = (tag.openLetter = document.createElement('open-letter'));
  for (const { name, value } of tag.attributes)
    if (name.startsWith('data-')) letter.setAttribute(name === 'data-letter' ? 'src' : name.slice(5), value);
  tag.after(letter);
}
