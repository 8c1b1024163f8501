// The time from an answer to rows on the page, for 50 signatories: through an adapter against the
// native protocol, in turns, on the same bytes. `cargo xtask bench adapter` runs it.
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { chromium } from '@playwright/test';
import { launch } from '../support/browser.js';

const { values } = parseArgs({ options: { rounds: { type: 'string', default: '200' } } });
const ROUNDS = Number(values.rounds);
if (!Number.isInteger(ROUNDS) || ROUNDS < 1) {
  console.error('--rounds is a whole number from 1');
  process.exit(2);
}

const dist = process.env.OPEN_LETTER_DIST || fileURLToPath(new URL('../../dist', import.meta.url));
const types = { '.js': 'text/javascript', '.wasm': 'application/wasm', '.json': 'application/json', '.css': 'text/css' };

const LETTER = JSON.stringify({
  id: 'keep-the-library-open',
  title: 'Keep the library open',
  body: [{ type: 'paragraph', content: [{ type: 'text', text: 'Keep the doors open on Saturdays.' }] }],
  signatures: {
    count: 236,
    as_of: '2026-05-01T09:00:00.000Z',
    items: Array.from({ length: 50 }, (_, place) => ({
      id: `s${place}`,
      name: `Wilhelmina Teaspoon ${place}`,
      role: 'Librarian',
      affiliation: 'Friends of the Invented Library',
      signed_at: '2026-05-01T09:00:00.000Z',
    })),
    next: null,
  },
});

const ADAPTER = JSON.stringify({
  fallback: '{src}',
  letter: { url: '{+src}', fields: { id: '/id', title: '/title', body: '/body' } },
  count: { root: '/signatures', fields: { count: '/count', as_of: '/as_of' } },
  signatures: {
    root: '/signatures',
    items: '/items',
    fields: { id: '/id', name: '/name', role: '/role', affiliation: '/affiliation', signed_at: '/signed_at' },
  },
  sign: { url: '{+src}/signatures', body: { name: '{name}', email: '{email}', dedupe: '{dedupe}' } },
});

// Isolated from other pages, a page may read the clock to five microseconds.
const isolated = { 'Cross-Origin-Opener-Policy': 'same-origin', 'Cross-Origin-Embedder-Policy': 'require-corp' };
const page = '<!doctype html><title>Bench</title><script src="/embed/1/open-letter.js"></script><main></main>';

const server = createServer(async (request, response) => {
  const { pathname } = new URL(request.url, 'http://bench');
  const send = (type, body) => response.writeHead(200, { 'Content-Type': type, ...isolated }).end(body);
  if (pathname === '/') return send('text/html', page);
  if (pathname === '/adapter.json') return send('application/json', ADAPTER);
  if (pathname.startsWith('/letters/')) return send('application/json', LETTER);
  try {
    send(types[extname(pathname)] || 'text/plain', await readFile(join(dist, normalize(pathname))));
  } catch {
    response.writeHead(404).end();
  }
});

/** One letter from its answer's last byte to its rows, in milliseconds. Runs in the page. */
async function once([src, adapter]) {
  performance.clearResourceTimings();
  const element = document.createElement('open-letter');
  const url = new URL(src, location.href).href;
  Object.assign(element, { src: url, loading: 'eager' });
  if (adapter) element.adapter = adapter;
  document.querySelector('main').append(element);
  while (!element.shadowRoot) await new Promise((resolve) => setTimeout(resolve));
  const there = await new Promise((resolve) => {
    new MutationObserver((_, observer) => {
      if (element.shadowRoot.querySelectorAll('[part=signatory]').length < 50) return;
      resolve(performance.now());
      observer.disconnect();
    }).observe(element.shadowRoot, { childList: true, subtree: true });
  });
  let answer;
  while (!(answer = performance.getEntriesByName(url)[0])) await new Promise((resolve) => setTimeout(resolve));
  element.remove();
  await new Promise((resolve) => setTimeout(resolve));
  return there - answer.responseEnd;
}

const sorted = (times) => [...times].sort((a, b) => a - b);
const at = (times, share) => sorted(times)[Math.floor(times.length * share)];

await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
const browser = await chromium.launch(launch.options);
try {
  const tab = await browser.newPage();
  await tab.goto(`http://127.0.0.1:${server.address().port}/`);
  const ways = { native: '', adapter: '/adapter.json' };
  const times = { native: [], adapter: [] };
  // The first rounds load the scripts and let the browser compile what is used often.
  for (let round = -20; round < ROUNDS; round += 1)
    for (const [way, adapter] of Object.entries(ways).sort(() => (round % 2 ? -1 : 1))) {
      const took = await tab.evaluate(once, [`/letters/${way}?${round}`, adapter]);
      if (round >= 0) times[way].push(took);
    }
  const row = (cells) => console.log(cells.map((cell, place) => (place ? cell.padStart(12) : cell.padEnd(10))).join(''));
  console.log(`From the answer's last byte to 50 rows in the page; ${ROUNDS} rounds, in turns\n`);
  row(['', 'median ms', 'quarter', '3 quarters']);
  for (const way of Object.keys(ways)) row([way, ...[0.5, 0.25, 0.75].map((share) => at(times[way], share).toFixed(2))]);
  console.log(`\nthrough an adapter, it takes ${(at(times.adapter, 0.5) / at(times.native, 0.5)).toFixed(2)} times as long`);
} finally {
  await browser.close();
  server.closeAllConnections();
  server.close();
}
