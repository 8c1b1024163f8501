// A backend that has never heard of the native protocol, with the adapter document that leads to
// it. A scenario says what stands in the document and what each path answers.
import { createServer } from 'node:http';

/** The whole body of a request, as it arrives. */
async function bodyOf(request) {
  const parts = [];
  for await (const part of request) parts.push(part);
  return Buffer.concat(parts).toString();
}

/** Writes `{ status, headers, json }`, or `text` in the place of `json`, or whatever `raw` does. */
function write(response, { status = 200, headers = {}, json, text, raw }) {
  if (raw) return raw(response);
  const names = Object.keys(headers);
  if (names.length) response.setHeader('Access-Control-Expose-Headers', names.join(', '));
  const type = json === undefined ? 'text/plain' : 'application/json';
  response.writeHead(status, { 'Content-Type': type, ...headers });
  response.end(json === undefined ? text : JSON.stringify(json));
}

/**
 * Starts one. `answers` maps a path to an answer, or to a function of the call that gives one;
 * the adapter document stands at `/adapter.json`.
 */
export async function startAdapterServer(document, answers) {
  const calls = [];
  const backend = { document, answers, calls };
  const server = createServer(async (request, response) => {
    const url = new URL(request.url, 'http://backend');
    response.setHeader('Access-Control-Allow-Origin', '*');
    response.setHeader('Access-Control-Allow-Methods', 'GET, HEAD, POST, PUT, PATCH, DELETE');
    response.setHeader('Access-Control-Allow-Headers', request.headers['access-control-request-headers'] || '*');
    response.setHeader('Timing-Allow-Origin', '*');
    // On a connection that was used before, browsers themselves send again what got no answer.
    response.setHeader('Connection', 'close');
    if (request.method === 'OPTIONS') return response.writeHead(204).end();
    try {
      const { method, headers } = request;
      const call = { method, path: url.pathname, query: url.search, headers, body: await bodyOf(request) };
      calls.push(call);
      const own = url.pathname === '/adapter.json' ? { json: backend.document } : { status: 404, text: 'no such place' };
      const answer = backend.answers[url.pathname] ?? own;
      write(response, await (typeof answer === 'function' ? answer(call) : answer));
    } catch {
      response.destroy();
    }
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  backend.origin = `http://127.0.0.1:${server.address().port}`;
  backend.src = `${backend.origin}/keep-the-library-open`;
  backend.adapter = `${backend.origin}/adapter.json`;
  /** The calls of a path, in their order. */
  backend.to = (path) => calls.filter((call) => call.path === path);
  backend.stop = () => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(resolve));
  };
  return backend;
}
