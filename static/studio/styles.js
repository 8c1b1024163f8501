// The widget's custom properties that can be chosen here: their fields, and the stylesheet's
// lines that follow from what stands in those.
import { colour } from './contrast.js';

/** Colours, each with a field for light and one for dark: `accent` and `accent-dark`. */
export const COLOURS = ['accent', 'on-accent', 'text', 'muted', 'surface', 'border', 'danger', 'success', 'focus'];

/** Fonts by the name of the choice. */
export const FONTS = {
  serif: '"Iowan Old Style", "Palatino Linotype", Palatino, Georgia, serif',
  sans: 'system-ui, "Segoe UI", "Helvetica Neue", sans-serif',
  mono: 'ui-monospace, "Cascadia Mono", Menlo, Consolas, monospace',
};

/** Measures, with the bounds of their sliders and what begins them. */
export const MEASURES = {
  'font-size': { least: 14, most: 24, step: 0.5, begin: 17, unit: 'px' },
  'line-height': { least: 1.3, most: 2, step: 0.05, begin: 1.6, unit: '' },
  measure: { least: 24, most: 60, step: 1, begin: 38, unit: 'em' },
  radius: { least: 0, most: 28, step: 1, begin: 6, unit: 'px' },
  space: { least: 0.5, most: 2, step: 0.1, begin: 1, unit: 'em' },
};

/** Every property that may be set on the element. */
export const PROPERTIES = [...COLOURS, 'font', 'heading-font', ...Object.keys(MEASURES)];

/** What a family's name may hold: a name with more would end the declaration. */
const family = (text) => text.replace(/[^\p{L}\p{N} ,.'"-]/gu, '').trim();

/** What is declared, by the properties' names, in the order of their fields. */
export function declarations(values) {
  const all = {};
  for (const name of COLOURS) {
    const [light, dark] = [values[name], values[`${name}-dark`]].map((text) => (colour(text) ? text.trim() : ''));
    if (light && dark && light !== dark) all[name] = `light-dark(${light}, ${dark})`;
    else if (light || dark) all[name] = light || dark;
  }
  for (const name of ['font', 'heading-font']) {
    const chosen = values[name];
    const stack = chosen === 'own' ? family(values[`${name}-own`] ?? '') : FONTS[chosen];
    if (stack) all[name] = stack;
  }
  for (const [name, { unit, least, most }] of Object.entries(MEASURES)) {
    const value = parseFloat(values[name]);
    if (value >= least && value <= most) all[name] = `${value}${unit}`;
  }
  return all;
}
