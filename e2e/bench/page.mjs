// What a letter costs the page it stands on: requests and bytes until it can be read and until it
// can be signed, and when that is. Pre-rendered, by script alone, and as a static page of the same
// letter, cold and in turns, on a slow line and a slow machine. `cargo xtask bench page` runs it.
import { execFile } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { createServer, request as ask } from 'node:http';
import { parseArgs, promisify } from 'node:util';
import { brotliCompressSync } from 'node:zlib';
import { chromium } from '@playwright/test';
import { launch } from '../support/browser.js';
import { program, seedFolder, startServer } from '../support/server.js';

const { values } = parseArgs({ options: { rounds: { type: 'string', default: '11' } } });
const ROUNDS = Number(values.rounds);
if (!Number.isInteger(ROUNDS) || ROUNDS < 1) {
  console.error('--rounds is a whole number from 1');
  process.exit(2);
}

/** 150 ms, 1.6 Mbit/s down, 750 kbit/s up, a processor four times as slow. */
const SLOW = { offline: false, latency: 150, downloadThroughput: 200_000, uploadThroughput: 93_750 };
const SLOWER = 4;

const page = (head, body) => `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>A page with a letter</title>${head}</head><body><main>${body}</main></body></html>`;

/** The three pages, from what `open-letter-server render` prints for a static site. */
async function pages(server) {
  const { stdout } = await promisify(execFile)(program, ['render', '--src', server.letter]);
  const local = stdout.replaceAll(server.origin, '');
  const [, style, tree] = /<link rel="stylesheet"[^>]*href="([^"]+)"[^>]*>\s*([^]*?)<\/template>/.exec(local);
  const link = `<link rel="stylesheet" href="${style}">`;
  const script = '<script async src="/embed/1/open-letter.js"></script>';
  const bare = local.replace(/<script[^]*?<\/script>/g, '');
  return {
    'static page': page(link, tree),
    'pre-rendered': page(script, bare),
    'script alone': page(script, bare.replace(/<template[^]*<\/template>/, '').replace('<open-letter', '<open-letter loading="eager"')),
  };
}

/** The pages, and everything else from the server, under one origin. */
function front(server, documents) {
  const bodies = Object.fromEntries(
    Object.entries(documents).map(([name, text]) => [`/${name.replace(/\W/g, '-')}`, brotliCompressSync(text)]),
  );
  const handle = (request, response) => {
    const body = bodies[request.url];
    if (body) {
      const headers = { 'Content-Type': 'text/html; charset=utf-8', 'Content-Encoding': 'br', 'Cache-Control': 'no-store' };
      return response.writeHead(200, headers).end(body);
    }
    const headers = { ...request.headers, host: new URL(server.origin).host };
    const onward = ask(server.origin + request.url, { method: request.method, headers }, (answer) => {
      response.writeHead(answer.statusCode, answer.headers);
      answer.pipe(response);
    });
    onward.on('error', () => response.destroy());
    request.pipe(onward);
  };
  return createServer(handle);
}

/** Notes the frames in which the letter can be read, and can be signed. Runs in the page. */
function watch() {
  const marks = (window.marks = { readable: 0, ready: 0, shift: 0 });
  new PerformanceObserver((list) => {
    for (const { value, hadRecentInput } of list.getEntries()) marks.shift += hadRecentInput ? 0 : value;
  }).observe({ type: 'layout-shift', buffered: true });
  const look = () => {
    const root = document.querySelector('open-letter')?.shadowRoot ?? document;
    const styled = [...root.querySelectorAll('link[rel=stylesheet]')].every(({ sheet }) => sheet);
    const text = root.querySelector('[part~=body]');
    const button = root.querySelector('[part~=submit]');
    const seen = (element) => element?.checkVisibility() && element.getBoundingClientRect().height > 0;
    if (!marks.readable && styled && seen(text) && text.textContent.length > 900) marks.readable = performance.now();
    if (!marks.ready && styled && seen(button)) marks.ready = performance.now();
    if (!marks.readable || !marks.ready) requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}

/** What had been asked for and what had come by a mark. Runs in the page. */
function tell() {
  const [visit] = performance.getEntriesByType('navigation');
  const all = [visit, ...performance.getEntriesByType('resource').filter(({ name }) => !name.endsWith('/favicon.ico'))];
  const by = (mark) => ({
    requests: all.filter(({ startTime }) => startTime < mark).length,
    bytes: all.filter(({ responseEnd }) => responseEnd && responseEnd <= mark).reduce((sum, { transferSize }) => sum + transferSize, 0),
  });
  // What the first picture waits for; what else has begun by then depends on how busy the machine is.
  const waited = all.filter(({ renderBlockingStatus }) => renderBlockingStatus === 'blocking').length + 1;
  return { ...window.marks, waited, atReadable: by(window.marks.readable), atReady: by(window.marks.ready), inAll: by(Infinity) };
}

async function load(browser, url, taken) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  try {
    const tab = await context.newPage();
    const devtools = await context.newCDPSession(tab);
    await devtools.send('Network.enable');
    await devtools.send('Network.emulateNetworkConditions', SLOW);
    await devtools.send('Emulation.setCPUThrottlingRate', { rate: SLOWER });
    await devtools.send('Performance.enable', { timeDomain: 'threadTicks' });
    await tab.addInitScript(watch);
    await tab.goto(url, { timeout: 120_000 });
    await tab.waitForFunction(() => window.marks.readable && window.marks.ready, null, { timeout: 120_000 });
    if (taken) await tab.locator(taken).waitFor({ state: 'attached', timeout: 120_000 });
    await tab.waitForLoadState('networkidle');
    const { metrics } = await devtools.send('Performance.getMetrics');
    const script = metrics.find(({ name }) => name === 'ScriptDuration').value * 1_000;
    return { ...(await tab.evaluate(tell)), script };
  } finally {
    await context.close();
  }
}

