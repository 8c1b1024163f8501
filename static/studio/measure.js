// The colours that a letter really has on its page, in light and in dark, and what they make of
// each other.
import { colour, over, ratio } from './contrast.js';

const MODES = ['light', 'dark'];

/** What is compared, by the parts that show it. The first part that is there is taken. */
const PAIRS = {
  button: ['sign-button', 'submit'],
  running: ['paragraph', 'standfirst', 'title', 'label', 'count'],
  quiet: ['meta', 'hint', 'signatory-role', 'optional'],
  accented: ['addressee', 'callout-label', 'more', 'action'],
  surfaced: ['takeaways', 'callout'],
};

/** The custom properties, by the names under which the default stylesheet works with them. */
const OWN = ['accent', 'on-accent', 'muted', 'surface', 'border', 'danger', 'success', 'focus'];

/**
 * Measures a letter while its page is light, and while it is dark. Gives `{ light, dark }`, each
 * `{ pairs, found }`, or null for what its page never is (`data-only`): `pairs` maps a name to a
 * ratio, to null where the view does not show it, or to undefined where a colour cannot be read;
 * `found` maps custom properties to colours.
 */
export function measure(letter) {
  const root = letter.ownerDocument.documentElement;
  const before = root.style.colorScheme;
  const still = hold(letter.shadowRoot);
  const measured = {};
  for (const mode of MODES) {
    if ((root.dataset.only ?? mode) !== mode) {
      measured[mode] = null;
      continue;
    }
    // Nothing is painted in between, so nobody sees it.
    root.style.colorScheme = mode;
    measured[mode] = inOneMode(letter);
  }
  root.style.colorScheme = before;
  still();
  return measured;
}

/** Keeps colours from fading to each other while they are read. */
function hold(shadow) {
  const { CSSStyleSheet } = shadow.ownerDocument.defaultView;
  const sheet = new CSSStyleSheet();
  sheet.replaceSync('* { transition: none !important; }');
  shadow.adoptedStyleSheets = [...shadow.adoptedStyleSheets, sheet];
  return () => {
    shadow.adoptedStyleSheets = shadow.adoptedStyleSheets.filter((other) => other !== sheet);
  };
}

function inOneMode(letter) {
  const shadow = letter.shadowRoot;
  const style = (element) => letter.ownerDocument.defaultView.getComputedStyle(element);
  const pairs = {};
  for (const [name, parts] of Object.entries(PAIRS)) {
    const element = parts.map((part) => shadow.querySelector(`[part~="${part}"]`)).find(Boolean);
    if (!element) {
      pairs[name] = null;
      continue;
    }
    const ground = groundUnder(element, style);
    const ink = seen(style(element).color);
    pairs[name] = ground && ink ? ratio(ink, ground) : undefined;
  }
  return { pairs, found: ownColours(shadow, style) };
}

/** What the custom properties come to, read off an element that is gone before anything is painted. */
function ownColours(shadow, style) {
  const place = shadow.querySelector('.open-letter');
  if (!place) return {};
  const probe = place.appendChild(shadow.ownerDocument.createElement('i'));
  const found = {};
  for (const name of OWN) {
    probe.style.color = `var(--${name}, transparent)`;
    const ink = seen(style(probe).color);
    if (ink?.[3]) found[name] = over(ink, groundUnder(place, style) ?? [1, 1, 1, 1]);
  }
  probe.remove();
  const text = seen(style(place).color);
  return text ? { ...found, text } : found;
}

/** The colour behind an element: all grounds that lie under it, down to the first opaque one. */
function groundUnder(element, style) {
  const layers = [];
  for (let node = element; node; node = parent(node)) {
    const layer = seen(style(node).backgroundColor);
    if (!layer) return null;
    layers.push(layer);
    if (layer[3] === 1) break;
  }
  // Under everything lies the browser's own canvas.
  const canvas = style(element.ownerDocument.documentElement).colorScheme.includes('dark') ? [0.07, 0.07, 0.07, 1] : [1, 1, 1, 1];
  return layers.reduceRight((ground, layer) => over(layer, ground), canvas);
}

const parent = (node) => node.assignedSlot ?? node.parentElement ?? node.getRootNode().host ?? null;

/** A colour as computed. What is written in another space is painted, and the paint is read. */
function seen(text) {
  return colour(text) ?? painted(text);
}

let brush;

function painted(text) {
  brush ??= Object.assign(document.createElement('canvas'), { width: 1, height: 1 }).getContext('2d', { willReadFrequently: true });
  brush.clearRect(0, 0, 1, 1);
  // What is no colour leaves the one that was there, and then nothing is painted.
  brush.fillStyle = 'transparent';
  brush.fillStyle = text;
  brush.fillRect(0, 0, 1, 1);
  const [red, green, blue, alpha] = brush.getImageData(0, 0, 1, 1).data;
  return alpha ? [red, green, blue, alpha].map((part) => part / 255) : null;
}
