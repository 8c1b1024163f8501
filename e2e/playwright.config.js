import { defineConfig } from '@playwright/test';
import { launch } from './support/browser.js';

// Patience is generous on purpose: a busy machine may be slow, and no scenario depends on speed.
export default defineConfig({
  testDir: '.',
  outputDir: 'results',
  workers: 2,
  retries: 0,
  fullyParallel: true,
  forbidOnly: true,
  timeout: 120_000,
  expect: { timeout: 30_000 },
  reporter: 'list',
  use: {
    ...launch.context,
    launchOptions: launch.options,
    actionTimeout: 30_000,
    navigationTimeout: 60_000,
    trace: 'off',
  },
});
