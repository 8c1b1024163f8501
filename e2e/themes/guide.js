// What docs/theming.md shows. A fenced block says behind its language how it is tried:
//
//   check      what it changes, as `part property value`, several of them with `; ` between
//   in         where CSS stands: in the `page` (the default) or in the element's `stylesheet`
//   name       what a stylesheet is called, for the block that asks for it by `stylesheet`
//   tag, set   an attribute of the element, or of the page's root, as `name=value`
//   scheme     which colour scheme the reader prefers; `media`: what the page is shown on
//   status     the letter's own
//   do         what is done before looking: `openSign` or `sign`
import { readFile } from 'node:fs/promises';

const guide = new URL('../../docs/theming.md', import.meta.url);
export const text = await readFile(guide, 'utf8');

/** Every block of CSS or HTML, with what its first line says and the heading above it. */
export function blocks() {
  const found = [];
  let heading = '';
  for (const [, title, language, said, code] of text.matchAll(/^#+ (.+)$|^```(css|html)\b(.*)\n([^]*?)^```$/gm)) {
    if (title) heading = title;
    else found.push({ heading, language, code, ...Object.fromEntries([...said.matchAll(/(\w+)="([^"]*)"/g)].map((pair) => pair.slice(1))) });
  }
  return found;
}

/** What a block is said to change. */
export const checks = ({ check = '' }) =>
  check.split('; ').filter(Boolean).map((one) => /^(\S+) (\S+) (.+)$/.exec(one).slice(1));

/** The parts in the table below a picture, in their order. */
export function legend(picture) {
  const after = text.slice(text.indexOf(`(theming/${picture}.png)`)).split(/\n#|\n!/)[0];
  return [...after.matchAll(/^\| \d+ \| `([\w-]+)` \|/gm)].map(([, part]) => part);
}
