// axe-core, asked for everything that WCAG 2.2 demands at A and AA.
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { expect } from '@playwright/test';

const source = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** Fails where axe finds something in the page as it stands, or finds too little to look at. */
export async function expectAccessible(page, what, least = 11) {
  await page.evaluate(source);
  const { violations, passes } = await page.evaluate(
    (tags) => window.axe.run(document, {
      runOnly: { type: 'tag', values: tags },
      // Left out by default, and promised here.
      rules: { 'target-size': { enabled: true } },
    }),
    TAGS,
  );
  const found = violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id} at ${target.flat().join(' ')}: ${failureSummary}`),
  );
  expect(found, `${what}:\n${found.join('\n')}`).toEqual([]);
  // An empty page has no faults either.
  expect(passes.length, what).toBeGreaterThanOrEqual(least);
}
