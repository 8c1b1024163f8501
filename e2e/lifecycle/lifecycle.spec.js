import { test, expect } from '../support/scenario.js';
import { VISITOR, expectFocus } from '../support/letter.js';

const fallback = (page) => page.getByRole('link', { name: 'Read and sign the open letter' });
const set = (letter, name, value) =>
  letter.element.evaluate((element, [name, value]) => element.setAttribute(name, value), [name, value]);

/** Signs as somebody else, past the page. */
async function signElsewhere(request, server) {
  const answer = await request.post(`${server.letter}/signatures`, {
    headers: { 'Idempotency-Key': '0123456789abcdef0123456789abcdef' },
    data: {
      name: 'Ottoline Papercastle',
      email: 'ottoline@example.org',
      consent: { version: '1', accepted: true },
    },
  });
  expect(answer.status()).toBe(202);
}

test('another address is another letter, at once and back again', async ({ page, host, server, letter, heard }) => {
  await page.goto(host.page('lifecycle'));
  await expect(letter.title).toBeVisible();
  await set(letter, 'src', `${server.origin}/v1/letters/none`);
  await expect(letter.part('notice')).toContainText('There is no letter at this address.');
  await expect(letter.title).toHaveCount(0);
  await expect(fallback(page)).toBeVisible();
  expect(await heard.codes()).toEqual(['not_found']);

  await letter.element.evaluate((element, src) => (element.src = src), server.letter);
  await expect(letter.title).toBeVisible();
  await expect(fallback(page)).toBeHidden();
  await letter.element.evaluate((element) => element.removeAttribute('src'));
  await expect(letter.title).toHaveCount(0);
  await expect(fallback(page)).toBeVisible();
  await set(letter, 'src', server.letter);
  await expect(letter.title).toBeVisible();
  expect(await heard.of('ready')).toHaveLength(3);
  expect(await heard.codes()).toEqual(['not_found']);
});

test('the size of a page applies to the next page', async ({ page, host, letter }) => {
  await page.goto(host.page('lifecycle'));
  await expect(letter.rows).toHaveCount(50);
  await letter.element.evaluate((element) => (element.pageSize = 7));
  await letter.more.click();
  await expect(letter.rows).toHaveCount(57);
  await set(letter, 'page-size', '200');
  await letter.more.click();
  await expect(letter.rows).toHaveCount(236);
});

test('moved on its page, it keeps what was typed and all that was loaded', async ({ page, host, letter, heard }) => {
  const asked = [];
  page.on('request', (request) => request.url().includes('/v1/') && asked.push(request.url()));
  await page.goto(host.page('lifecycle'));
  await letter.field('name').fill(VISITOR.name);
  await letter.field('anonymous').check();
  await letter.more.click();
  await expect(letter.rows).toHaveCount(100);
  await page.evaluate(() => document.querySelector('aside').append(document.querySelector('open-letter')));
  await expect(page.locator('aside open-letter')).toHaveCount(1);
  await expect(letter.field('name')).toHaveValue(VISITOR.name);
  await expect(letter.field('anonymous')).toBeChecked();
  await expect(letter.rows).toHaveCount(100);
  expect(asked).toHaveLength(2);
  await letter.sign();
  expect(await heard.of('ready')).toHaveLength(1);
});

test('removed, it breaks off what it waits for', async ({ page, host, letter, heard }) => {
  await page.route('**/v1/letters/*', () => {});
  const wanted = page.waitForRequest('**/v1/letters/*');
  const ended = page.waitForEvent('requestfailed');
  await page.goto(host.page('lifecycle'));
  await wanted;
  await letter.element.evaluate((element) => element.remove());
  expect((await ended).failure().errorText).toBe('net::ERR_ABORTED');
  expect(await heard.all()).toEqual([]);
});

test('removed and put back thirty times, it works as on the first day', async ({ page, host, letter, heard }) => {
  await page.goto(host.page('lifecycle'));
  await expect(letter.title).toBeVisible();
  for (let round = 0; round < 30; round += 1) {
    await page.evaluate(async (round) => {
      const element = document.querySelector('open-letter');
      element.remove();
      // Some rounds come back before the release, some right after it, some during a request.
      await [() => {}, () => Promise.resolve(), () => new Promise((resolve) => setTimeout(resolve))][round % 3]();
      document.querySelector('main').append(element);
    }, round);
    if (round % 5 === 0) await expect(letter.title).toBeVisible();
  }
  await expect(letter.title).toHaveCount(1);
  await expect(letter.count).toHaveText('236 signatures so far');
  await letter.field('name').fill('Quillon');
  await letter.sign();
  await expect(letter.count).toHaveText('237 signatures so far');
  expect(await heard.codes()).toEqual([]);
});

