// Sentences in both languages. The stylesheet shows the one that the page's `lang` names, so a
// switch of language changes nothing else.

/** A sentence's nodes, with values in the place of its gaps. */
export const sentence = ([english, arabic], values = {}) => inBoth(filled(english, values), filled(arabic, values));

/** The same of nodes that are there already. */
export const inBoth = (en, ar) => [element('span', { className: 'en' }, ...en), element('span', { className: 'ar' }, ...ar)];

/** A sentence's parts: words, `code` between backticks, and values in the place of their gaps. */
export function filled(template, values) {
  return template.split('`').map((part, index) => {
    const parts = part.split(/(\{\w+\})/).map((piece) => {
      const name = /^\{(\w+)\}$/.exec(piece)?.[1];
      return name in values ? element('bdi', { textContent: values[name] }) : piece;
    });
    return index % 2 ? element('code', { dir: 'ltr' }, ...parts) : element('span', {}, ...parts);
  });
}

/** An element with its properties and what stands in it. */
export function element(name, properties, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}
