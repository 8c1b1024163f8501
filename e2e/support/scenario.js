// The test of every scenario: a server and a host page of its own, and a page that must not throw.
import { rm } from 'node:fs/promises';
import { test as base, expect } from '@playwright/test';
import { listen } from './events.js';
import { startHost } from './host.js';
import { letterOn } from './letter.js';
import { seedFolder, startServer } from './server.js';

export { expect };

export const test = base.extend({
  /** How many uncaught errors the scenario brings about itself. */
  throws: [0, { option: true }],

  /** Whether the letters ask for confirmation by mail. */
  confirmation: [false, { option: true }],

  /** Letters of the scenario's own, by id: the text of their files. */
  letters: [{}, { option: true }],

  seeded: [
    async ({}, use) => {
      const folder = await seedFolder();
      await use(folder);
      await rm(folder, { recursive: true, force: true });
    },
    { scope: 'worker' },
  ],

  server: async ({ seeded, confirmation, letters, page }, use) => {
    const server = await startServer(seeded, { confirmation, letters });
    await use(server);
    // A route that still asks would fail its scenario with nobody to ask.
    await page.unrouteAll({ behavior: 'ignoreErrors' });
    await server.stop();
  },

  host: async ({ server }, use) => {
    const host = await startHost({ server: server.origin, letter: server.letter });
    await use(host);
    await host.stop();
  },

  /** What the letters on the page have told it. */
  heard: async ({ page }, use) => use(await listen(page)),

  letter: async ({ page }, use) => use(letterOn(page)),

  /** The number of signatures as the server tells it. */
  counted: async ({ server, request }, use) => {
    await use(async () => (await (await request.get(`${server.letter}/count`)).json()).count);
  },

  /** A page on which something was thrown is broken, whatever else went well. */
  calm: [
    async ({ page, throws }, use) => {
      const thrown = [];
      page.on('pageerror', (error) => thrown.push(String(error.stack || error)));
      await use();
      // A route that still asks when its scenario ends would fail the next one.
      await page.unrouteAll({ behavior: 'ignoreErrors' });
      expect(thrown, thrown.join('\n')).toHaveLength(throws);
    },
    { auto: true },
  ],
});
