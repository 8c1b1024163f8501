// The widget takes the place of what stood there, and nobody sees it happen.
import { test, expect } from './rendered.js';

// All of the letter is on the screen, so that every shift of it counts.
test.use({ viewport: { width: 1024, height: 7000 } });

/** Looks at every frame: where things stand, and what has shifted. */
const look = (page) =>
  page.evaluate(() => {
    const seen = (window.seen = { frames: [], shift: 0, sources: [] });
    new PerformanceObserver((list) => {
      for (const { value, sources } of list.getEntries()) {
        seen.shift += value;
        for (const { node, previousRect, currentRect } of sources)
          seen.sources.push(`${node?.localName} ${node?.part ?? node?.id}: ${JSON.stringify(previousRect)} to ${JSON.stringify(currentRect)}`);
      }
    }).observe({ type: 'layout-shift', buffered: true });
    const frame = () => {
      const root = document.querySelector('open-letter').shadowRoot;
      const at = (element) => {
        if (!element) return 'nothing';
        const { x, y, width, height } = element.getBoundingClientRect();
        if (!width) return 'nothing';
        return [x, y, width, height, getComputedStyle(element).fontSize, getComputedStyle(element).color].join(' ');
      };
      const now = ['title', 'count', 'sign-button', 'submit'].map((part) => at(root.querySelector(`[part~="${part}"]`)));
      now.push(at(document.querySelector('#after')));
      if (JSON.stringify(seen.frames.at(-1)) !== JSON.stringify(now)) seen.frames.push(now);
      requestAnimationFrame(frame);
    };
    frame();
  });

for (const [what, args, query] of [
  ['the letter', []],
  ['the letter in Arabic', ['--lang', 'ar'], { lang: 'ar' }],
  ['a card', ['--view', 'card']],
  ['a card with the form below it', ['--view', 'card', '--sign', 'inline']],
  ['a button', ['--view', 'button']],
  ['a count', ['--view', 'count']],
  ['the letter, signed in a dialog', ['--sign', 'dialog']],
])
  test(`${what}: no shift, no flash, and its stylesheet comes once`, async ({ page, open, bring, taken, server, heard }) => {
    const asked = [];
    page.on('request', (request) => asked.push(request.url()));
    await open(args, {}, query);
    // Nothing that the page does by itself is to be taken for ours.
    await page.evaluate(() => document.fonts.ready.then(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))));
    await look(page);
    await bring();
    await taken();
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 100))));
    const { frames, shift, sources } = await page.evaluate(() => window.seen);
    expect(frames, JSON.stringify(frames, null, 1)).toHaveLength(1);
    expect(shift, sources.join('\n')).toBe(0);
    expect(asked.filter((url) => url.endsWith('.css'))).toEqual([`${server.origin}/embed/1/open-letter.css`]);
    expect(await heard.of('ready')).toHaveLength(1);
    expect(await heard.codes()).toEqual([]);
  });

test('with a stylesheet of the page: it stays, and is not loaded again', async ({ page, open, bring, taken, heard }) => {
  let asked = 0;
  await page.route('**/own.css', (route) => {
    asked += 1;
    return route.fulfill({ headers: { 'Access-Control-Allow-Origin': '*', 'Content-Type': 'text/css' }, body: '[part~="title"] { color: rgb(1, 2, 3); font-size: 60px }' });
  });
  await open(['--stylesheet', '/own.css']);
  await look(page);
  await bring();
  await taken();
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 100))));
  const { frames, shift, sources } = await page.evaluate(() => window.seen);
  expect(frames).toHaveLength(1);
  expect(frames[0][0]).toMatch(/60px rgb\(1, 2, 3\)$/);
  expect(shift, sources.join('\n')).toBe(0);
  expect(asked).toBe(1);
  expect(await heard.codes()).toEqual([]);
});
