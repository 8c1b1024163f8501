// A page with a letter in it, as `open-letter-server render` writes it, and the script that comes
// when the scenario says so.
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { test as base, expect } from '../support/scenario.js';
import { startHost } from '../support/host.js';

export { expect };

const program =
  process.env.OPEN_LETTER_SERVER || join(fileURLToPath(new URL('../../', import.meta.url)), 'target/release/open-letter-server');

export const test = base.extend({
  /** Opens a page with the letter in it, with what it is rendered with and the page's headers. */
  open: async ({ page, server, heard }, use) => {
    const hosts = [];
    await use(async (args = [], headers = {}, query = {}) => {
      const { stdout: rendered } = await promisify(execFile)(program, ['render', '--src', server.letter, ...args]);
      const host = await startHost({ rendered });
      hosts.push(host);
      host.headers['/take-over/page.html'] = headers;
      await page.goto(host.page('take-over', query));
      await expect(page.locator('open-letter [part~="count"]')).toBeVisible();
      return host;
    });
    for (const host of hosts) await host.stop();
  },

  /** Brings the script. */
  bring: async ({ page, server }, use) => {
    await use(() =>
      page.evaluate(
        (src) =>
          new Promise((resolve, reject) => {
            const script = Object.assign(document.createElement('script'), { src, onload: resolve, onerror: reject });
            document.head.append(script);
          }),
        `${server.origin}/embed/1/open-letter.js`,
      ),
    );
  },

  /** Waits until the widget has taken over, and no longer. */
  taken: async ({ page }, use) => {
    await use(() => expect.poll(() => hasTakenOver(page)).toBe(true));
  },
});

/** Whether what stands there is the widget's own: only its stylesheet is constructed. */
export const hasTakenOver = (page) =>
  page.locator('open-letter').evaluate((element) => element.shadowRoot.adoptedStyleSheets.length > 0);
