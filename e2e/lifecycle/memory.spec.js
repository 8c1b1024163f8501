// Letters that come and go a hundred times leave the page as large as it was.
import { test, expect } from '../support/scenario.js';

test.beforeEach(async ({ page, host, letter, heard }) => {
  // The Wasm's memory is nobody's to see, so its instance is caught where it is made.
  await page.addInitScript(() => {
    WebAssembly.Instance = new Proxy(WebAssembly.Instance, {
      construct(target, args) {
        const instance = Reflect.construct(target, args);
        window.wasmMemory = Object.values(instance.exports).find((value) => value instanceof WebAssembly.Memory);
        return instance;
      },
    });
  });
  await page.goto(host.page('lifecycle'));
  await expect(letter.title).toBeVisible();
  expect(await heard.codes()).toEqual([]);
});

/** What the page takes once nothing is left to collect. */
async function weigh(page) {
  const devtools = await page.context().newCDPSession(page);
  for (let round = 0; round < 3; round += 1) await devtools.send('HeapProfiler.collectGarbage');
  const { usedSize } = await devtools.send('Runtime.getHeapUsage');
  const { nodes, jsEventListeners } = await devtools.send('Memory.getDOMCounters');
  await devtools.detach();
  const wasm = await page.evaluate(() => window.wasmMemory.buffer.byteLength);
  return { heap: usedSize, nodes, listeners: jsEventListeners, wasm };
}

const WAYS = {
  'the same one, removed and put back': (element) => element,
  'another one each time': (element) => {
    const other = document.createElement('open-letter');
    for (const { name, value } of element.attributes) other.setAttribute(name, value);
    return other;
  },
};

for (const [what, next] of Object.entries(WAYS))
  test(`a hundred rounds of a letter, ${what}: nothing grows after the tenth`, async ({ page, heard }) => {
    await page.evaluate((next) => (window.next = new Function(`return ${next}`)()), String(next));
    const rounds = (number) =>
      page.evaluate(async (number) => {
        for (let round = 0; round < number; round += 1) {
          const old = document.querySelector('open-letter');
          const element = window.next(old);
          const ready = new Promise((resolve) => element.addEventListener('open-letter-ready', resolve, { once: true }));
          old.remove();
          await new Promise((resolve) => setTimeout(resolve));
          element.setAttribute('loading', 'eager');
          document.querySelector('main').append(element);
          await ready;
        }
        window.heard.length = 0;
      }, number);
    const [tenth, hundredth, last] = await [10, 90, 100].reduce(async (before, number) => {
      const weighed = await before;
      await rounds(number);
      return [...weighed, await weigh(page)];
    }, []);
    const growth = (from, to) => Object.fromEntries(Object.entries(to).map(([name, value]) => [name, value - from[name]]));
    console.log(`${what}: grown by ${JSON.stringify(growth(tenth, hundredth))}, then by ${JSON.stringify(growth(hundredth, last))}`);
    const all = growth(tenth, last);
    expect(all.wasm).toBe(0);
    // One letter is some hundreds of nodes and, with them, more than 100 kB: each round would show.
    expect(all.nodes).toBeLessThan(100);
    expect(all.listeners).toBeLessThan(10);
    expect(growth(tenth, hundredth).heap).toBeLessThan(90 * 1024);
    // The engine goes on compiling what runs often, less and less of it; a letter kept is kept each time.
    expect(growth(hundredth, last).heap).toBeLessThan(100 * 512);
    expect(await heard.codes()).toEqual([]);
  });

test('moved a hundred times, it keeps what was typed and asks for nothing', async ({ page, letter }) => {
  await letter.field('name').fill('Quillon');
  const asked = [];
  page.on('request', (request) => asked.push(request.url()));
  const before = await weigh(page);
  await page.evaluate(async () => {
    const element = document.querySelector('open-letter');
    for (let round = 0; round < 100; round += 1) {
      document.querySelector(round % 2 ? 'main' : 'aside').append(element);
      if (round % 3 === 0) await new Promise((resolve) => setTimeout(resolve));
    }
  });
  await expect(letter.field('name')).toHaveValue('Quillon');
  expect(asked.filter((url) => !url.endsWith('/count'))).toEqual([]);
  expect((await weigh(page)).wasm).toBe(before.wasm);
});
