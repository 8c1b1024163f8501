// An exact version: its tag carries a hash of the loader, and the loader those of the rest.
import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import { test, expect } from '../support/scenario.js';

const release = async (request, server) => (await request.get(`${server.origin}/embed/1/release.json`)).json();

/** The page with the tag that a release prints. */
async function open({ page, host, request, server }) {
  const { version, integrity } = await release(request, server);
  await page.goto(host.page('release', { version, integrity: integrity['open-letter.js'] }));
  return version;
}

test('the tag with integrity reads and signs, all of it from the exact version', async ({ page, host, request, server, letter, counted }) => {
  const asked = [];
  page.on('request', (request) => asked.push(new URL(request.url())));
  const version = await open({ page, host, request, server });
  await letter.sign();
  await expect(letter.count).toHaveText('237 signatures so far');
  expect(await counted()).toBe(237);
  const files = asked.filter(({ pathname }) => pathname.startsWith('/embed/')).map(({ pathname }) => pathname);
  expect(files.length).toBeGreaterThanOrEqual(3);
  for (const path of files) expect(path).toContain(`/embed/${version}/`);
});

test('the moving folder and the exact one hold the same files, and the hashes are theirs', async ({ request, server }) => {
  const { version, integrity } = await release(request, server);
  const names = Object.keys(integrity);
  for (const name of ['open-letter.js', 'open-letter.css', 'frame-parent.js', 'themes/civic.css', 'adapters/static.json'])
    expect(names).toContain(name);
  for (const name of [...names, 'release.json']) {
    const [moving, exact] = await Promise.all(
      ['1', version].map((folder) => request.get(`${server.origin}/embed/${folder}/${name}`)),
    );
    expect(exact.status(), name).toBe(200);
    const body = await exact.body();
    expect(body.equals(await moving.body()), name).toBe(true);
    if (name !== 'release.json')
      expect(`sha384-${createHash('sha384').update(body).digest('base64')}`, name).toBe(integrity[name]);
    const headers = exact.headers();
    expect(headers['cache-control']).toBe('public, max-age=31536000, immutable');
    // Without it, a tag with `crossorigin` loads nothing.
    expect(headers['access-control-allow-origin']).toBe('*');
  }
});

for (const [what, alter, runs] of [
  ['altered by one byte: the browser refuses it, and the children stay', (body) => ((body[0] ^= 1), body), false],
  ['altered, and whole as a script', (body) => Buffer.concat([Buffer.from('window.altered=1;'), body]), false],
  ['unaltered on the same way: it runs', (body) => body, true],
])
  test(`the loader ${what}`, async ({ page, host, request, server, letter }) => {
    let sent = 0;
    await page.route('**/open-letter.js', async (route) => {
      const answer = await route.fetch({ maxRetries: 3 });
      const headers = { ...answer.headers() };
      delete headers['content-encoding'];
      delete headers['content-length'];
      sent += 1;
      await route.fulfill({ status: 200, headers, body: alter(Buffer.from(await answer.body())) });
    });
    const refused = runs || page.waitForEvent('console', (message) => /integrity/i.test(message.text()));
    const loaded = page.waitForResponse('**/open-letter.js');
    await open({ page, host, request, server });
    await loaded;
    expect(sent).toBe(1);
    if (runs) return expect(letter.title).toBeVisible();
    await refused;
    await expect(page.getByRole('link', { name: 'Read and sign the open letter' })).toBeVisible();
    expect(await page.evaluate(() => [typeof window.altered, !!customElements.get('open-letter')])).toEqual(['undefined', false]);
  });

test('without the header that crossorigin asks for, nothing runs, and the children stay', async ({ page, host, request, server }) => {
  const { version, integrity } = await release(request, server);
  const loader = await (await request.get(`${server.origin}/embed/${version}/open-letter.js`)).body();
  let allowed = {};
  const elsewhere = createServer((request, response) =>
    response.writeHead(200, { 'Content-Type': 'text/javascript', 'Cache-Control': 'no-store', ...allowed }).end(loader),
  );
  await new Promise((resolve) => elsewhere.listen(0, '127.0.0.1', resolve));
  const tag = { version, integrity: integrity['open-letter.js'], server: `http://127.0.0.1:${elsewhere.address().port}` };
  const defined = () => page.evaluate(() => !!customElements.get('open-letter'));

  const failed = page.waitForEvent('requestfailed', (request) => request.url().endsWith('/open-letter.js'));
  await page.goto(host.page('release', tag));
  await failed;
  await expect(page.getByRole('link', { name: 'Read and sign the open letter' })).toBeVisible();
  expect(await defined()).toBe(false);

  allowed = { 'Access-Control-Allow-Origin': '*' };
  await page.goto(host.page('release', tag));
  await expect.poll(defined).toBe(true);
  elsewhere.closeAllConnections();
  await new Promise((resolve) => elsewhere.close(resolve));
});
