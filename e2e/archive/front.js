// An address behind which first a server answers, and then files alone.
import { readFile, stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';

/** What any web space knows; a file without an ending is bytes. */
const types = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
  '.wasm': 'application/wasm',
  '.svg': 'image/svg+xml',
};

/** Starts it. Everything is asked of `server` until `serve(folder)` is called. */
export async function startFront(server) {
  let folder;
  const asked = [];
  const front = createServer(async (request, response) => {
    asked.push(`${request.method} ${request.url}`);
    try {
      await (folder ? fromFiles(folder, request, response) : fromServer(server, request, response));
    } catch {
      response.writeHead(502).end();
    }
  });
  await new Promise((resolve) => front.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${front.address().port}`,
    /** What was asked for since the last time. */
    asked: () => asked.splice(0),
    /** The server is off from now on. */
    serve: (files) => (folder = files),
    stop() {
      front.closeAllConnections();
      return new Promise((resolve) => front.close(resolve));
    },
  };
}

async function fromServer(server, { method, url }, response) {
  const answer = await fetch(`${server}${url}`, { method, redirect: 'manual' });
  const headers = Object.fromEntries(answer.headers);
  delete headers['content-encoding'];
  delete headers['content-length'];
  delete headers['transfer-encoding'];
  // A scenario does not wait for the minute that browsers may keep a letter.
  headers['cache-control'] = 'no-store';
  response.writeHead(answer.status, headers).end(Buffer.from(await answer.arrayBuffer()));
}

async function fromFiles(folder, request, response) {
  const { pathname } = new URL(request.url, 'http://front');
  const path = normalize(decodeURIComponent(pathname));
  const open = { 'Access-Control-Allow-Origin': '*', 'Cache-Control': 'no-store' };
  try {
    const place = join(folder, path);
    const found = await stat(place);
    if (found.isDirectory() && !path.endsWith('/')) return response.writeHead(301, { Location: `${path}/` }).end();
    const file = found.isDirectory() ? join(place, 'index.html') : place;
    const type = types[extname(file)] ?? 'application/octet-stream';
    response.writeHead(200, { 'Content-Type': type, ...open }).end(await readFile(file));
  } catch {
    response.writeHead(404, open).end('There is no such file.');
  }
}
