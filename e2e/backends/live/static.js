// A campaign that has ended, as files on a web space of another origin.
import { createServer } from 'node:http';
import { pasted } from '../pasted.js';

const PAGE = 20;

async function start(seed) {
  const [example] = (await pasted('static', 'json')).map(JSON.parse);
  const { id, body, ...letter } = seed.letter;
  const path = (page) => `/${id}${page === 0 ? '' : `-${page + 1}`}.json`;
  const people = seed.signatories.map(({ anonymous, name, role, affiliation, created_at, dedupe }) => ({
    id: dedupe,
    name: anonymous ? null : name,
    role,
    affiliation,
    signed_at: created_at,
  }));
  const files = new Map();
  for (let page = 0; page * PAGE < people.length; page += 1) {
    const items = people.slice(page * PAGE, (page + 1) * PAGE);
    const next = (page + 1) * PAGE < people.length ? path(page + 1) : null;
    const whole = { ...example, ...letter, id, body: body.text };
    const signatures = { ...example.signatures, count: people.length, items, next };
    files.set(path(page), JSON.stringify(page === 0 ? { ...whole, signatures } : { signatures: { items, next } }));
  }
  const server = createServer((request, response) => {
    const file = request.method === 'GET' && files.get(request.url);
    response.writeHead(file ? 200 : 404, {
      'Content-Type': 'application/json',
      'Access-Control-Allow-Origin': '*',
    });
    response.end(file || '');
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${server.address().port}`;
  return {
    origin,
    src: (origin) => `${origin}/${id}.json`,
    signPath: null,
    rows: async () => people.length,
    published: async () => [...files.values()].join('\n'),
    stop() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(resolve));
    },
  };
}

export default {
  preset: 'static',
  title: 'A static file',
  version: null,
  operations: ['letter', 'count', 'signatures'],
  tellsDuplicates: false,
  safe: false,
  start,
};
