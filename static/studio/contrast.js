// How well one colour can be read on another, as WCAG 2.2 counts it. Pure: colours come in as
// text, ratios and verdicts go out.

/** What words on a ground need for AA, at the size of running text. */
export const AA = 4.5;

const HEX = /^#(?:[\da-f]{3,4}|[\da-f]{6}|[\da-f]{8})$/i;
const NAMES = { black: [0, 0, 0, 1], white: [1, 1, 1, 1], transparent: [0, 0, 0, 0] };

/** A number or a percentage of `whole`, as a part of one. */
const part = (text, whole) => (text.endsWith('%') ? parseFloat(text) / 100 : parseFloat(text) / whole);

const within = (value) => Math.min(1, Math.max(0, value));

/**
 * Reads a colour: hexadecimal digits, or what browsers say that a colour has become. Gives red,
 * green, blue and alpha, each 0 to 1, or null where it is none of these.
 */
export function colour(text) {
  const trimmed = String(text ?? '').trim().toLowerCase();
  if (HEX.test(trimmed)) return hexadecimal(trimmed.slice(1));
  const call = /^(rgba?|color)\(([^()]*)\)$/.exec(trimmed);
  if (!call) return Object.hasOwn(NAMES, trimmed) ? [...NAMES[trimmed]] : null;
  const words = call[2].split(/[\s,/]+/).filter(Boolean);
  const whole = call[1] === 'color' ? 1 : 255;
  if (call[1] === 'color' && words.shift() !== 'srgb') return null;
  const [red, green, blue, alpha = '1'] = words;
  if (blue === undefined || words.length > 4) return null;
  const none = (word) => (word === 'none' ? '0' : word);
  const parts = [red, green, blue].map((word) => part(none(word), whole)).concat(part(none(alpha), 1));
  return parts.some(Number.isNaN) ? null : parts.map(within);
}

function hexadecimal(digits) {
  const pairs = digits.length < 5 ? [...digits].map((digit) => digit + digit) : digits.match(/../g);
  const parts = pairs.map((pair) => parseInt(pair, 16) / 255);
  return parts.length < 4 ? [...parts, 1] : parts;
}

/** A colour as six hexadecimal digits, without its alpha. */
export const hex = ([red, green, blue]) =>
  `#${[red, green, blue].map((part) => Math.round(part * 255).toString(16).padStart(2, '0')).join('')}`;

/** What is seen where one colour lies over another. */
export function over(top, ground) {
  const alpha = top[3] + ground[3] * (1 - top[3]);
  if (!alpha) return [0, 0, 0, 0];
  const mixed = [0, 1, 2].map((i) => (top[i] * top[3] + ground[i] * ground[3] * (1 - top[3])) / alpha);
  return [...mixed, alpha];
}

/** How bright a colour is to the eye: 0 is black, 1 is white. */
export function luminance([red, green, blue]) {
  const linear = (part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
}

/** The contrast of a colour on an opaque ground: 1 to 21. */
export function ratio(ink, ground) {
  const [one, other] = [over(ink, ground), ground].map(luminance);
  return (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
}

/** The ratio cut to two digits, never rounded up: 4.499 must not read as 4.5. */
export const written = (value) => (Math.floor(value * 100 + 1e-9) / 100).toFixed(2);

/** Whether the ratio is enough. */
export const passes = (value, least = AA) => value >= least;
