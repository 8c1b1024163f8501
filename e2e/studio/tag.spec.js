// The texts that are copied, made natively: no page is opened.
import { test, expect } from '@playwright/test';
import { css, embedOf, escaped, iframe, page, pair, plainLink, single } from '../../static/studio/tag.js';
import { COLOURS, MEASURES, PROPERTIES, declarations } from '../../static/studio/styles.js';

const BASE = 'https://letters.example/';
const CHOSEN = { backend: 'demo', src: '', adapter: '', view: 'letter', sign: 'inline', theme: 'auto', look: 'default', stylesheet: '', version: 'moving' };
const RELEASE = { version: '1.2.3', integrity: { 'open-letter.js': 'sha384-tea' } };
const of = (choices, site) => embedOf({ ...CHOSEN, ...choices }, { base: BASE, served: true, release: RELEASE, ...site });

test('what is as usual is not written down', () => {
  expect(pair(of({}), 'Read it')).toBe(`<script async
  src="https://letters.example/embed/1/open-letter.js"></script>
<open-letter src="https://letters.example/v1/letters/keep-nhs-code-open">
  <a href="https://letters.example/letters/keep-nhs-code-open">
    Read it</a>
</open-letter>`);
  expect(single(of({}), 'Read it')).toBe(`<script async
  src="https://letters.example/embed/1/open-letter.js"
  data-letter="https://letters.example/v1/letters/keep-nhs-code-open"></script>
<a href="https://letters.example/letters/keep-nhs-code-open">
  Read it</a>`);
  for (const view of ['card', 'button']) expect(pair(of({ view, sign: 'dialog' }), '')).not.toContain('sign=');
  expect(pair(of({ view: 'count', sign: 'dialog' }), '')).not.toContain('sign=');
});

test('what was chosen is', () => {
  const embed = of({ view: 'card', sign: 'inline', theme: 'dark', look: 'civic' });
  for (const part of ['view="card"', 'sign="inline"', 'theme="dark"', 'stylesheet="https://letters.example/embed/1/themes/civic.css"']) {
    expect(pair(embed, '')).toContain(part);
    expect(single(embed, '')).toContain(` data-${part}`);
  }
  const other = of({ backend: 'adapter', src: 'https://api.example/tea', adapter: 'pocketbase', look: 'url', stylesheet: 'https://style.example/a.css' });
  expect(pair(other, '')).toContain('src="https://api.example/tea"\n  adapter="pocketbase"\n  stylesheet="https://style.example/a.css"');
});

test('a fixed version bears its integrity, and the moving one none', () => {
  expect(pair(of({ version: 'fixed' }), '')).toContain('src="https://letters.example/embed/1.2.3/open-letter.js"\n  integrity="sha384-tea"\n  crossorigin="anonymous"');
  expect(pair(of({}), '')).not.toContain('integrity');
  expect(pair(of({ version: 'fixed' }, { release: null }), '')).toContain('/embed/1/');
});

test('a letter of ours has a page and a frame, another backend has what its letter says', () => {
  const ours = of({ backend: 'letter', src: 'https://a.example/sub/v1/letters/tea?x=1' });
  expect(ours).toMatchObject({ link: 'https://a.example/sub/letters/tea', frame: 'https://a.example/sub/letters/tea/embed' });
  expect(iframe(ours, 'A title', true)).toBe(`<iframe
  src="https://a.example/sub/letters/tea/embed"
  title="A title"
  width="100%"
  height="720"
  loading="lazy"></iframe>
<script async src="https://letters.example/embed/1/frame-parent.js"></script>`);
  expect(iframe(ours, 'A title', false)).not.toContain('script');
  const theirs = of({ backend: 'adapter', src: 'https://api.example/tea', adapter: 'static' }, { link: 'https://tea.example/letter' });
  expect(iframe(theirs, '', true)).toBe('');
  expect(plainLink(theirs, 'Read it')).toContain('https://tea.example/letter');
});

test('until an address is whole, the demo stands in', () => {
  for (const src of ['', 'https', 'letters.example/a', 'javascript:alert(1)', 'data:text/html,a', '//a.example'])
    expect(of({ backend: 'letter', src }).src, src).toBe('https://letters.example/v1/letters/keep-nhs-code-open');
});

test('on a web space without a server, the demo is a file', () => {
  const embed = of({}, { served: false, base: 'https://pages.example/tea/' });
  expect(embed).toMatchObject({
    src: 'https://pages.example/tea/demo/',
    adapter: 'https://pages.example/tea/demo/adapter.json',
    link: 'https://pages.example/tea/demo/',
  });
  expect(embed.frame).toBeUndefined();
});

test('nothing that was typed leaves its place', () => {
  const hostile = '"><script>alert(1)</script>&amp;';
  expect(escaped(hostile)).toBe('&quot;>&lt;script>alert(1)&lt;/script>&amp;amp;');
  const embed = of({ backend: 'adapter', src: `https://api.example/?a=${hostile}`, adapter: hostile, look: 'url', stylesheet: `https://a.example/${hostile}` });
  for (const text of [pair(embed, hostile), single(embed, hostile), page(pair(embed, hostile), '', { lang: 'en', dir: 'ltr', title: hostile })])
    expect(text.match(/<script/g)).toHaveLength(1);
  const values = Object.fromEntries([...PROPERTIES, ...COLOURS.map((name) => `${name}-dark`)].map((name) => [name, '1px; } body { display: none; } /*']));
  Object.assign(values, { font: 'own', 'font-own': 'Tea; } body { display: none', 'heading-font': 'own', 'heading-font-own': '"; } </style>' });
  for (const value of Object.values(declarations(values))) expect(value).not.toMatch(/[;{}<>]/);
});

test('declarations follow the fields', () => {
  expect(declarations({})).toEqual({});
  expect(declarations({ accent: '#123456', 'accent-dark': '#abcdef', text: '#111', 'muted-dark': '#999', border: 'reddish' })).toEqual({
    accent: 'light-dark(#123456, #abcdef)',
    text: '#111',
    muted: '#999',
  });
  expect(declarations({ accent: '#123456', 'accent-dark': '#123456' })).toEqual({ accent: '#123456' });
  expect(declarations({ font: 'serif', 'heading-font': 'own', 'heading-font-own': 'Vollkorn, serif' })).toMatchObject({ 'heading-font': 'Vollkorn, serif', font: expect.stringContaining('Georgia') });
  expect(declarations({ radius: '0', measure: '40', 'font-size': '18.5', 'line-height': '1.5' })).toEqual({ radius: '0px', measure: '40em', 'font-size': '18.5px', 'line-height': '1.5' });
  for (const [name, { least, most }] of Object.entries(MEASURES)) for (const value of [least - 1, most + 1, 'a', '']) expect(declarations({ [name]: String(value) })).toEqual({});
  expect(css({})).toBe('');
  expect(css({ accent: '#123456', radius: '0px' })).toBe('open-letter {\n  --open-letter-accent: #123456;\n  --open-letter-radius: 0px;\n}');
});

test('every custom property that can be chosen is one that the default stylesheet reads', async () => {
  const { readFile, readdir } = await import('node:fs/promises');
  const folder = new URL('../../static/themes/default/', import.meta.url);
  const texts = await Promise.all((await readdir(folder)).map((name) => readFile(new URL(name, folder), 'utf8')));
  for (const name of PROPERTIES) expect(texts.join(), name).toContain(`--open-letter-${name}`);
});
