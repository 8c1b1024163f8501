// Who cannot do the work signs all the same: a person looks at it, and the signer is told so.
import { createHash } from 'node:crypto';
import { test, expect } from '../support/scenario.js';
import { VISITOR } from '../support/letter.js';
import { CHALLENGE, LETTERS, SCRIPT, countOf, open, signBy, watchHashes } from './asks.js';

test.use({ letters: LETTERS });

const ROUTES = {
  'no challenge comes': (page) => page.route(CHALLENGE, (route) => route.abort()),
  'the server never answers': (page) => page.route(CHALLENGE, () => {}),
  'the challenge is nonsense': (page) =>
    page.route(CHALLENGE, (route) => route.fulfill({ headers: { 'access-control-allow-origin': '*' }, json: [7] })),
  'the work takes too long': (page) => page.addInitScript(watchHashes),
  'more is asked for than a letter may': (page) =>
    page.route(CHALLENGE, async (route) => {
      const answer = await route.fetch();
      await route.fulfill({ response: answer, json: { ...(await answer.json()), bits: 33 } });
    }),
  'the script is not there': (page) =>
    page.route(SCRIPT, (route) => route.fulfill({ status: 404, headers: { 'access-control-allow-origin': '*' } })),
  'the script never comes': (page) => page.route(SCRIPT, () => {}),
  'the browser keeps its hashes to itself': (page) =>
    page.addInitScript(() => Object.defineProperty(Crypto.prototype, 'subtle', { get: () => undefined })),
};

for (const [what, arrange] of Object.entries(ROUTES))
  test(`${what}: the signature waits for review`, async ({ page, host, letter, heard, request, server }) => {
    await arrange(page);
    const asked = await open({ page, host, letter });
    await letter.sign();
    await expect(letter.thanks).toContainText('waits for review');
    expect(asked.proofs()).toEqual([undefined]);
    expect(await countOf(request, server)).toBe(0);
    expect(await heard.codes()).toEqual([]);
  });

test('a proof that is none is none', async ({ request, server }) => {
  const { challenge } = await (await request.get(`${server.origin}/v1/letters/proven/proof`)).json();
  const hash = (nonce) => createHash('sha256').update(`${challenge}:${nonce}`).digest();
  let nonce = 0;
  while (hash(nonce)[0] === 0) nonce += 1;
  for (const [who, proof] of [
    ['none', undefined],
    ['empty', null],
    ['forged', { challenge: 'A'.repeat(76), nonce: '1' }],
    ['unworked', { challenge, nonce: String(nonce) }],
  ])
    expect(await signBy(request, server, who, proof), who).toBe('in_review');
  expect(await countOf(request, server)).toBe(0);
});

test.describe('without script', () => {
  test.use({ javaScriptEnabled: false });

  test('the signature waits for review, and the page says so', async ({ page, server, request }) => {
    await page.goto(`${server.origin}/letters/proven?lang=en`);
    for (const name of ['name', 'email']) await page.locator(`input[name="${name}"]`).fill(VISITOR[name]);
    await page.locator('input[name="consent"]').check();
    await page.locator('[part~="submit"]').click();
    await expect(page).toHaveURL(/\/letters\/proven\/in-review/);
    await expect(page.locator('main')).toContainText('looks at it before it counts');
    expect(await countOf(request, server)).toBe(0);
  });
});
