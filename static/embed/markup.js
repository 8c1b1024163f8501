// Markup in a backend's answer, made into the trees of blocks that the widget builds. What a tree
// cannot say is left out: no script, no style, no attribute but a link's and an image's address.

import { markdown } from 'open-letter-adapter-files';

/** Puts trees and texts in the place of `{"html": "…"}` and `{"markdown": "…"}`. */
export async function readMarkup(value, name) {
  if (Array.isArray(value)) return Promise.all(value.map((item) => readMarkup(item)));
  if (value === null || typeof value !== 'object') return value;
  const members = Object.entries(value);
  const [[kind, text] = []] = members;
  if (members.length === 1 && typeof text === 'string' && (kind === 'html' || kind === 'markdown')) {
    const html = kind === 'html' ? text : (await markdown()).toHtml(text);
    const root = parse(html);
    return name === 'body' ? blocks(root) : flat(root.textContent);
  }
  return Object.fromEntries(await Promise.all(members.map(async ([key, item]) => [key, await readMarkup(item, key)])));
}

/** Reads HTML without running, loading or showing any of it. */
function parse(html) {
  try {
    // Its own list would drop images and elements of no known name with their words; ours follows.
    return Document.parseHTML(html, { sanitizer: {} }).body;
  } catch {
    // An older browser, or none that may.
  }
  try {
    return new DOMParser().parseFromString(html, 'text/html').body;
  } catch {
    // Under Trusted Types that allow nothing, the words are left, in their paragraphs.
    const body = document.createElement('div');
    const text = html
      .replace(/<!--[^]*?-->|<(script|style|template|title)\b[^]*?<\/\1\s*>/gi, '')
      .replace(/<\/(p|h[1-6]|li|div|blockquote|pre|tr)\s*>/gi, '\n\n')
      .replace(/<[^>]*>/g, '');
    for (const part of entities(text).split(/\n\s*\n/)) {
      const paragraph = document.createElement('p');
      paragraph.textContent = part;
      body.append(paragraph);
    }
    return body;
  }
}

const NAMED = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: '\u00a0' };

function entities(text) {
  return text.replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z]+));/gi, (whole, decimal, hex, name) => {
    const code = decimal ? Number(decimal) : hex ? parseInt(hex, 16) : 0;
    if (code > 0 && code <= 0x10ffff) return String.fromCodePoint(code);
    return NAMED[name?.toLowerCase()] ?? whole;
  });
}

/** White space as HTML has it: one that does not break is none. */
const narrow = (text) => text.replace(/[\t\n\f\r ]+/g, ' ');
const flat = (text) => narrow(text).trim();

/** Elements that are never read, whatever stands in them. */
const SILENT = 'head,script,style,template,noscript,iframe,object,embed,svg,math,form,button,input,select,textarea,video,audio,canvas,dialog,link,meta,title';
/** A form's own `matches` may be one of its fields. */
const silent = (element) => Element.prototype.matches.call(element, SILENT);
const HEADINGS = { H1: 2, H2: 2, H3: 3, H4: 4, H5: 4, H6: 4 };
const MARKS = { B: 'strong', STRONG: 'strong', I: 'emphasis', EM: 'emphasis', CITE: 'emphasis' };
/** How deep trees go: the widget reads 64 levels, and each block takes up to four of them. */
const MAX_DEPTH = 10;

/** The blocks of an element's content. Inline content that stands alone becomes a paragraph. */
function blocks(element, depth = 0) {
  const found = [];
  let loose = [];
  const flush = () => {
    const content = trimmed(loose);
    if (content.length) found.push({ type: 'paragraph', content });
    loose = [];
  };
  for (const node of element.childNodes) {
    const made = node.nodeType === 1 && !silent(node) ? block(node, depth) : undefined;
    if (made) {
      flush();
      found.push(...made);
    } else loose.push(...inline(node, depth));
  }
  flush();
  return found;
}

/** What a block element becomes; nothing where it is an inline one. */
function block(node, depth) {
  const name = node.nodeName;
  if (depth > MAX_DEPTH) return paragraphs(flat(node.textContent));
  if (HEADINGS[name]) return worded({ type: 'heading', level: HEADINGS[name] }, node, depth);
  switch (name) {
    case 'P':
    case 'DT':
    case 'SUMMARY':
    case 'FIGCAPTION':
      // An image on its own stands in a paragraph as often as not.
      return node.querySelector('img') ? blocks(node, depth + 1) : worded({ type: 'paragraph' }, node, depth);
    case 'UL':
    case 'OL': {
      const items = [...node.children].filter((item) => !silent(item)).map((item) => blocks(item, depth + 1));
      return [{ type: 'list', ordered: name === 'OL', items: items.filter((item) => item.length) }];
    }
    case 'BLOCKQUOTE':
      return [{ type: 'quote', content: blocks(node, depth + 1) }];
    case 'HR':
      return [{ type: 'rule' }];
    case 'PRE':
      return node.textContent.trim() ? [{ type: 'paragraph', content: [{ type: 'code', text: node.textContent }] }] : [];
    case 'IMG':
      return image(node);
    case 'TR':
      return paragraphs([...node.cells].map((cell) => flat(cell.textContent)).filter(Boolean).join(' · '));
    case 'ADDRESS': case 'ARTICLE': case 'ASIDE': case 'CENTER': case 'DD': case 'DETAILS': case 'DIV': case 'DL':
    case 'FIGURE': case 'FOOTER': case 'HEADER': case 'MAIN': case 'NAV': case 'PICTURE': case 'SECTION':
    case 'TABLE': case 'TBODY': case 'THEAD': case 'TFOOT':
      return blocks(node, depth + 1);
  }
}

const paragraphs = (text) => (text ? [{ type: 'paragraph', content: [{ type: 'text', text }] }] : []);

function worded(made, node, depth) {
  const content = trimmed([...node.childNodes].flatMap((child) => inline(child, depth + 1)));
  return content.length ? [{ ...made, content }] : [];
}

function image(node) {
  const src = address(node.getAttribute('src'), ['http:', 'https:']);
  return src ? [{ type: 'image', src, alt: flat(node.alt || '') }] : [];
}

/** The inline pieces of a node. */
function inline(node, depth) {
  if (node.nodeType === 3) return node.data ? [{ type: 'text', text: narrow(node.data) }] : [];
  if (node.nodeType !== 1 || silent(node)) return [];
  if (node.nodeName === 'BR' || depth > MAX_DEPTH) return [{ type: 'text', text: flat(node.textContent) || ' ' }];
  if (node.nodeName === 'IMG') return node.alt ? [{ type: 'text', text: flat(node.alt) }] : [];
  if (node.nodeName === 'CODE') return [{ type: 'code', text: node.textContent }];
  const content = [...node.childNodes].flatMap((child) => inline(child, depth + 1));
  const href = node.nodeName === 'A' && address(node.getAttribute('href'), ['http:', 'https:', 'mailto:']);
  if (href) return [{ type: 'link', href, content }];
  const type = MARKS[node.nodeName];
  return type && content.length ? [{ type, content }] : content;
}

/** White space at the ends of a line is none. */
function trimmed(content) {
  const blank = (piece) => piece?.type === 'text' && !piece.text.trim();
  while (blank(content[0])) content.shift();
  while (blank(content.at(-1))) content.pop();
  return content;
}

/** An absolute address that can do no harm. */
function address(text, schemes) {
  try {
    const url = new URL(text);
    return schemes.includes(url.protocol) ? url.href.replace(/\s/g, '%20') : '';
  } catch {
    return '';
  }
}
