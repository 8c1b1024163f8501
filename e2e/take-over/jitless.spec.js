// A browser without WebAssembly, as some people's settings make it.
import { launch } from '../support/browser.js';
import { VISITOR } from '../support/letter.js';
import { test, expect } from './rendered.js';

test.use({ launchOptions: { ...launch.options, args: [...launch.options.args, '--js-flags=--jitless'] } });

test('without WebAssembly the letter stays, and its form is sent by the browser', async ({ page, open, bring, letter, heard, server, counted }) => {
  await open();
  expect(await page.evaluate(() => typeof WebAssembly)).toBe('undefined');
  await bring();
  await expect.poll(heard.codes).toEqual(['wasm_unsupported']);
  for (const [name, value] of Object.entries(VISITOR)) await letter.field(name).fill(value);
  await letter.field('consent').check();
  await letter.submit.click();
  await expect(page).toHaveURL(`${server.hosted}/received?lang=en`);
  expect(await counted()).toBe(237);
});
