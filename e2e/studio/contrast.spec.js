// The maths of contrast, natively: no page is opened.
import { test, expect } from '@playwright/test';
import { colour, hex, over, passes, ratio, written } from '../../static/studio/contrast.js';

const between = (ink, ground) => ratio(colour(ink), colour(ground));

test('ratios are those of WCAG', () => {
  expect(between('#000', '#fff')).toBeCloseTo(21, 10);
  expect(between('#fff', '#000')).toBeCloseTo(21, 10);
  expect(between('#808080', '#808080')).toBe(1);
  // Greys that are known to lie on either side of the bound, on white.
  expect(written(between('#767676', '#fff'))).toBe('4.54');
  expect(passes(between('#767676', '#fff'))).toBe(true);
  expect(written(between('#777777', '#fff'))).toBe('4.47');
  expect(passes(between('#777777', '#fff'))).toBe(false);
  expect(written(between('#ff0000', '#ffffff'))).toBe('3.99');
  expect(written(between('#0000ff', '#ffffff'))).toBe('8.59');
});

test('what falls short is never rounded up', () => {
  expect(written(4.4999)).toBe('4.49');
  expect(passes(4.4999)).toBe(false);
  expect(written(4.5)).toBe('4.50');
  expect(passes(4.5)).toBe(true);
  expect(written(21)).toBe('21.00');
});

test('colours are read as people and browsers write them', () => {
  const all = {
    '#fff': [1, 1, 1, 1],
    '#FFFFFF80': [1, 1, 1, 128 / 255],
    '#0f08': [0, 1, 0, 136 / 255],
    ' #336699 ': [0.2, 0.4, 0.6, 1],
    'rgb(51, 102, 153)': [0.2, 0.4, 0.6, 1],
    'rgba(51, 102, 153, 0.5)': [0.2, 0.4, 0.6, 0.5],
    'rgb(51 102 153 / 50%)': [0.2, 0.4, 0.6, 0.5],
    'rgb(20% 40% 60%)': [0.2, 0.4, 0.6, 1],
    'color(srgb 0.2 0.4 0.6 / 0.74)': [0.2, 0.4, 0.6, 0.74],
    'color(srgb none 1.2 -0.1)': [0, 1, 0, 1],
    transparent: [0, 0, 0, 0],
    black: [0, 0, 0, 1],
  };
  for (const [text, parts] of Object.entries(all)) {
    const read = colour(text);
    expect(read, text).not.toBeNull();
    read.forEach((part, index) => expect(part, text).toBeCloseTo(parts[index], 6));
  }
  for (const text of ['', '#', '#12', '#12345', '#ggg', 'reddish', 'rgb(1 2)', 'rgb(a b c)', 'rgb(1 2 3 4 5)', 'oklch(0.7 0.1 200)', 'color(display-p3 1 0 0)', 'constructor', 'rgb(1 2 3) }', null, undefined])
    expect(colour(text), String(text)).toBeNull();
});

test('hexadecimal digits and colours are each other’s image', () => {
  for (const text of ['#000000', '#234a8c', '#fdfbf6', '#ffffff']) expect(hex(colour(text))).toBe(text);
});

test('what is half transparent is judged as it is seen', () => {
  expect(hex(over(colour('rgb(0 0 0 / 0.5)'), colour('#fff')))).toBe('#808080');
  expect(over(colour('transparent'), colour('transparent'))).toEqual([0, 0, 0, 0]);
  expect(between('rgb(0 0 0 / 0.5)', '#fff')).toBeCloseTo(between('#808080', '#fff'), 1);
  expect(over(colour('#fff8'), colour('#0008'))[3]).toBeCloseTo(1 - (1 - 136 / 255) ** 2, 6);
});
