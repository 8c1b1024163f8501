// The real server on a free port, with a database of its own.
import { execFile, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

export const LETTER_ID = 'keep-nhs-code-open';
export const SIGNATURES = 236;

const project = fileURLToPath(new URL('../../', import.meta.url));
export const program = process.env.OPEN_LETTER_SERVER || join(project, 'target/release/open-letter-server');
const dist = process.env.OPEN_LETTER_DIST || join(project, 'dist');
const letters = join(project, 'static/letters');

/** The environment of a server on a data folder. Nothing of ours may change what it does. */
function environment(folder) {
  const env = {
    ...process.env,
    OPEN_LETTER_DATABASE: `sqlite:${join(folder, 'letters.db')}`,
    OPEN_LETTER_SECRET_FILE: join(folder, 'secret'),
    OPEN_LETTER_LETTERS: join(folder, 'letters'),
    OPEN_LETTER_DIST: dist,
    OPEN_LETTER_LISTEN: '127.0.0.1:0',
    OPEN_LETTER_OUTBOX: 'true',
    // All visitors of all scenarios come from one network.
    OPEN_LETTER_POSTS_PER_MINUTE: '0',
    OPEN_LETTER_REVIEW_AFTER: '0',
    // And they type faster than anybody.
    OPEN_LETTER_REVIEW_QUICKER_THAN: '0',
  };
  for (const name of ['OPEN_LETTER_SMTP_URL', 'OPEN_LETTER_MAIL_FROM', 'OPEN_LETTER_TRUSTED_PROXIES', 'OPEN_LETTER_REVIEWERS'])
    delete env[name];
  delete env.OPEN_LETTER_PUBLIC_URL;
  return env;
}

/**
 * Puts the letters into a data folder. They ask for confirmation, as the demo's does, or count at
 * once, where that is not what a scenario is about. `edit` changes their texts.
 */
async function copyLetters(folder, confirmation, edit = (text) => text) {
  await mkdir(join(folder, 'letters'), { recursive: true });
  for (const name of await readdir(letters)) {
    const text = await readFile(join(letters, name), 'utf8');
    const asks = text.replace(/^confirmation = \w+$/m, `confirmation = ${confirmation}`);
    await writeFile(join(folder, 'letters', name), edit(asks));
  }
}

/** A folder with the invented signatories, to be copied for each server. */
export async function seedFolder() {
  for (const [path, how] of [
    [program, 'cargo build -p open-letter-server --release, or OPEN_LETTER_SERVER'],
    [join(dist, 'embed/1/open-letter.js'), 'cargo xtask build, or OPEN_LETTER_DIST'],
  ])
    if (!existsSync(path)) throw new Error(`${path} is missing: ${how}`);
  const folder = await mkdtemp(join(tmpdir(), 'open-letter-seed-'));
  await copyLetters(folder, false);
  const args = ['seed', '--letter', LETTER_ID, '--count', String(SIGNATURES)];
  await promisify(execFile)(program, args, { env: environment(folder) });
  return folder;
}

/**
 * Starts a server on a copy of a seeded folder: with more in its environment, with letter files
 * that are changed before they are read, with more letters, or with nobody who has signed.
 */
export async function startServer(seeded, { confirmation = false, env = {}, edit, letters: more = {}, empty = false } = {}) {
  const folder = await mkdtemp(join(tmpdir(), 'open-letter-e2e-'));
  await cp(seeded, folder, { recursive: true });
  await copyLetters(folder, confirmation, edit);
  for (const [id, text] of Object.entries(more)) await writeFile(join(folder, 'letters', `${id}.md`), text);
  if (empty) await Promise.all(['letters.db', 'letters.db-wal', 'letters.db-shm'].map((name) => rm(join(folder, name), { force: true })));
  const child = spawn(program, ['serve'], { env: { ...environment(folder), ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  let log = '';
  child.stderr.on('data', (part) => (log += part));
  const origin = await new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (code) => reject(new Error(`the server ended with ${code}: ${log}`)));
    createInterface({ input: child.stdout }).on('line', (line) => {
      const found = /^listening on (http:\S+)$/.exec(line);
      if (found) resolve(found[1]);
    });
  });
  return {
    origin,
    letter: `${origin}/v1/letters/${LETTER_ID}`,
    hosted: `${origin}/letters/${LETTER_ID}`,
    /** The page of the mails that did not leave. */
    outbox: `${origin}/outbox`,
    /** What the server wrote to its log so far. */
    log: () => log,
    async stop() {
      // A scenario may have ended it itself.
      if (child.exitCode === null && child.signalCode === null) {
        const ended = new Promise((resolve) => child.once('exit', resolve));
        // Browsers hold connections open, and there is nothing here worth an orderly end.
        child.kill('SIGKILL');
        await ended;
      }
      await rm(folder, { recursive: true, force: true });
    },
  };
}
