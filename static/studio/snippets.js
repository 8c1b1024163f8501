// What is copied: the texts for what was chosen, and the buttons that copy them.
import { element, sentence } from './sentence.js';
import { css, iframe, page, pair, plainLink, single } from './tag.js';
import { word, words } from './words.js';

const byId = (id) => document.getElementById(id);

/** Writes the texts for an embed. */
export function write(embed, { way, sized }, declarations, lang) {
  const call = word('call');
  const framed = iframe(embed, word('page_title'), sized);
  const tag = {
    pair: () => pair(embed, call),
    single: () => single(embed, call),
    iframe: () => framed || plainLink(embed, call),
    link: () => plainLink(embed, call),
  }[way]();
  const scripted = way === 'pair' || way === 'single';
  const style = scripted ? css(declarations) : '';
  put('tag-text', tag, embed);
  put('css-text', style, embed);
  put('page-text', page(tag, style, { lang, dir: document.documentElement.dir, title: word('page_title') }), embed);
  byId('figure-css').hidden = !style;
  const says = way === 'iframe' && (framed ? 'frame_keeps' : 'no_frame');
  byId('way-says').replaceChildren(...(says ? sentence(words[says]) : []));
}

/** Puts a text up, a line to a block, with the addresses of one's own set apart. */
export function put(id, text, { folder }) {
  const base = new URL('../..', folder).href.replace(/\/$/, '');
  const lines = text.split('\n').map((line, index, all) => {
    const parts = `${line}${index < all.length - 1 ? '\n' : ''}`.split(base);
    const nodes = parts.flatMap((part, at) => (at ? [element('span', { className: 'origin', textContent: base }), part] : [part]));
    return element('span', { className: 'line' }, ...nodes);
  });
  byId(id).replaceChildren(...lines);
}

async function copy(code) {
  try {
    await navigator.clipboard.writeText(code.textContent);
    return 'copied';
  } catch {
    // No clipboard here (plain http, or refused): the text is selected instead.
    code.closest('details')?.setAttribute('open', '');
    getSelection().selectAllChildren(code);
    return 'selected';
  }
}

/** Lets every button that names a text copy it. */
export function copyable(says) {
  for (const button of document.querySelectorAll('[data-copies]')) {
    let settle;
    button.addEventListener('click', async () => {
      const outcome = await copy(byId(button.dataset.copies));
      button.dataset.state = outcome;
      says.textContent = button.querySelector(`.${outcome} .${document.documentElement.lang}`).textContent;
      clearTimeout(settle);
      settle = setTimeout(() => {
        delete button.dataset.state;
        says.textContent = '';
      }, 4000);
    });
  }
}
