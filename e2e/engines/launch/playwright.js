// The engines as Playwright drives them: Chromium everywhere, and its own builds of the others
// where a system has no driver for them.
import playwright from '@playwright/test';
import { launch } from '../../support/browser.js';
import { sentence } from '../page-side.js';
import { preferences } from './firefox.js';
import { environment } from './webkit.js';

const options = {
  chromium: ({ wasm }) => ({
    ...launch.options,
    // Without a just-in-time compiler it has no WebAssembly; it no longer knows a switch for that alone.
    args: [...launch.options.args, ...(wasm ? [] : ['--js-flags=--jitless'])],
  }),
  // Playwright turns script off by itself.
  firefox: (settings) => ({ firefoxUserPrefs: preferences({ ...settings, script: true }) }),
  webkit: (settings) => ({ env: { ...process.env, ...environment(settings) } }),
};

export async function launchPlaywrights(engine, settings) {
  const browser = await playwright[engine].launch(options[engine](settings));
  const page = await browser.newPage({ ...launch.context, javaScriptEnabled: settings.script });
  page.setDefaultTimeout(60_000);
  return {
    version: `${engine} ${browser.version()}`,
    goto: (url) => page.goto(url),
    url: async () => page.url(),
    evaluate: (run, ...args) => page.evaluate(sentence(run, args)),
    click: (selector) => page.locator(selector).first().click(),
    type: (selector, text) => page.locator(selector).first().pressSequentially(text),
    clickAt: (x, y) => page.mouse.click(x, y),
    press: (key) => page.keyboard.press(key),
    close: () => browser.close(),
  };
}
