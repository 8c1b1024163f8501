// The studio's own script: takes what is chosen, and shows what follows from it. The letter needs
// none of it. Nothing is kept but in the page's address.
import { annotate, build, follow, query, read, reset, restore, showFitting, suggest } from './choices.js';
import { hex, passes, written } from './contrast.js';
import { measure } from './measure.js';
import { review } from './policy.js';
import { Preview } from './preview.js';
import { element, sentence } from './sentence.js';
import { copyable, write } from './snippets.js';
import { declarations } from './styles.js';
import { DEMO, embedOf } from './tag.js';
import { word, words } from './words.js';

const byId = (id) => document.getElementById(id);
const page = document.documentElement;
const form = byId('choices');
const base = new URL('..', import.meta.url).href;
const PAIRS = ['button', 'running', 'quiet', 'accented', 'surfaced'];

/** What is known of the place where this page lies, and of the letter that is shown. */
const site = { base, known: false, served: true, release: null, link: undefined };
let embed;
let chosen;

const preview = new Preview(byId('frame'), {
  changed: () => requestAnimationFrame(weigh),
  failed: ({ code, message }) => say('failed', { code, message }),
  scaled(width, scale) {
    const percent = Math.round(scale * 100);
    const key = percent < 100 ? 'scale' : 'full';
    document.querySelector('.scale').replaceChildren(...sentence(words[key], { width, percent }));
  },
});

function say(key, values) {
  byId('letter-says').replaceChildren(...sentence(words[key], values));
}

/** Puts this page itself into the language and the colours that are chosen. */
function dress() {
  chosen = read(form);
  const { lang, scheme } = chosen;
  page.lang = lang;
  page.dir = lang === 'ar' ? 'rtl' : 'ltr';
  page.dataset.scheme = scheme;
  for (const place of document.querySelectorAll('[data-word]')) place.textContent = word(place.dataset.word);
  for (const place of document.querySelectorAll('[data-label]')) place.setAttribute('aria-label', word(place.dataset.label));
  for (const place of document.querySelectorAll('[data-title]')) place.title = word(place.dataset.title);
  showFitting(document, chosen);
  annotate(form);
}

/** Shows everything that follows from what is chosen. */
function update() {
  dress();
  if (!site.known) return;
  const asked = embedOf(chosen, { ...site, link: undefined });
  if (embed?.src !== asked.src || embed?.adapter !== asked.adapter) {
    site.link = undefined;
    tellOfLetter(asked);
  }
  embed = embedOf(chosen, site);
  const styles = declarations(chosen);
  preview.show({ ...chosen, embed, styles });
  write(embed, chosen, styles, chosen.lang);
  review(embed, chosen.way);
  for (const link of document.querySelectorAll('[data-leads]')) link.href = embed[link.dataset.leads] ?? embed.src;
}

function tellOfLetter({ src }) {
  if (chosen.backend === 'demo') return site.served ? byId('letter-says').replaceChildren() : say('demo_static');
  say(asksFor(src) ? 'asking' : 'no_address');
}

/** Whether this is the letter that somebody named, and no demo in its place. */
function asksFor(src) {
  const wanted = chosen.src.trim();
  return chosen.backend !== 'demo' && URL.canParse(wanted) && new URL(wanted).href === src;
}

/** Measures the colours of the letter as it stands there, and says how well they can be read. */
function weigh() {
  const { letter } = preview;
  const there = letter?.shadowRoot?.querySelector('[part]');
  const measured = there ? measure(letter) : null;
  const cell = (mode, pair) => {
    const value = measured?.[mode] && measured[mode].pairs[pair];
    if (!measured || !measured[mode]) return element('td', { textContent: '–' });
    if (value === null) return element('td', { className: 'absent' }, ...sentence(words.not_here));
    if (value === undefined) return element('td', {}, ...sentence(words.unread));
    const key = passes(value) ? 'pass' : 'fail';
    return element('td', { className: key }, element('bdi', { textContent: written(value) }), ' ', ...sentence(words[key]));
  };
  const rows = PAIRS.map((pair) => {
    const head = element('th', { scope: 'row' }, ...sentence(words[pair]));
    return element('tr', {}, head, cell('light', pair), cell('dark', pair));
  });
  byId('contrast').tBodies[0].replaceChildren(...rows);
  suggest(form, measured && { light: measured.light?.found, dark: measured.dark?.found }, chosen.theme);
  const failing = measured ? PAIRS.filter((pair) => ['light', 'dark'].some((mode) => measured[mode]?.pairs[pair] && !passes(measured[mode].pairs[pair]))) : [];
  conclude(measured, failing);
  stamp(measured);
  learn(letter);
}

