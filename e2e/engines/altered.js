// A mirror of the server that passes on all its files, but for one byte of some.
import { createServer } from 'node:http';

/** Mirrors the server at `origin`; `alter` gets the body of each file whose path fits. */
export async function startMirror(origin, path, alter) {
  const mirror = { altered: 0 };
  const server = createServer(async (request, response) => {
    const answer = await fetch(origin + request.url, { headers: { 'Accept-Encoding': 'identity' } });
    let body = Buffer.from(await answer.arrayBuffer());
    if (path.test(request.url)) {
      body = alter(body);
      mirror.altered += 1;
    }
    response.writeHead(answer.status, {
      'Access-Control-Allow-Origin': '*',
      'Cross-Origin-Resource-Policy': 'cross-origin',
      'Content-Type': answer.headers.get('content-type'),
      'Cache-Control': 'no-store',
    });
    response.end(body);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return Object.assign(mirror, {
    origin: `http://127.0.0.1:${server.address().port}`,
    stop() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(resolve));
    },
  });
}
