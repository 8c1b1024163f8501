// Servers for pages that a scenario makes, since an answer that Playwright makes up counts as a
// stranger's, whose page may not ask this machine.
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';

const TYPES = {
  '.css': 'text/css',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
};

/** Starts a server whose answers are `{ status, headers, body }`, by the request's address. */
export async function serve(answer) {
  const server = createServer(async (request, response) => {
    try {
      const { status = 200, headers = {}, body } = await answer(new URL(request.url, 'http://here'));
      response.writeHead(status, headers).end(body);
    } catch {
      response.destroy();
    }
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${server.address().port}`,
    stop() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(resolve));
    },
  };
}

/** One page, with a policy or without. */
export const servePage = (body, policy) =>
  serve(({ pathname }) => ({
    status: pathname === '/' ? 200 : 404,
    headers: { 'Content-Type': TYPES['.html'], ...(policy && { 'Content-Security-Policy': policy }) },
    body: pathname === '/' ? body : '',
  }));

/** A server's pages under a policy. */
export const serveUnder = (origin, policy) =>
  serve(async ({ pathname, search }) => {
    const answer = await fetch(origin + pathname + search);
    const headers = { 'Content-Type': answer.headers.get('content-type') ?? '', 'Content-Security-Policy': policy };
    return { status: answer.status, headers, body: Buffer.from(await answer.arrayBuffer()) };
  });

/** A web space without a server of ours: files below a path of it, and nothing else. */
export const serveFiles = (folder, below) =>
  serve(async ({ pathname }) => {
    const asked = normalize(decodeURIComponent(pathname));
    if (!asked.startsWith(below)) return { status: 404, body: 'Nothing is here.' };
    const file = join(folder, asked.slice(below.length), asked.endsWith('/') ? 'index.html' : '');
    try {
      return { headers: { 'Content-Type': TYPES[extname(file)] ?? 'application/octet-stream' }, body: await readFile(file) };
    } catch {
      return { status: 404, body: 'Nothing is here.' };
    }
  });

/** The policy under which the studio promises to work: `frame-src` for its sample pages, `img-src` for its icon. */
export const strictly = (backend = '') =>
  [
    "default-src 'none'",
    "script-src 'self' 'wasm-unsafe-eval'",
    `connect-src 'self' ${backend}`.trim(),
    "style-src 'self'",
    "img-src 'self'",
    "frame-src 'self'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join('; ');
