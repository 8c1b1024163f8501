// An example of `examples/`, as its owner would serve it: a folder of files under a strict policy,
// on an origin of its own. The letter's address in its texts becomes that of the scenario's server.
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { test as base, expect } from '../support/scenario.js';

const project = fileURLToPath(new URL('../../', import.meta.url));

const types = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.wasm': 'application/wasm',
  '.txt': 'text/plain; charset=utf-8',
};

/** What the examples call their backend. */
const NAMES = /https:\/\/letters\.example\.org(\/(?:v1\/)?letters\/keep-the-library-open)?/g;

/** The policy that the widget asks for and no more: its files come with the page's own. */
const usual = (html, backend) =>
  [
    "default-src 'none'",
    "script-src 'self' 'wasm-unsafe-eval'",
    `connect-src 'self' ${backend}`,
    "style-src 'self'",
    "img-src 'self'",
    "base-uri 'none'",
  ].join('; ');

/** Serves an example; `policy` makes the policy for a page's text. */
async function serve(folder, server, policy) {
  if (!existsSync(join(folder, 'index.html'))) throw new Error(`${folder} is missing: cargo xtask examples`);
  const named = (whole, path) =>
    path === undefined ? server.origin : path.startsWith('/v1') ? server.letter : server.hosted;
  const host = createServer(async (request, response) => {
    try {
      const path = normalize(decodeURIComponent(new URL(request.url, 'http://host').pathname));
      const file = path.endsWith('/') ? join(path, 'index.html') : path;
      const type = types[extname(file)] ?? 'application/octet-stream';
      let body = await readFile(join(folder, file));
      const headers = { 'Content-Type': type, 'Cache-Control': 'no-store' };
      if (/html|javascript|text\/plain/.test(type)) body = body.toString().replace(NAMES, named);
      if (type.includes('html')) headers['Content-Security-Policy'] = policy(body, server.origin);
      response.writeHead(200, headers).end(body);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise((resolve) => host.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${host.address().port}`,
    stop() {
      host.closeAllConnections();
      return new Promise((resolve) => host.close(resolve));
    },
  };
}

export { expect };

export const test = base.extend({
  /** Which example, where it was built, and the policy it needs. */
  example: [{ folder: '', policy: usual }, { option: true }],

  /** The page with the example on it, which breaks no rule of its policy. */
  site: async ({ page, server, example }, use) => {
    const { folder, policy = usual } = example;
    const site = await serve(join(project, folder), server, policy);
    const asked = [];
    page.on('request', (request) => asked.push(request.url()));
    await page.addInitScript(() => {
      window.violations = [];
      document.addEventListener('securitypolicyviolation', (event) =>
        window.violations.push(`${event.effectiveDirective}: ${event.blockedURI} ${event.sample}`),
      );
    });
    await page.goto(`${site.origin}/`);
    await use({ ...site, asked });
    const violations = await page.evaluate(() => window.violations);
    expect(violations.filter((text) => !text.includes('favicon.ico'))).toEqual([]);
    await site.stop();
  },
});