/** The stamp on the envelope has the letter's accent. */
function stamp(measured) {
  const of = (name) => {
    const [light, dark] = ['light', 'dark'].map((mode) => measured?.[mode]?.found[name]).map((found) => found && hex(found));
    return light || dark ? `light-dark(${light ?? dark}, ${dark ?? light})` : '';
  };
  const { style } = document.querySelector('.stamp');
  style.setProperty('--stamp', of('accent'));
  style.setProperty('--on-stamp', of('on-accent'));
}

/** Says the sum of it, once it differs: this is read out. */
function conclude(measured, failing) {
  const says = byId('contrast-says');
  const key = failing.join() || 'none';
  if (!measured || says.dataset.of === key) return;
  says.dataset.of = key;
  says.classList.toggle('fail', failing.length > 0);
  const list = (index) => failing.map((pair) => words[pair][index]).join(index ? '، ' : ', ');
  const [en, ar] = failing.length ? words.some_fail : words.all_pass;
  says.replaceChildren(...sentence([en.replace('{pairs}', list(0)), ar.replace('{pairs}', list(1))]));
}

/** Takes from a letter what it says of itself: its title, and the page that is its own. */
function learn(element) {
  const letter = element?.letter;
  if (!letter || !asksFor(embed.src)) return;
  say('shown', { title: letter.title });
  if (letter.url && site.link !== letter.url) {
    site.link = letter.url;
    update();
  }
}

function change({ target }) {
  follow(form, target);
  const said = query(form);
  history.replaceState(null, '', `${said ? `?${said}` : location.pathname}${location.hash}`);
  update();
}

async function json(address) {
  const answer = await fetch(new URL(address, base));
  if (answer.ok) return answer.json();
  // What is not read would keep its connection.
  await answer.body?.cancel();
  throw new Error(String(answer.status));
}

build(form);
const narrow = matchMedia('(max-width: 63.99rem)').matches;
// On a phone one begins with a phone's width, and nothing long stands open.
for (const width of document.getElementsByName('width')) width.checked = width.defaultChecked = width.value === (narrow ? 'phone' : 'column');
document.querySelector('#figure-page details').open = !narrow;
restore(form, location.search);
dress();
copyable(byId('copy-says'));

// A slider and a colour tell while they move; an address only once it is whole.
form.addEventListener('input', (event) => event.target.type !== 'url' && event.target.name !== 'adapter' && change(event));
form.addEventListener('change', change);
for (const outside of [...form.elements].filter((field) => !form.contains(field))) outside.addEventListener('change', change);
form.addEventListener('submit', (event) => event.preventDefault());
form.addEventListener('click', ({ target }) => {
  const { back } = target.dataset;
  if (!back) return;
  const slider = form.elements.namedItem(back);
  delete slider.dataset.set;
  slider.focus();
  change({ target: form });
});
byId('begin-again').addEventListener('click', () => {
  reset(form);
  change({ target: form });
});
byId('letter-choice').addEventListener('click', ({ target }) => {
  if (target.getAttribute('href') !== '#check') return;
  byId('check-src').value = chosen.src;
  byId('check-preset').value = chosen.adapter;
});
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', weigh);
byId('policy-form').addEventListener('input', () => embed && review(embed, chosen.way));
byId('policy-form').addEventListener('submit', (event) => event.preventDefault());
byId('check-form').addEventListener('submit', async (event) => {
  event.preventDefault();
  const { tryAdapter } = await import('../check.js');
  await tryAdapter(event.target);
});

// Where this page lies decides what the demo can be, so nothing is shown of it before.
[site.served, site.release] = await Promise.all([
  json(`v1/letters/${DEMO}/count`).then(() => true, () => false),
  json('embed/1/release.json').catch(() => null),
]);
for (const place of document.querySelectorAll('.release')) place.textContent = site.release?.version ?? '';
const fixed = document.querySelector('[name=version][value=fixed]');
fixed.disabled = !site.release;
if (!site.release) form.elements.namedItem('version').value = 'moving';
site.known = true;
update();