test('letters that come and go leave nothing behind', async ({ page, host, letter, heard }) => {
  await page.goto(host.page('lifecycle'));
  await expect(letter.title).toBeVisible();
  const devtools = await page.context().newCDPSession(page);
  const rounds = async (number) => {
    await page.evaluate(async (number) => {
      const { src } = document.querySelector('open-letter');
      for (let round = 0; round < number; round += 1) {
        const element = document.createElement('open-letter');
        Object.assign(element, { src, loading: 'eager' });
        const ready = new Promise((resolve) => element.addEventListener('open-letter-ready', resolve));
        document.querySelector('aside').append(element);
        await ready;
        element.remove();
        await new Promise((resolve) => setTimeout(resolve));
      }
      window.heard.length = 0;
    }, number);
    await devtools.send('HeapProfiler.collectGarbage');
    return devtools.send('Memory.getDOMCounters');
  };
  const before = await rounds(5);
  const after = await rounds(30);
  // One letter is some hundreds of nodes, and thirty would be thousands.
  expect(after.nodes - before.nodes).toBeLessThan(300);
  expect(after.jsEventListeners - before.jsEventListeners).toBeLessThan(30);
});

test('a new letter in the place of a removed one begins empty', async ({ page, host, letter }) => {
  await page.goto(host.page('lifecycle'));
  await letter.field('name').fill(VISITOR.name);
  await page.evaluate(async () => {
    const old = document.querySelector('open-letter');
    const src = old.getAttribute('src');
    old.remove();
    await new Promise((resolve) => setTimeout(resolve));
    const element = document.createElement('open-letter');
    element.src = src;
    document.querySelector('aside').append(element);
  });
  await expect(letter.title).toBeVisible();
  await expect(letter.field('name')).toHaveValue('');
});

test('refreshed, it shows who has signed meanwhile and keeps what was typed', async ({ page, host, server, request, letter, heard }) => {
  await page.goto(host.page('lifecycle'));
  await letter.field('name').fill('Quillon');
  await letter.more.click();
  await expect(letter.rows).toHaveCount(100);
  await signElsewhere(request, server);
  await letter.element.evaluate((element) => element.refresh());
  await expect(letter.count).toHaveText('237 signatures so far');
  await expect(letter.rows.first()).toContainText('Ottoline Papercastle');
  await expect(letter.rows).toHaveCount(101);
  await expect(letter.field('name')).toHaveValue('Quillon');
  expect((await heard.of('count')).map(({ detail }) => detail.count)).toEqual([236, 237]);
});

test('openSign leads to the form once everything is there', async ({ page, host, letter }) => {
  await page.goto(host.page('lifecycle'));
  await expect(letter.form).toBeVisible();
  await letter.element.evaluate((element) => element.openSign());
  await expectFocus(page, { name: 'name' });
});

test('openSign leads to the form even where nothing is there yet', async ({ page, host, letter }) => {
  await page.goto(host.page('lifecycle', {}, 'far.html'), { waitUntil: 'networkidle' });
  await page.evaluate(() => customElements.whenDefined('open-letter'));
  await expect(letter.form).toHaveCount(0);
  await letter.element.evaluate((element) => element.openSign());
  await expect(letter.form).toBeVisible();
  await expectFocus(page, { name: 'name' });
});

test('destroyed, it gives its place back to the children, and can be told to begin again', async ({ page, host, letter }) => {
  await page.goto(host.page('lifecycle'));
  await expect(letter.title).toBeVisible();
  await letter.element.evaluate((element) => element.destroy());
  await expect(letter.title).toHaveCount(0);
  await expect(fallback(page)).toBeVisible();
  await set(letter, 'page-size', '10');
  await expect(fallback(page)).toBeVisible();
  await letter.element.evaluate((element) => element.refresh());
  await expect(letter.title).toBeVisible();
});

test('what the page asks before the rest has arrived is a promise all the same', async ({ page, host, letter }) => {
  await page.goto(host.page('lifecycle', {}, 'far.html'));
  await page.evaluate(() => customElements.whenDefined('open-letter'));
  const kinds = await letter.element.evaluate((element) =>
    Promise.all(['refresh', 'openSign', 'destroy'].map(async (name) => {
      const answer = element[name]();
      const promise = answer instanceof Promise;
      await answer;
      return promise;
    })),
  );
  expect(kinds).toEqual([true, true, true]);
});
