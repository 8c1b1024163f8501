// A way to the real server on which things go wrong, as long as a scenario asks for it. What the
// server has really done is known here, whatever the page has heard of it.
import { createServer, request as ask } from 'node:http';

const readable = { 'Access-Control-Allow-Origin': '*', 'Access-Control-Expose-Headers': 'Retry-After' };
const page = '<!doctype html><title>Sorry</title><h1>Sorry</h1>';
const problem = { type: 'about:blank', title: 'Sorry', errors: [] };

/** Answers in somebody else's words. */
const says = (status, type, body, headers = {}) => (response) => {
  response.writeHead(status, { ...readable, 'Content-Type': type, Connection: 'close', ...headers });
  response.end(typeof body === 'string' ? body : JSON.stringify(body));
};
const cut = (response) => response.destroy();

/** The server's own answer, or a part of it. */
function pass(response, { status, headers, body }, share = 1) {
  // A kept connection that breaks makes the browser itself ask once more, unseen by the page.
  response.writeHead(status, { ...headers, connection: 'close', 'content-length': body.length });
  if (share === 1) return response.end(body);
  response.write(body.subarray(0, body.length * share), () => setTimeout(cut, 50, response));
}

/** What goes wrong, by its name: before the server hears of the call, or after it has done it. */
export const FAULTS = {
  'cut off before the server': { before: cut },
  'cut off after the server': { after: cut },
  'silence': { after: () => {} },
  'an error 500': { after: says(500, 'text/html', page) },
  'a bad gateway': { before: says(502, 'text/html', page) },
  'not now, but in a second': { before: says(503, 'text/html', page, { 'Retry-After': '1' }) },
  'too many, but in a second': {
    before: says(429, 'application/problem+json', { ...problem, status: 429, code: 'rate_limited', retry_after: 1 }),
  },
  'an answer cut in the middle': { after: (response, answer) => pass(response, answer, 0.5) },
  'no JSON': { after: says(200, 'application/json', page) },
  'another JSON': { after: says(200, 'application/json', [7]) },
};

// Answers are read here too, so they come as they are.
const plain = { connection: 'close', 'accept-encoding': 'identity' };

/** Asks the server, and reads its whole answer. */
const forward = (origin, { method, url, headers }, body) =>
  new Promise((resolve, reject) => {
    const there = ask(origin + url, { method, headers: { ...headers, ...plain } }, (answer) => {
      const parts = [];
      answer.on('data', (part) => parts.push(part));
      answer.on('end', () =>
        resolve({ status: answer.statusCode, headers: answer.headers, body: Buffer.concat(parts) }),
      );
      answer.on('error', reject);
    });
    there.on('error', reject);
    there.end(body);
  });

/** Stands between the pages and the server at `origin`. */
export async function startFaultProxy(origin) {
  let broken = null;
  const calls = [];
  const server = createServer(async (request, response) => {
    const parts = [];
    for await (const part of request) parts.push(part);
    const sent = Buffer.concat(parts);
    const { method, headers } = request;
    const path = new URL(request.url, origin).pathname;
    // What the browser asks for itself before a call is none of the visitor's.
    const counted = method !== 'OPTIONS';
    const meant = counted && broken?.method === method && path.endsWith(broken.path);
    const fault = meant && broken.left-- > 0 ? FAULTS[broken.fault] : {};
    const call = {
      method,
      path,
      key: headers['idempotency-key'],
      opens: headers.authorization,
      body: sent.toString(),
      /** What the server said, once it was asked. */
      status: null,
      answer: null,
      began: performance.now(),
      ended: null,
    };
    if (counted) calls.push(call);
    try {
      const answer = fault.before ? null : await forward(origin, request, sent);
      if (answer) Object.assign(call, { status: answer.status, answer: answer.body.toString() });
      (fault.before ?? fault.after ?? pass)(response, answer);
    } catch {
      // The server was stopped: the scenario is over.
      response.destroy();
    }
    call.ended = performance.now();
  });
  const listen = (port) => new Promise((resolve) => server.listen(port, '127.0.0.1', resolve));
  await listen(0);
  const { port } = server.address();
  const stop = () => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(resolve));
  };
  return {
    origin: `http://127.0.0.1:${port}`,
    /** From now on a call suffers a fault, so many times. Its path is told by its end. */
    harm(fault, [method, path], times = Infinity) {
      broken = { fault, method, path, left: times };
    },
    heal: () => (broken = null),
    /** What was asked so far. */
    calls,
    /** Whether the server still works on a call. */
    isBusy: () => calls.some(({ ended }) => ended === null),
    stop,
    start: () => listen(port),
  };
}
