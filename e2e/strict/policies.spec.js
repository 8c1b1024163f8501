// Policies that let the widget work: none of them hears a word of complaint.
import { test, expect } from '../support/scenario.js';
import { open, policy, violations } from './policy.js';

const NONCE = "'nonce-c3Bvb24'";

/** Each policy: the page it is for, and what differs from the plain list of hosts. */
const POLICIES = {
  'a list of hosts': ['page.html', () => ({})],
  'a nonce alone': ['nonce.html', () => ({ 'script-src': `${NONCE} 'wasm-unsafe-eval'` })],
  "a nonce with 'strict-dynamic'": ['nonce.html', () => ({ 'script-src': `${NONCE} 'strict-dynamic' 'wasm-unsafe-eval'` })],
  'no images': ['page.html', () => ({ 'img-src': "'none'" })],
};

for (const [what, [name, others]] of Object.entries(POLICIES))
  test(`${what}: it reads and signs without a violation`, async ({ page, host, server, heard, letter, counted }) => {
    await open({ page, host }, { 'Content-Security-Policy': policy(server.origin, others()) }, name);
    await expect(letter.count).toHaveText('236 signatures so far');
    // The stylesheet has arrived too.
    const size = (part) => letter.part(part).first().evaluate((element) => parseFloat(getComputedStyle(element).fontSize));
    expect(await size('title')).toBeGreaterThan((await size('paragraph')) * 1.3);
    await letter.more.click();
    await expect(letter.rows).toHaveCount(100);
    await letter.submit.click();
    await expect(letter.summary).toBeVisible();
    await letter.sign();
    await expect(letter.count).toHaveText('237 signatures so far');
    expect(await counted()).toBe(237);
    expect(await heard.codes()).toEqual([]);
    expect(await violations(page)).toEqual([]);
  });
