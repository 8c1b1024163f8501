import { defineConfig } from '@playwright/test';

// Patience is generous on purpose: a busy machine may be slow, and no scenario depends on speed.
export default defineConfig({
  testDir: '.',
  // Not a name that the scenarios of one engine would be found by.
  testMatch: '*.scenarios.js',
  outputDir: '../results/engines',
  workers: 2,
  retries: 0,
  forbidOnly: true,
  timeout: 180_000,
  expect: { timeout: 60_000 },
  reporter: 'list',
  projects: ['chromium', 'firefox', 'webkit'].map((engine) => ({ name: engine, use: { engine } })),
});
