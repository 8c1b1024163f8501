// What can only be read, and the methods, before the Wasm has arrived and after.
import { VISITOR } from '../support/letter.js';
import { test, expect, methods, readOnly } from './surface.js';

const VALUES = { ...VISITOR, consent: true };

/** Reads all of them. */
const read = (letter) =>
  letter.element.evaluate((element, names) => Object.fromEntries(names.map((name) => [name, element[name]])), readOnly.map(({ name }) => name));

test('what can be read is there at once, changes with the letter, and cannot be set', async ({ page, open, place, letter, counted, server }) => {
  await open();
  await place({ src: null });
  expect(await read(letter)).toEqual({ letter: null, count: null, state: 'idle' });

  let arrive;
  const held = new Promise((resolve) => (arrive = resolve));
  await page.route('**/v1/letters/*', async (route) => {
    await held;
    await route.continue();
  });
  await letter.element.evaluate((element, src) => (element.src = src), server.letter);
  await expect.poll(() => read(letter)).toEqual({ letter: null, count: null, state: 'loading' });
  arrive();
  await expect(letter.title).toBeVisible();
  const seen = await read(letter);
  expect(seen).toMatchObject({ count: await counted(), state: 'open', letter: { id: 'keep-nhs-code-open', status: 'open' } });
  expect(seen.letter.signatures.items).toHaveLength(50);

  const after = await letter.element.evaluate((element, names) => {
    'use strict';
    element.letter.title = 'Changed';
    element.letter.signatures.items.length = 0;
    for (const name of names)
      try {
        element[name] = 'set';
      } catch {
        // A class without a setter says so in strict code.
      }
    return element.letter === element.letter;
  }, readOnly.map(({ name }) => name));
  expect(after).toBe(false);
  expect(await read(letter)).toEqual(seen);
});

test('the states that can be read', async ({ open, place, letter, alter, page }) => {
  await open();
  const state = () => letter.element.evaluate((element) => element.state);
  await alter((answer) => ({ ...answer, status: 'closed' }));
  await place({});
  await expect.poll(state).toBe('closed');
  await alter((answer) => answer);
  await letter.element.evaluate((element) => element.refresh());
  await expect.poll(state).toBe('open');
  await letter.sign();
  expect(await state()).toBe('signed');
  await letter.element.evaluate((element) => element.destroy());
  expect(await state()).toBe('idle');
  await page.unroute('**/v1/letters/*');
  await page.route('**/v1/letters/*', (route) => route.fulfill({ status: 404, headers: { 'Access-Control-Allow-Origin': '*' } }));
  await place({});
  await expect.poll(() => letter.element.last().evaluate((element) => element.state)).toBe('failed');
});

test('every method answers with a promise, before the Wasm and after', async ({ page, open, place, letter }) => {
  await open();
  const names = methods.map(({ name }) => name);
  expect(names.sort()).toEqual(['destroy', 'openSign', 'refresh', 'sign']);
  for (const loading of ['lazy', 'eager'])
    for (const name of names) {
      await page.evaluate(() => document.querySelector('main').replaceChildren());
      await place({ loading: null });
      if (loading === 'eager') {
        await letter.element.evaluate((element) => element.refresh());
        await expect(letter.title).toBeVisible();
      }
      const kind = await letter.element.evaluate((element, name) => {
        const answer = element[name]({});
        answer.catch(() => {});
        return [typeof element[name], answer instanceof Promise];
      }, name);
      expect(kind, `${name}, ${loading}`).toEqual(['function', true]);
    }
});

for (const when of ['before', 'after'])
  test.describe(`${when} the Wasm`, () => {
    test.beforeEach(async ({ page, open, place, letter }) => {
      await open();
      await page.evaluate(() => (document.querySelector('main').style.paddingTop = '500vh'));
      await place({ loading: null });
      if (when === 'before') return;
      await letter.element.evaluate((element) => element.refresh());
      await expect(letter.title).toBeVisible();
    });

    test('refresh', async ({ letter, alter }) => {
      await alter((answer) => ({ ...answer, title: 'Another title' }));
      await letter.element.evaluate((element) => element.refresh());
      await expect(letter.title).toHaveText('Another title');
    });

    test('openSign', async ({ letter }) => {
      await letter.element.evaluate((element) => element.openSign());
      await expect(letter.form).toBeInViewport();
      await expect(letter.field('name')).toBeFocused();
    });

    test('sign', async ({ letter, counted, heard }) => {
      const answer = await letter.element.evaluate((element, values) => element.sign(values), VALUES);
      expect(answer).toEqual({ status: 'published' });
      await expect(letter.thanks).toBeVisible();
      expect(await counted()).toBe(237);
      expect(await heard.codes()).toEqual([]);
      const again = await letter.element.evaluate((element, values) => element.sign(values).catch(({ code }) => code), VALUES);
      expect(again).toBe('closed');
      expect(await counted()).toBe(237);
    });

    test('sign, with what is wrong', async ({ letter, counted }) => {
      const refused = await letter.element.evaluate(
        (element, values) =>
          element.sign(values).catch((error) => ({ isError: error instanceof Error, code: error.code, errors: error.errors, message: error.message })),
        { ...VALUES, name: '', email: 'nobody', consent: false },
      );
      expect(refused).toMatchObject({
        isError: true,
        code: 'invalid',
        errors: [
          { field: 'name', message: 'Enter your name.' },
          { field: 'email', message: 'Enter an e-mail address such as name@example.org.' },
          { field: 'consent', message: 'Please tick the box if you agree, so that your signature can be kept.' },
        ],
      });
      expect(JSON.stringify(refused)).not.toContain('Lamplighter');
      await expect(letter.summary).toBeVisible();
      expect(await counted()).toBe(236);
    });

    test('sign, with all that one can say', async ({ letter, request, server }) => {
      await letter.element.evaluate((element, values) => element.sign(values), { ...VALUES, anonymous: true });
      const { items } = await (await request.get(`${server.letter}/signatures`)).json();
      expect(items[0]).toMatchObject({ name: null, role: VISITOR.role, affiliation: VISITOR.affiliation });
    });

    test('sign, when the backend refuses', async ({ page, letter, heard }) => {
      const problem = { type: 'about:blank', title: 'x', status: 403, detail: '', code: 'paused', errors: [] };
      await page.route('**/signatures', (route) =>
        route.fulfill({ status: 403, headers: { 'Access-Control-Allow-Origin': '*', 'Content-Type': 'application/problem+json' }, json: problem }),
      );
      const code = await letter.element.evaluate((element, values) => element.sign(values).catch(({ code }) => code), VALUES);
      expect(code).toBe('paused');
      expect(await heard.codes()).toEqual(['paused']);
    });

    test('destroy', async ({ page, letter }) => {
      await letter.element.evaluate((element) => element.append('Still here.'));
      await letter.element.evaluate((element) => element.destroy());
      await expect(letter.title).toHaveCount(0);
      expect(await page.evaluate(() => document.querySelector('open-letter').innerText)).toContain('Still here.');
    });
  });
