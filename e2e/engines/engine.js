// The test of every scenario that all engines run: a server and a host page of its own, and a tab.
import { rm } from 'node:fs/promises';
import { test as base, expect } from '@playwright/test';
import { startHost } from '../support/host.js';
import { seedFolder, startServer } from '../support/server.js';
import { ENGINES } from './launch/index.js';
import { letterIn } from './letter.js';
import { startReports } from './reports.js';

export { expect };

export const test = base.extend({
  /** The engine's name; each is a project. */
  engine: ['chromium', { option: true, scope: 'worker' }],

  /** What is off in the browser. */
  script: [true, { option: true }],
  wasm: [true, { option: true }],

  seeded: [
    async ({}, use) => {
      const folder = await seedFolder();
      await use(folder);
      await rm(folder, { recursive: true, force: true });
    },
    { scope: 'worker' },
  ],

  server: async ({ seeded }, use) => {
    const server = await startServer(seeded);
    await use(server);
    await server.stop();
  },

  host: async ({ server }, use) => {
    const values = { server: server.origin, letter: server.letter };
    const host = await startHost(values);
    await use({ ...host, values });
    await host.stop();
  },

  /** Browsers take seconds to start, so each serves many scenarios: nothing is kept in it. */
  browsers: [
    async ({ engine }, use) => {
      const open = new Map();
      await use((settings) => {
        const key = JSON.stringify(settings);
        if (!open.has(key)) open.set(key, ENGINES[engine](settings));
        return open.get(key);
      });
      for (const tab of open.values()) await tab.then((tab) => tab.close(), () => {});
    },
    { scope: 'worker', timeout: 180_000 },
  ],

  tab: async ({ browsers, script, wasm }, use, info) => {
    const tab = await browsers({ script, wasm });
    info.annotations.push({ type: 'browser', description: tab.version });
    await use(tab);
    // The page ends before its server does.
    await tab.goto('about:blank');
  },

  letter: async ({ tab }, use) => use(letterIn(tab)),

  /** What the browser reports of a page's policy. */
  reports: async ({}, use) => {
    const reports = await startReports();
    await use(reports);
    await reports.stop();
  },

  /** The number of signatures as the server tells it. */
  counted: async ({ server }, use) => {
    await use(async () => (await (await fetch(`${server.letter}/count`)).json()).count);
  },
});
