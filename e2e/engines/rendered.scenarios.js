// A letter that stands in the page before any script has run.
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { test, expect } from './engine.js';
import { VISITOR, field, part } from './letter.js';

const program =
  process.env.OPEN_LETTER_SERVER || fileURLToPath(new URL('../../target/release/open-letter-server', import.meta.url));

/** Opens a page with what the program writes for the letter. */
async function open({ tab, host, server, letter }) {
  const { stdout } = await promisify(execFile)(program, ['render', '--src', server.letter]);
  host.values.rendered = stdout;
  await tab.goto(host.page('engines/pages', {}, 'rendered.html'));
  await letter.counts(236);
  await letter.see(part('title'));
  await letter.see('open-letter > a', false);
  const size = async (name) => parseFloat(await letter.style(part(name), 'font-size'));
  expect(await size('title')).toBeGreaterThan((await size('paragraph')) * 1.3);
}

test.describe('script is off', () => {
  test.use({ script: false });

  test('the letter is read where it stands, and its form signs', async ({ tab, host, server, letter, counted }) => {
    await open({ tab, host, server, letter });
    expect(await letter.codes()).toBeFalsy();
    await letter.fill();
    await tab.click(part('submit'));
    await expect.poll(tab.url).toContain('/received');
    expect(await counted()).toBe(237);
  });
});

test('the widget takes the place of what stands there, and keeps what was typed', async ({ tab, host, server, letter, counted }) => {
  await open({ tab, host, server, letter });
  await tab.type(field('name'), VISITOR.name);
  await tab.evaluate(() => {
    deep('[part~="form"]')[0].dataset.before = 'yes';
  });
  await tab.click('h1');
  await tab.evaluate((src) => {
    document.head.append(Object.assign(document.createElement('script'), { src }));
  }, `${server.origin}/embed/1/open-letter.js`);
  await expect.poll(() => tab.evaluate(() => deep('[part~="form"]').map((form) => form.dataset.before ?? 'no'))).toEqual(['no']);
  expect(await tab.evaluate((selector) => deep(selector)[0].value, field('name'))).toBe(VISITOR.name);
  await letter.fill({ email: VISITOR.email });
  await tab.click(part('submit'));
  await letter.see(part('thanks'));
  await letter.counts(237);
  expect(await counted()).toBe(237);
  expect(await letter.codes()).toEqual([]);
});
