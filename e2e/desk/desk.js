// A server with a desk, and letters whose signatures wait for it.
import { execFileSync } from 'node:child_process';
import { test as base, expect } from '../support/scenario.js';
import { LETTER_ID, program, startServer } from '../support/server.js';

export { expect };

export const PASSWORD = 'a pot of tea for two';

let known;
/** The hash of the password, made by the program itself. */
function hash() {
  known ??= execFileSync(program, ['desk', 'password'], { input: `${PASSWORD}\n` }).toString().trim();
  return known;
}

export const test = base.extend({
  /** How many have signed and wait. */
  waiting: [3, { option: true }],

  /** Who else has: what they sign with, besides what everybody signs with. */
  people: [{ all: [] }, { option: true }],

  server: async ({ seeded, waiting, people }, use) => {
    const server = await startServer(seeded, {
      env: { OPEN_LETTER_REVIEWERS: `wilhelmina:${hash()} ada:${hash()}` },
      edit: (text) =>
        text
          .replace('moderation = "none"', 'moderation = "before"')
          .replace('[fields]', '[fields]\nreason = "optional"\nbadges = ["public-code"]')
          .replace('id = "public-code"', 'id = "public-code"\nevidence = "optional"'),
    });
    // One after the other, so that the queue has them in this order.
    for (let number = 1; number <= waiting; number += 1) await sign(server, person(number));
    for (const other of people.all) await sign(server, other);
    await use(server);
    await server.stop();
  },

  /** The desk, as one of its reviewers uses it. */
  desk: async ({ page, server }, use) => use(deskOn(page, server)),
});

/** Somebody, by number. */
function person(number) {
  return { name: `Person Number-${number}`, email: `person-${number}@example.org` };
}

let keys = 0;
export async function sign(server, more) {
  keys += 1;
  const answer = await fetch(`${server.letter}/signatures`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': `key-of-somebody-${keys}` },
    body: JSON.stringify({
      role: 'Librarian',
      affiliation: 'Example Library',
      consent: { version: '1', accepted: true },
      ...more,
    }),
  });
  if (answer.status !== 202) throw new Error(`${answer.status}: ${await answer.text()}`);
}

export function deskOn(page, server) {
  const at = (name) => `${server.origin}/desk/letters/${LETTER_ID}/${name}`;
  const desk = {
    at,
    entries: page.locator('.entry'),
    names: page.locator('.entry h2'),
    told: page.locator('[data-told]'),
    notice: page.locator('.notice'),
    async signIn(name = 'wilhelmina') {
      await page.goto(`${server.origin}/desk/sign-in`);
      await page.getByLabel('Name').fill(name);
      await page.getByLabel('Password').fill(PASSWORD);
      await page.getByRole('button', { name: 'Sign in' }).click();
      await expect(page).toHaveURL(`${server.origin}/desk`);
    },
    async queue() {
      await desk.signIn();
      await page.goto(at('queue'));
    },
    /** The signature that has the focus. */
    focused: page.locator('.entry:focus h2'),
  };
  return desk;
}
