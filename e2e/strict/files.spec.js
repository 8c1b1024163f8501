// Files that do not come as they should: the children stay, and one event says what is at fault.
import { createServer } from 'node:http';
import { test, expect } from '../support/scenario.js';
import { open, policy } from './policy.js';

const SCRIPT = /\/embed\/1\/open-letter-[0-9a-f]+\.js$/;
const WASM = /\/embed\/1\/open-letter-[0-9a-f]+\.wasm$/;

/** Changes what is answered for a file. */
const answer = (page, files, change) =>
  page.route(files, async (route) => {
    const answer = await route.fetch({ maxRetries: 3 });
    const headers = { ...answer.headers() };
    delete headers['content-encoding'];
    delete headers['content-length'];
    const sound = { status: 200, headers, body: await answer.body() };
    await route.fulfill(change(sound));
  });

const without = (name) => (sound) => {
  delete sound.headers[name];
  return sound;
};
const typed = (type) => (sound) => ({ ...sound, headers: { ...sound.headers, 'content-type': type } });
const gone = () => ({ status: 404, headers: { 'access-control-allow-origin': '*', 'content-type': 'text/html' }, body: 'Gone' });
const flipped = (sound) => {
  sound.body[sound.body.length >> 1] ^= 1;
  return sound;
};

for (const [what, files, change, code, says] of [
  ['the script comes as plain text', SCRIPT, typed('text/plain'), 'wrong_type', [/text\/plain/, /open-letter-[0-9a-f]+\.js/]],
  ['the script comes as a page', SCRIPT, () => ({ ...gone(), status: 200 }), 'wrong_type', [/text\/html/]],
  ['the script is not there', SCRIPT, gone, 'network', [/404/, /open-letter-[0-9a-f]+\.js/]],
  ['the script has been altered', SCRIPT, flipped, 'integrity', [/open-letter-[0-9a-f]+\.js/]],
  ['the Wasm is not there', WASM, gone, 'network', [/404/, /open-letter-[0-9a-f]+\.wasm/]],
  ['the Wasm has been altered', WASM, flipped, 'integrity', [/\.wasm/]],
  ['the Wasm is a page', WASM, () => ({ ...gone(), status: 200 }), 'integrity', [/\.wasm/]],
])
  test(`${what}: the children stay, and the page is told`, async ({ page, host, server, heard, letter }) => {
    await answer(page, files, change);
    await open({ page, host }, { 'Content-Security-Policy': policy(server.origin) });
    await expect.poll(heard.codes).toEqual([code]);
    const [{ detail }] = await heard.of('error');
    for (const pattern of says) expect(detail.message).toMatch(pattern);
    await expect(page.getByRole('link', { name: 'Read and sign the open letter' })).toBeVisible();
    await expect(letter.title).toHaveCount(0);
    // Asked once more, it comes once it can.
    await page.unroute(files);
    await letter.element.evaluate((element) => element.refresh());
    await expect.poll(async () => (await heard.of('ready')).length + (await heard.codes()).length).toBeGreaterThan(1);
  });

for (const [what, files] of [['script', SCRIPT], ['Wasm', WASM]])
  test(`the ${what} lacks the CORS header: the children stay, and the page is told`, async ({ page, host, server, heard, letter }) => {
    // Another server with the same files: what Playwright answers has the header always.
    const other = createServer(async (request, response) => {
      const answer = await fetch(server.origin + request.url);
      response.setHeader('Content-Type', answer.headers.get('content-type'));
      if (!files.test(request.url)) response.setHeader('Access-Control-Allow-Origin', '*');
      response.end(Buffer.from(await answer.arrayBuffer()));
    });
    await new Promise((resolve) => other.listen(0, '127.0.0.1', resolve));
    try {
      await open({ page, host }, {}, 'page.html', { server: `http://127.0.0.1:${other.address().port}` });
      await expect.poll(heard.codes).toEqual(['network']);
      const [{ detail }] = await heard.of('error');
      expect(detail.message).toMatch(/Access-Control-Allow-Origin/);
      expect(detail.message.split(' ')[0]).toMatch(files);
      await expect(page.getByRole('link', { name: 'Read and sign the open letter' })).toBeVisible();
      await expect(letter.title).toHaveCount(0);
    } finally {
      other.closeAllConnections();
      await new Promise((resolve) => other.close(resolve));
    }
  });

test('nobody answers: the children stay, and the page is told the address', async ({ page, host, heard }) => {
  await page.route(SCRIPT, (route) => route.abort());
  await open({ page, host });
  await expect.poll(heard.codes).toEqual(['network']);
  expect((await heard.of('error'))[0].detail.message).toMatch(/open-letter-[0-9a-f]+\.js/);
  await expect(page.getByRole('link', { name: 'Read and sign the open letter' })).toBeVisible();
});

for (const [what, change] of [
  ['as a stream of bytes', typed('application/octet-stream')],
  ['as plain text', typed('text/plain')],
  ['without a type', without('content-type')],
])
  test(`the Wasm comes ${what}: it works`, async ({ page, host, server, letter, heard }) => {
    await answer(page, WASM, change);
    await open({ page, host }, { 'Content-Security-Policy': policy(server.origin) });
    await letter.sign();
    expect(await heard.codes()).toEqual([]);
  });
