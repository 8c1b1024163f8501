// What is left where something is off, and that it is enough to read and to sign.
import { test, expect } from './engine.js';
import { startMirror } from './altered.js';
import { VISITOR, field, part } from './letter.js';

/** The children stand on the page, and lead to the hosted page, whose form signs without the widget. */
async function signThroughTheChildren({ tab, server, letter, counted }) {
  await letter.see('.fallback');
  expect(await letter.texts(part('title'))).toEqual([]);
  await tab.click('.fallback');
  await expect.poll(tab.url).toBe(server.hosted);
  await letter.fill();
  await tab.click(part('submit'));
  await expect.poll(tab.url).toContain('/received');
  expect(await counted()).toBe(237);
}

test.describe('script is off', () => {
  test.use({ script: false });

  test('the children lead to the form that signs', async ({ tab, host, server, letter, counted }) => {
    await tab.goto(host.page('engines/pages'));
    expect(await letter.codes()).toBeFalsy();
    await signThroughTheChildren({ tab, server, letter, counted });
  });
});

test.describe('WebAssembly is off', () => {
  test.use({ wasm: false });

  test('the page is told, and the children lead to the form that signs', async ({ tab, host, server, letter, counted }) => {
    await tab.goto(host.page('engines/pages'));
    await expect.poll(letter.codes).toEqual(['wasm_unsupported']);
    await signThroughTheChildren({ tab, server, letter, counted });
  });
});

for (const [what, path, alter] of [
  ['nothing', /\.(wasm|js)$/, (body) => body],
  ['a byte of the Wasm', /open-letter-[0-9a-f]+\.wasm$/, (body) => ((body[body.length >> 1] ^= 1), body)],
  ['the script behind the loader', /open-letter-[0-9a-f]+\.js$/, (body) => Buffer.concat([Buffer.from('window.altered=1;'), body])],
])
  test(`on its way somebody has altered ${what}`, async ({ tab, host, server, letter }) => {
    const mirror = await startMirror(server.origin, path, alter);
    await tab.goto(host.page('engines/pages', { server: mirror.origin }));
    if (what === 'nothing') await letter.counts(236);
    else {
      await expect.poll(letter.codes).toEqual(['integrity']);
      await letter.see('.fallback');
      expect(await letter.texts(part('title'))).toEqual([]);
      expect(await tab.evaluate(() => typeof window.altered)).toBe('undefined');
    }
    expect(mirror.altered).toBeGreaterThan(0);
    await mirror.stop();
  });

test('the widget crashes: what was typed stays, and the form sends itself', async ({ tab, host, letter, counted }) => {
  await tab.goto(host.page('engines/pages'));
  await letter.counts(236);
  await letter.fill();
  await tab.evaluate(() => void window.trap());
  await expect.poll(letter.codes).toEqual(['crashed']);
  await letter.see(part('crashed'));
  await tab.click(part('submit'));
  await expect.poll(tab.url).toContain('/received');
  expect(await counted()).toBe(237);
});
