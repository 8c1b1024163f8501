// How long the work takes that a letter may ask for of a browser: hashes in a second, and seconds to
// a proof, on this machine and on one that is four times as slow. `cargo xtask bench proof` runs it.
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { chromium } from '@playwright/test';
import { launch } from '../support/browser.js';
import { seedFolder, startServer } from '../support/server.js';

const { values } = parseArgs({ options: { rounds: { type: 'string', default: '20' }, bits: { type: 'string', default: '14' } } });
const [rounds, bits] = [values.rounds, values.bits].map(Number);
if (!(Number.isInteger(rounds) && rounds >= 1 && Number.isInteger(bits) && bits >= 8 && bits <= 22)) {
  console.error('--rounds is a whole number from 1, --bits one from 8 to 22');
  process.exit(2);
}

/** Has the widget's own script do some proofs, and times them. Runs in the page. */
async function work([script, rounds, bits]) {
  const { ask, prove } = await import(script);
  const { subtle } = crypto;
  const digest = subtle.digest.bind(subtle);
  let hashes = 0;
  subtle.digest = (...given) => {
    hashes += 1;
    return digest(...given);
  };
  ask('https://letters.example/a', () => ({
    body: { challenge: crypto.randomUUID().padEnd(76, 'A'), bits, expires_in: 1_800 },
  }));
  let slow = 0;
  new PerformanceObserver((list) => (slow += list.getEntries().length)).observe({ type: 'longtask' });
  const begun = performance.now();
  let missed = 0;
  for (let round = 0; round < rounds; round += 1)
    missed += !(await prove('https://letters.example/a/signatures', `${round}`));
  return { seconds: (performance.now() - begun) / 1_000, hashes, missed, slow };
}

const embed = join(process.env.OPEN_LETTER_DIST, 'embed/1');
const script = (await readdir(embed)).find((name) => /^proof-[0-9a-f]+\.js$/.test(name));
const seeded = await seedFolder();
const server = await startServer(seeded);
const browser = await chromium.launch(launch.options);
try {
  console.log(`${rounds} proofs of ${bits} bits, and what that is for others; a proof takes twice the mean one time in seven\n`);
  const asked = [12, 14, 16, 18, 20, 22];
  const row = (cells) => console.log(`| ${cells.join(' | ')} |`);
  row(['processor', 'hashes a second', 'tasks over 50 ms', ...asked.map((bits) => `${bits} bits, s`)]);
  row(Array(3 + asked.length).fill('---'));
  for (const rate of [1, 4]) {
    const page = await browser.newPage();
    // A page of the script's own origin that does nothing itself.
    await page.goto(`${server.origin}/health/live`);
    const devtools = await page.context().newCDPSession(page);
    await devtools.send('Emulation.setCPUThrottlingRate', { rate });
    const { seconds, hashes, missed, slow } = await page.evaluate(work, [`/embed/1/${script}`, rounds, bits]);
    const speed = hashes / seconds;
    const mean = (bits) => {
      const time = 2 ** bits / speed;
      return time < 10 ? time.toPrecision(2) : Math.round(time);
    };
    row([rate === 1 ? 'this one' : `×${rate} slower`, Math.round(speed).toLocaleString('en'), slow, ...asked.map(mean)]);
    if (missed) console.log(`\n${missed} of these were not done within the ten seconds that a request may take\n`);
    await page.close();
  }
} finally {
  await browser.close();
  await server.stop();
  await rm(seeded, { recursive: true, force: true });
}
