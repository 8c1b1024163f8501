// The texts that people copy: the tag, the frame, the link, the stylesheet, a whole page. Pure:
// choices come in, text goes out.

/** The letter that is shown until somebody names another. */
export const DEMO = 'keep-nhs-code-open';

/** The themes that come with the widget, beside its default. */
export const THEMES = ['civic', 'literary', 'campaign'];

/** How each view signs unless told otherwise. */
export const usualSign = (view) => (view === 'card' || view === 'button' ? 'dialog' : 'inline');

const whole = (text) => {
  try {
    const url = new URL(text.trim());
    return /^https?:$/.test(url.protocol) ? url.href : '';
  } catch {
    return '';
  }
};

/**
 * What is embedded, by what was chosen on a studio that lies at `base`. `served` tells that a
 * server of ours stands there, `release` is `release.json`, and `link` is the page of the letter
 * as the letter itself names it. Without a whole address the demo's letter stands in.
 */
export function embedOf(choices, { base, served, release, link }) {
  const fixed = choices.version === 'fixed' && release;
  const folder = `${base}embed/${fixed ? release.version : 1}/`;
  const named = choices.backend !== 'demo' && whole(choices.src);
  const letter = named ? others(choices, named, link) : demo(base, served);
  const stylesheet = choices.look === 'url' ? whole(choices.stylesheet) : THEMES.includes(choices.look) && `${folder}themes/${choices.look}.css`;
  const { view, sign, theme } = choices;
  return {
    ...letter,
    folder,
    integrity: fixed ? release.integrity?.['open-letter.js'] : undefined,
    stylesheet: stylesheet || undefined,
    view: view === 'letter' ? undefined : view,
    sign: view === 'count' || sign === usualSign(view) ? undefined : sign,
    theme: theme === 'auto' ? undefined : theme,
  };
}

function demo(base, served) {
  if (!served) return { src: `${base}demo/`, adapter: `${base}demo/adapter.json`, link: `${base}demo/` };
  const link = `${base}letters/${DEMO}`;
  return { src: `${base}v1/letters/${DEMO}`, link, frame: `${link}/embed` };
}

function others({ backend, adapter }, src, link) {
  if (backend === 'adapter') return { src, adapter: adapter.trim() || undefined, link };
  // Our protocol keeps a letter's own page beside its data.
  const page = src.includes('/v1/letters/') ? src.replace('/v1/letters/', '/letters/').replace(/[?#].*$/, '') : undefined;
  return { src, link: link ?? page, frame: page && `${page}/embed` };
}

/** Text as it stands between the quotes of an attribute. */
export const escaped = (text) => text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');

const attributes = (list) =>
  list.filter(([, value]) => value !== undefined).map(([name, value]) => (value === true ? name : `${name}="${escaped(value)}"`));

/** A start tag, an attribute to a line where there are several. */
function opened(name, flags, list) {
  const lines = attributes(list);
  if (!flags.length && lines.length < 2) return `<${[name, ...lines].join(' ')}>`;
  return `<${[name, ...flags].join(' ')}\n${lines.map((line) => `  ${line}`).join('\n')}>`;
}

const loader = ({ folder, integrity }) => [
  ['src', `${folder}open-letter.js`],
  ['integrity', integrity],
  ['crossorigin', integrity && 'anonymous'],
];

const settings = ({ adapter, view, sign, theme, stylesheet }) => [
  ['adapter', adapter],
  ['view', view],
  ['sign', sign],
  ['theme', theme],
  ['stylesheet', stylesheet],
];

/** The link that people see without script. */
export const plainLink = ({ link, src }, words) => `<a href="${escaped(link ?? src)}">\n  ${escaped(words)}</a>`;

/** The script, and the element with the link inside. */
export function pair(embed, words) {
  const script = `${opened('script', ['async'], loader(embed))}</script>`;
  const element = opened('open-letter', [], [['src', embed.src], ...settings(embed)]);
  return `${script}\n${element}\n${indented(plainLink(embed, words))}\n</open-letter>`;
}

/** One tag alone, with the link beside it. */
export function single(embed, words) {
  const data = settings(embed).map(([name, value]) => [`data-${name}`, value]);
  return `${opened('script', ['async'], [...loader(embed), ['data-letter', embed.src], ...data])}</script>\n${plainLink(embed, words)}`;
}

/** The hosted page in a frame, or nothing where the backend has none. */
export function iframe({ frame, folder, integrity }, title, sized) {
  if (!frame) return '';
  const list = [['src', frame], ['title', title], ['width', '100%'], ['height', '720'], ['loading', 'lazy']];
  const tag = `${opened('iframe', [], list)}</iframe>`;
  // Its hash is not printed: it is listed for the loader, and this script only sizes a frame.
  return sized ? `${tag}\n<script async src="${escaped(`${folder}frame-parent.js`)}"></script>` : tag;
}

/** The stylesheet that says what was chosen, or nothing where nothing was. */
export function css(declarations) {
  const lines = Object.entries(declarations).map(([name, value]) => `  --open-letter-${name}: ${value};`);
  return lines.length ? `open-letter {\n${lines.join('\n')}\n}` : '';
}

/** A page to begin with. */
export function page(body, style, { lang, dir, title }) {
  const sheet = style ? `\n    <style>\n${indented(indented(indented(style)))}\n    </style>` : '';
  return `<!doctype html>
<html lang="${lang}"${dir === 'rtl' ? ' dir="rtl"' : ''}>
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <title>${escaped(title)}</title>${sheet}
  </head>
  <body>
${indented(indented(body))}
  </body>
</html>`;
}

const indented = (text) => text.split('\n').map((line) => `  ${line}`).join('\n');
