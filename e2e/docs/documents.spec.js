// All documents for readers: their links lead somewhere, and their codes and words are ours.
import { existsSync, readFileSync, statSync } from 'node:fs';
import { test, expect } from '@playwright/test';
import { blocks, pagesOf, textOf } from './blocks.js';

const NAMES = ['README', 'embed', 'events-and-methods', 'csp', 'privacy', 'troubleshooting'];
const folder = new URL('../../docs/', import.meta.url);

/** A heading's name in addresses, as GitHub and others make it. */
const slug = (words) => words.toLowerCase().replace(/[^\p{L}\p{N} _-]/gu, '').trim().replaceAll(' ', '-');
const anchors = (text) => [
  ...[...text.matchAll(/^#+ (.*)$/gm)].map(([, words]) => slug(words)),
  ...[...text.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id),
];

for (const name of NAMES)
  test(`links lead somewhere: ${name}`, () => {
    const text = textOf(name);
    for (const [, to] of text.replace(/^```[^]*?^```$/gm, '').matchAll(/\]\(([^)]+)\)/g)) {
      if (/^https?:/.test(to)) continue;
      const [path, anchor] = to.split('#');
      const file = path ? new URL(path, folder) : null;
      if (file) expect(existsSync(file), to).toBe(true);
      if (!anchor || (file && statSync(file).isDirectory())) continue;
      expect(anchors(file ? readFileSync(file, 'utf8') : text), to).toContain(anchor);
    }
  });

test('the first page has nothing to run, and names every document', () => {
  expect(pagesOf('README')).toEqual({});
  for (const name of NAMES.slice(1)) expect(textOf('README')).toContain(`(${name}.md`);
});

test('a block that no test knows is a mistake', () => {
  const fenced = (said, code = '<p>Tea.</p>') => `Text.\n\n\`\`\`${said}\n${code}\n\`\`\`\n`;
  expect(blocks('tea', fenced('html try="tea"'))).toHaveLength(1);
  for (const said of ['html', 'js', 'css', 'http', 'sh', '', 'text', 'markdown', 'python try="tea"', 'html try="tea" x', 'html  try=tea'])
    expect(() => blocks('tea', fenced(said)), said).toThrow('a block that no test knows');
});
