// What the documents show. A fenced block says behind its language under which name it is tried;
// blocks of one name are one page: its HTML, the stylesheet and the script beside it, the headers
// that it is sent with, the command that makes a part of it.
import { readFileSync } from 'node:fs';

/** Languages that a browser, or the program, can be given. */
const TRIED = ['html', 'css', 'js', 'http', 'sh'];

/** Those that something else makes HTML of. They are only looked at. */
const TEMPLATES = ['go-html-template', 'liquid', 'astro', 'jsx', 'wikitext'];

/** A line of Markdown that uses a template. */
const isUse = (language, code) => language === 'markdown' && /^\{[{%].*[%}]\}\n$/.test(code);

/** A document's text, by its name in `docs/`. */
export const textOf = (name) => readFileSync(new URL(`../../docs/${name}.md`, import.meta.url), 'utf8');

/** Every block of a document. One that nobody could try is a mistake. */
export function blocks(name, text = textOf(name)) {
  return [...text.matchAll(/^```(\S*)(.*)\n([^]*?)^```$/gm)].map(([, language, said, code]) => {
    const tried = /^ try="([\w-]+)"$/.exec(said)?.[1];
    const known = tried ? TRIED.includes(language) : !said && (TEMPLATES.includes(language) || isUse(language, code));
    if (!known) throw new Error(`${name}.md has a block that no test knows: ${language}${said}\n${code}`);
    return { language, tried, code };
  });
}

/** The pages of a document, by the names of their blocks. */
export function pagesOf(name) {
  const pages = {};
  for (const { language, tried, code } of blocks(name)) {
    if (!tried) continue;
    pages[tried] ??= {};
    if (pages[tried][language]) throw new Error(`${name}.md has two blocks of ${language} for ${tried}`);
    pages[tried][language] = code;
  }
  return pages;
}

/** What a document shows to be put into templates. */
export const templatesOf = (name) => blocks(name).filter(({ language }) => TEMPLATES.includes(language));

/** A header as it is written: its name and its value. */
export const headersIn = (text) => Object.fromEntries(text.trim().split('\n').map((line) => /^([\w-]+): (.+)$/.exec(line).slice(1)));
