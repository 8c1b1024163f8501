// The table of backends says what these tests prove, and no preset is shipped without a proof.
import { expect, test } from '@playwright/test';
import { page, proofs, proven, table } from './table.mjs';

test('the table of backends is what the tests prove', async () => {
  expect((await page()).shown, 'node e2e/backends/table.mjs writes it').toBe(await table());
});

test('every preset has a page and a proof of each operation', async () => {
  const all = await proofs();
  expect(all.length).toBeGreaterThan(15);
  for (const proof of all) {
    expect(proof.page, proof.preset).toBeTruthy();
    for (const operation of ['letter', 'count', 'signatures', 'sign'])
      expect(proven(proof, operation), `${proof.preset}: ${operation}`).not.toBe('not proven');
  }
});