const median = (numbers) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)];

const seeded = await seedFolder();
const server = await startServer(seeded);
const documents = await pages(server);
const served = front(server, documents);
await new Promise((resolve) => served.listen(0, '127.0.0.1', resolve));
const origin = `http://127.0.0.1:${served.address().port}`;
const browser = await chromium.launch(launch.options);
try {
  const names = Object.keys(documents);
  const loads = Object.fromEntries(names.map((name) => [name, []]));
  // The first round warms the browser and the server.
  for (let round = -1; round < ROUNDS; round += 1)
    for (const place of names.keys()) {
      const name = names[(place + round + names.length) % names.length];
      const taken = name === 'static page' ? '' : 'open-letter [part~=sign-button]:is(button)';
      const figures = await load(browser, `${origin}/${name.replace(/\W/g, '-')}`, taken);
      if (round >= 0) loads[name].push(figures);
    }
  const row = (cells) => console.log(`| ${cells.join(' | ')} |`);
  console.log(`Medians of ${ROUNDS} cold loads, in turns; 150 ms, 1.6 Mbit/s, processor ×${SLOWER}\n`);
  row(['page', 'requests waited for', 'until readable', 'kB', 'until sign-ready', 'kB', 'in all', 'kB', 'readable ms', 'sign-ready ms', 'script CPU ms', 'layout shift']);
  row(Array(12).fill('---'));
  const figure = (name, pick) => median(loads[name].map(pick));
  const kB = (bytes) => (bytes / 1_000).toFixed(1);
  for (const name of names) {
    const of = (pick) => figure(name, pick);
    row([
      name,
      of((load) => load.waited),
      ...['atReadable', 'atReady', 'inAll'].flatMap((when) => [of((load) => load[when].requests), kB(of((load) => load[when].bytes))]),
      ...['readable', 'ready', 'script'].map((what) => of((load) => load[what]).toFixed(0)),
      of((load) => load.shift).toFixed(4),
    ]);
  }
  const ratio = (name, what) => (figure(name, (load) => load[what]) / figure('static page', (load) => load[what])).toFixed(2);
  console.log(`\nBeside the static page, pre-rendered is readable after ${ratio('pre-rendered', 'readable')} and sign-ready after ${ratio('pre-rendered', 'ready')} of its time; by script alone ${ratio('script alone', 'readable')} and ${ratio('script alone', 'ready')}.`);
  const [still, pre] = ['static page', 'pre-rendered'].map((name) => loads[name]);
  const worst = (all, pick) => Math.max(...all.map(pick));
  // The loader does not hold anything up, but it is asked for at once. On a busy machine what it asks
  // for begins before the first picture too, and this fails although nothing waits for it.
  const more = worst(pre, (load) => load.atReadable.requests) - worst(still, (load) => load.atReadable.requests) - 1;
  const moved = worst(pre, (load) => load.shift);
  if (more > 0 || moved > 0.0001) {
    console.error(`pre-rendered: ${more} requests too many before it was readable, layout shift ${moved}`);
    process.exitCode = 1;
  }
} finally {
  await browser.close();
  served.closeAllConnections();
  served.close();
  await server.stop();
  await rm(seeded, { recursive: true, force: true });
}
