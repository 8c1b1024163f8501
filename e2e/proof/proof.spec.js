// A letter that asks for a proof of work: it is done while the form is filled in, and nobody sees it.
import { test, expect } from '../support/scenario.js';
import { VISITOR } from '../support/letter.js';
import { open as openStrict, policy, violations } from '../strict/policy.js';
import { CHALLENGE, LETTERS, SIGN, countOf, open, signBy, watchHashes } from './asks.js';

test.use({ letters: LETTERS });

const counts = (letter) => expect(letter.thanks).not.toContainText('waits for review');

test('the work begins with the form, and the signature counts', async ({ page, host, letter, request, server }) => {
  const asked = await open({ page, host, letter });
  await expect.poll(asked.scripts).toHaveLength(1);
  expect(asked.challenges()).toHaveLength(0);
  await letter.field('name').focus();
  await expect.poll(asked.challenges).toHaveLength(1);
  await letter.sign();
  await counts(letter);
  expect(asked.challenges()).toHaveLength(1);
  expect(asked.proofs()).toEqual([{ challenge: expect.stringMatching(/^[\w-]{76}$/), nonce: expect.stringMatching(/^\d+$/) }]);
  expect(await countOf(request, server)).toBe(1);
  // It is good for one.
  const [used] = asked.proofs();
  expect(await signBy(request, server, 'used', used)).toBe('in_review');
  expect(await countOf(request, server)).toBe(1);
});

test('a letter without proof loads nothing of it', async ({ page, host, letter }) => {
  const asked = await open({ page, host, letter }, 'plain');
  await letter.sign();
  await counts(letter);
  expect(asked.scripts()).toEqual([]);
  expect(asked.challenges()).toEqual([]);
  expect(asked.proofs()).toEqual([undefined]);
});

test('the page signs by itself', async ({ page, host, letter, request, server }) => {
  const asked = await open({ page, host, letter });
  const status = await letter.element.evaluate(
    async (element, values) => (await element.sign({ ...values, consent: true })).status,
    VISITOR,
  );
  expect(status).toBe('published');
  expect(asked.proofs()[0].nonce).toMatch(/^\d+$/);
  expect(await countOf(request, server)).toBe(1);
});

test('it works in slices, without a worker, and stops with its element', async ({ page, host, letter }) => {
  await page.addInitScript(watchHashes);
  await open({ page, host, letter });
  const seen = () => page.evaluate(() => window.seen);
  expect((await seen()).hashes).toBe(0);
  await letter.field('name').focus();
  await expect.poll(async () => (await seen()).hashes).toBeGreaterThan(2_000);
  // The page goes on meanwhile.
  await letter.fill();
  const { hashes, turns, workers } = await seen();
  expect(Math.max(...turns)).toBeLessThanOrEqual(64);
  expect(turns.length).toBeGreaterThanOrEqual(Math.floor(hashes / 64) - 1);
  expect(workers).toBe(0);
  await letter.element.evaluate((element) => element.remove());
  let last;
  await expect.poll(async () => {
    const before = last;
    last = (await seen()).hashes;
    return last === before;
  }, { intervals: [500] }).toBe(true);
});

test('two letters on a page do their own work each', async ({ page, host, letter, server }) => {
  const asked = await open({ page, host, letter });
  await letter.element.evaluate((element) => {
    const second = element.cloneNode(true);
    second.id = 'second';
    second.setAttribute('src', second.getAttribute('src').replace('proven', 'plain'));
    element.after(second);
  });
  const second = page.locator('#second [part~="form"] input[name="name"]');
  await second.fill(VISITOR.name);
  await expect(second).toHaveValue(VISITOR.name);
  expect(asked.challenges()).toEqual([]);
  await page.locator('open-letter:not(#second) [part~="form"] input[name="name"]').focus();
  await expect.poll(asked.challenges).toHaveLength(1);
  expect(asked.challenges()[0].url()).toBe(`${server.origin}/v1/letters/proven/proof`);
});

test('an answer that was lost is asked for with the same proof', async ({ page, host, letter, request, server }) => {
  const asked = await open({ page, host, letter });
  let left = 1;
  await page.route(SIGN, async (route) => {
    if (left-- <= 0) return route.continue();
    await route.fetch();
    await route.abort();
  });
  await letter.sign();
  await counts(letter);
  const [first, second] = asked.proofs();
  expect(first.nonce).toMatch(/^\d+$/);
  expect(second).toEqual(first);
  expect(asked.challenges()).toHaveLength(1);
  expect(await countOf(request, server)).toBe(1);
});

test('what is typed after a refusal is another signature, with a proof of its own', async ({ page, host, letter, request, server }) => {
  const asked = await open({ page, host, letter });
  const refusal = {
    status: 422,
    headers: { 'access-control-allow-origin': '*' },
    contentType: 'application/problem+json',
    json: { type: 'about:blank', status: 422, code: 'invalid', errors: [{ pointer: '/email', code: 'not_allowed' }] },
  };
  await page.route(SIGN, (route) => route.fulfill(refusal), { times: 1 });
  await letter.fill();
  await letter.submit.click();
  await expect(letter.errorAt('email')).toBeVisible();
  await letter.field('email').fill('another@example.org');
  await letter.submit.click();
  await expect(letter.thanks).toBeVisible();
  await counts(letter);
  const [first, second] = asked.proofs();
  expect(second.challenge).not.toBe(first.challenge);
  expect(await countOf(request, server)).toBe(1);
});

test('a challenge that has grown old is asked for anew', async ({ page, host, letter }) => {
  const old = async (route) => {
    const answer = await route.fetch();
    await route.fulfill({ response: answer, json: { ...(await answer.json()), expires_in: 0 } });
  };
  await page.route(CHALLENGE, old, { times: 1 });
  const asked = await open({ page, host, letter });
  await letter.field('name').focus();
  await expect.poll(asked.challenges).toHaveLength(1);
  await letter.sign();
  await counts(letter);
  expect(asked.challenges().length).toBeGreaterThan(1);
});

test('under a strict policy it works without a violation', async ({ page, host, server, letter, request, heard }) => {
  const letterUrl = `${server.origin}/v1/letters/proven`;
  await openStrict({ page, host }, { 'Content-Security-Policy': policy(server.origin) }, 'page.html', { letter: letterUrl });
  await letter.element.scrollIntoViewIfNeeded();
  await letter.form.waitFor();
  await letter.sign();
  await counts(letter);
  expect(await countOf(request, server)).toBe(1);
  expect(await heard.codes()).toEqual([]);
  expect(await violations(page)).toEqual([]);
});
