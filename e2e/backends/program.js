// Programs of other people, each on a free port of 127.0.0.1 and in a folder of its own.
import { execFile, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const list = fileURLToPath(new URL('../../xtask/python/backends.txt', import.meta.url));

/** The version of a package in the list of Python's backends. */
export const pinned = (name) => new RegExp(`^${name}==(\\S+)`, 'm').exec(readFileSync(list, 'utf8'))?.[1];

/** What is left where a start fails half-way: it goes when the tests do. */
const left = new Set();
process.once('exit', () => left.forEach((end) => end()));

/** A program of the Python environment that holds the backends. */
export function fromPython(name) {
  const interpreter = process.env.OPEN_LETTER_BACKENDS_PYTHON;
  if (!interpreter)
    throw new Error('OPEN_LETTER_BACKENDS_PYTHON is not set: it comes with cargo xtask test, after cargo xtask setup');
  return name === 'python' ? interpreter : join(dirname(interpreter), name);
}

/** A temporary folder; `start` removes the one that it is given once the program is stopped. */
export async function folder() {
  const place = mkdtempSync(join(tmpdir(), 'open-letter-backend-'));
  left.add(() => rmSync(place, { recursive: true, force: true }));
  return place;
}

/** A port that was free a moment ago, for programs that do not tell which one they took. */
const freePort = () =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });

/** Runs a program to its end. */
export async function run(program, args, options = {}) {
  try {
    return (await promisify(execFile)(program, args, options)).stdout;
  } catch (error) {
    throw new Error(`${program} ${args.join(' ')}: ${error.stderr || error.message}`);
  }
}

/** Asks, or changes, a SQLite file beside the program that keeps it. */
export const query = (file, sql) =>
  run(fromPython('python'), [
    '-c',
    'import sqlite3, sys; print(*(row[0] for row in sqlite3.connect(sys.argv[1], isolation_level=None).execute(sys.argv[2])), sep="\\n")',
    file,
    sql,
  ]);

/** One start on one port: the origin once the program answers, or nothing where it ended. */
async function attempt(program, args, options, probe) {
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  const child = spawn(program, args(port), { stdio: ['ignore', 'pipe', 'pipe'], ...options });
  let log = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (part) => (log += part));
  const kill = () => child.kill('SIGKILL');
  left.add(kill);
  let over = false;
  const ended = new Promise((resolve) => {
    const end = () => resolve((over = true));
    child.once('exit', end);
    child.once('error', (error) => {
      log += error;
      end();
    });
  });
  while (!over) {
    const answer = await fetch(origin + probe).catch(() => null);
    // Another program's answer on this port is none: ours would have ended by now.
    if (answer?.ok && !over) break;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  const stop = async () => {
    kill();
    await ended;
    left.delete(kill);
  };
  return { origin, stop, failed: over, log: () => log };
}

/**
 * Starts a program that is told its port by `args(port)`, and waits until it answers at `probe`.
 * Somebody else may have taken the port meanwhile, so it is tried again.
 */
export async function start(program, args, { probe, place, ...options }) {
  let last;
  for (let tries = 0; tries < 3; tries += 1) {
    last = await attempt(program, args, { cwd: place, ...options }, probe);
    if (!last.failed) break;
  }
  if (last.failed) throw new Error(`${program} ended: ${last.log()}`);
  const { origin, log } = last;
  const stop = async () => {
    await last.stop();
    rmSync(place, { recursive: true, force: true });
  };
  return { origin, log, stop };
}

/** Asks a backend as its owner, and gives the JSON of its answer. */
export async function ask(url, { method, headers, body } = {}) {
  const answer = await fetch(url, {
    method: method ?? (body === undefined ? 'GET' : 'POST'),
    headers: { 'Content-Type': 'application/json', ...headers },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${method ?? 'GET or POST'} ${url}: ${answer.status} ${text}`);
  return text ? JSON.parse(text) : null;
}

/** Tries as a stranger what only the owner may: `[method, url, body, headers]` each. */
export async function expectRefused(attempts) {
  for (const [method, url, body, headers] of attempts) {
    const answer = await fetch(url, {
      method,
      headers: { 'Content-Type': 'application/json', ...headers },
      body: body && JSON.stringify(body),
    });
    if (answer.ok) throw new Error(`strangers may ${method} ${url}: ${await answer.text()}`);
  }
}
