// Programs that a browser needs around it, ended with all that they started.
import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

const PATIENCE = 60_000;

/** A port that was free a moment ago, for a program that does not tell which one it took. */
export function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

/** A set of programs and a folder for what they keep, which end together. */
export async function programs() {
  const folder = await mkdtemp(join(tmpdir(), 'open-letter-engine-'));
  const running = [];
  // A driver's browser is in the driver's group, so that none outlives a scenario that failed.
  const kill = () => {
    for (const child of running.reverse())
      try {
        process.kill(-child.pid, 'SIGKILL');
      } catch {
        // It has ended by itself.
      }
  };
  // Where the scenarios themselves are broken off.
  const exit = () => {
    kill();
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  };
  process.once('exit', exit);
  return {
    folder,
    /** Starts a program; what it says is kept for who asks why it does not answer. */
    start(program, args, env = {}) {
      const child = spawn(program, args, {
        env: { ...process.env, ...env },
        stdio: ['ignore', 'pipe', 'pipe'],
        detached: true,
      });
      const started = { child, said: '', ended: false };
      for (const stream of [child.stdout, child.stderr]) stream.on('data', (part) => (started.said += part));
      child.on('error', (error) => Object.assign(started, { said: String(error), ended: true }));
      child.on('exit', () => (started.ended = true));
      if (child.pid) running.push(child);
      return started;
    },
    /** Waits until `ready` gives something. */
    async until(started, ready) {
      for (const until = Date.now() + PATIENCE; ; await pause(50)) {
        const found = await ready(started.said);
        if (found) return found;
        if (started.ended || Date.now() > until)
          throw new Error(`${started.child.spawnargs[0]} does not come up: ${started.said}`);
      }
    },
    async stop() {
      process.off('exit', exit);
      kill();
      await rm(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
    },
  };
}

/** Whether a driver answers at an address. */
export const answers = (endpoint) =>
  fetch(`${endpoint}/status`).then(
    (answer) => answer.ok,
    () => false,
  );
