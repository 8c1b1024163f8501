import { test, expect } from './engine.js';
import { part } from './letter.js';

const PAGE = '/engines/pages/page.html';

/** Sends the page under a policy; `scripts` stands beside the server as a source of script. */
function forbid(host, server, reports, scripts) {
  host.headers[PAGE] = {
    'Content-Security-Policy': [
      "default-src 'none'",
      `script-src ${server.origin} ${scripts}`,
      `connect-src ${server.origin}`,
      `style-src ${server.origin}`,
      'img-src data:',
      "require-trusted-types-for 'script'",
      "trusted-types 'none'",
      reports.directive,
    ].join('; '),
  };
}

/** The page's own files, which the policy forbids too. */
const ofPage = (report, host) => report.includes(host.origin);

test('under the strictest policy that it asks for, it reads, is styled and signs', async ({ tab, host, server, reports, letter, counted }) => {
  forbid(host, server, reports, "'wasm-unsafe-eval'");
  await tab.goto(host.page('engines/pages'));
  await letter.counts(236);
  const size = async (name) => parseFloat(await letter.style(part(name), 'font-size'));
  expect(await size('title')).toBeGreaterThan((await size('paragraph')) * 1.3);
  const plain = await letter.style(part('submit'), 'background-color');
  const theme = `${server.origin}/embed/1/themes/civic.css`;
  await tab.evaluate((theme) => void (document.querySelector('open-letter').stylesheet = theme), theme);
  await expect.poll(() => letter.style(part('submit'), 'background-color')).not.toBe(plain);
  await tab.click(part('submit'));
  await letter.focuses({ part: 'error-summary' });
  await letter.sign();
  await letter.counts(237);
  expect(await counted()).toBe(237);
  // The page's own script and stylesheet show that reports do arrive.
  await expect.poll(() => reports.all.filter((report) => ofPage(report, host)).length).toBe(2);
  expect(reports.all.filter((report) => !ofPage(report, host))).toEqual([]);
});

test('a policy without WebAssembly: the children stay, and the page is told', async ({ tab, host, server, reports, letter }) => {
  forbid(host, server, reports, "'self'");
  await tab.goto(host.page('engines/pages'));
  await expect.poll(letter.codes).toEqual(['csp']);
  await letter.see('.fallback');
  expect(await letter.texts(part('title'))).toEqual([]);
});

test('a whole visit keeps nothing', async ({ tab, host, server, letter }) => {
  const kept = () =>
    tab.evaluate(() => ({ local: { ...localStorage }, session: { ...sessionStorage }, cookie: document.cookie }));
  const nothing = { local: {}, session: {}, cookie: '' };
  await tab.goto(host.page('engines/pages'));
  await letter.sign();
  await letter.counts(237);
  expect(await kept()).toEqual(nothing);
  await tab.goto(server.hosted);
  expect(await kept()).toEqual(nothing);
});
