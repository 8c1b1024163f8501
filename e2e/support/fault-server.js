// A backend that breaks in every way that a scenario names, until it is healed.
import { createServer } from 'node:http';

const html = '<!doctype html><title>Sorry</title><h1>Sorry</h1>';
const json = (response, status, body, type = 'application/json') => {
  response.writeHead(status, { 'Content-Type': type });
  response.end(typeof body === 'string' ? body : JSON.stringify(body));
};
const page = (response, status) => json(response, status, html, 'text/html');

/** A letter whose member at `path` is another one. */
function altered(letter, path, value) {
  const copy = structuredClone(letter);
  let place = copy;
  for (const name of path.slice(0, -1)) place = place[name];
  if (value === undefined) delete place[path.at(-1)];
  else place[path.at(-1)] = value;
  return copy;
}

const nested = (depth) => {
  const open = '{"type":"quote","content":[';
  return `${open.repeat(depth)}${']}'.repeat(depth)}`;
};

/** What is wrong, by its name: what is done with a response, given a sound letter. */
export const FAULTS = {
  '404 with its problem': (response) =>
    json(response, 404, { type: 'about:blank', title: 'x', status: 404, code: 'not_found', errors: [] }, 'application/problem+json'),
  '404 as HTML': (response) => page(response, 404),
  '200 as HTML': (response) => page(response, 200),
  'empty': (response) => json(response, 200, ''),
  'null': (response) => json(response, 200, 'null'),
  'an array': (response) => json(response, 200, '[]'),
  'a number': (response) => json(response, 200, '7'),
  'no title': (response, letter) => json(response, 200, altered(letter, ['title'])),
  'a negative count': (response, letter) => json(response, 200, altered(letter, ['signatures', 'count'], -1)),
  'a count in a string of 1,000 digits': (response, letter) =>
    json(response, 200, altered(letter, ['signatures', 'count'], '9'.repeat(1000))),
  'a count of 1,000 digits': (response, letter) =>
    json(response, 200, JSON.stringify(altered(letter, ['signatures', 'count'], 1e300)).replace('1e+300', '9'.repeat(1000))),
  'a body 10,000 deep': (response, letter) =>
    json(response, 200, JSON.stringify(altered(letter, ['body'], ['deep'])).replace('"deep"', nested(10_000))),
  'a block of no known kind': (response, letter) =>
    json(response, 200, altered(letter, ['body'], [{ type: 'script', text: 'alert(1)' }])),
  'a link that runs a script': (response, letter) =>
    json(response, 200, altered(letter, ['references', 0, 'url'], 'javascript:alert(1)')),
  '50 MB': (response) => {
    response.writeHead(200, { 'Content-Type': 'application/json' });
    const part = Buffer.alloc(1 << 20, ' ');
    let left = 50;
    const more = () => {
      while (left > 0 && !response.destroyed) {
        left -= 1;
        if (!response.write(part)) return response.once('drain', more);
      }
      response.end('{}');
    };
    more();
  },
  'a byte a second': (response, letter) => {
    response.writeHead(200, { 'Content-Type': 'application/json' });
    const bytes = Buffer.from(JSON.stringify(letter));
    let at = 0;
    const drip = setInterval(() => response.write(bytes.subarray(at, (at += 1))), 1000);
    response.on('close', () => clearInterval(drip));
  },
  'no answer at all': () => {},
  'cut off in the middle': (response, letter) => {
    const body = JSON.stringify(letter);
    response.writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(body) });
    response.write(body.slice(0, 500), () => setTimeout(() => response.destroy(), 100));
  },
  '500': (response) => page(response, 500),
  'a redirect to itself': (response) => response.writeHead(302, { Location: response.req.url }).end(),
  'no leave for other origins': (response, letter) => {
    response.removeHeader('Access-Control-Allow-Origin');
    json(response, 200, letter);
  },
};

/** Serves `letter` at any path that ends in a fault's name in that fault's way. */
export async function startFaultServer(letter) {
  let well = false;
  const server = createServer((request, response) => {
    response.setHeader('Access-Control-Allow-Origin', '*');
    const fault = FAULTS[decodeURIComponent(request.url.slice(1))];
    if (well || !fault) json(response, 200, letter);
    else fault(response, letter);
  });
  const listen = (port) => new Promise((resolve) => server.listen(port, '127.0.0.1', resolve));
  await listen(0);
  const { port } = server.address();
  const stop = () => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(resolve));
  };
  return {
    letter: (fault) => `http://127.0.0.1:${port}/${encodeURIComponent(fault)}`,
    /** From now on every answer is sound. */
    heal: () => (well = true),
    stop,
    start: () => listen(port),
  };
}
