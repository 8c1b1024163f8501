// What a page can ask of an element, at the moments when it would.
import { test, expect } from '../support/scenario.js';
import { VISITOR } from '../support/letter.js';

test('while it tells that it is ready, everything can be read', async ({ page, host }) => {
  await page.addInitScript(() => {
    window.seen = [];
    for (const name of ['count', 'ready'])
      document.addEventListener(`open-letter-${name}`, ({ type, target }) => {
        const { letter, count, state } = target;
        const states = ['loading', 'open', 'closed', 'signed'].filter((name) => target.matches(`:state(${name})`));
        window.seen.push({ type, title: letter?.title ?? null, count, state, states });
      });
  });
  await page.goto(host.page('views', { view: 'letter', sign: 'inline' }));
  await expect.poll(() => page.evaluate(() => window.seen.length)).toBe(2);
  const all = { title: 'Keep the code of the NHS open', count: 236, state: 'open', states: ['open'] };
  expect(await page.evaluate(() => window.seen)).toEqual([
    { type: 'open-letter-count', ...all },
    { type: 'open-letter-ready', ...all },
  ]);
});

test('a listener may do anything to the element', async ({ page, host, letter, heard }) => {
  await page.addInitScript(() => {
    document.addEventListener('open-letter-ready', async ({ target }) => {
      if (window.done) return;
      window.done = true;
      target.view = 'card';
      target.refresh();
      target.openSign();
      window.OpenLetter.configure({ strings: { en: { submit: 'Add mine' } } });
      target.remove();
      document.querySelector('aside').append(target);
      await target.destroy();
      target.refresh();
    });
  });
  await page.goto(host.page('views', { view: 'letter', sign: 'inline' }));
  await expect(letter.submit).toHaveText('Add mine');
  await expect(letter.part('body')).toHaveCount(0);
  await letter.sign();
  expect(await heard.codes()).toEqual([]);
});

test('signed on its behalf while the network is away: it is told, and what was filled in stays', async ({ page, host, letter, counted }) => {
  await page.goto(host.page('views', { view: 'letter', sign: 'inline' }));
  await expect(letter.form).toBeVisible();
  await page.route('**/signatures', (route) => route.abort('connectionreset'));
  const sign = (values) =>
    letter.element.evaluate((element, values) => element.sign(values).catch(({ code, message }) => ({ code, message })), values);
  const values = { ...VISITOR, consent: true };
  const refused = await sign(values);
  expect(refused.code).toBe('network');
  expect(refused.message).not.toContain(VISITOR.name);
  await expect(letter.field('name')).toHaveValue(VISITOR.name);
  await page.unroute('**/signatures');
  expect(await sign(values)).toEqual({ status: 'published' });
  expect(await counted()).toBe(237);
});

test('an element that stands nowhere, or has no letter, refuses to sign', async ({ page, host }) => {
  await page.goto(host.page('views', { view: 'letter', sign: 'inline' }));
  const codes = await page.evaluate(async (values) => {
    await customElements.whenDefined('open-letter');
    const nowhere = document.createElement('open-letter');
    nowhere.src = document.querySelector('open-letter').src;
    const without = document.createElement('open-letter');
    document.body.append(without);
    return Promise.all([nowhere, without].map((element) => element.sign(values).then(() => 'signed', ({ code }) => code)));
  }, VISITOR);
  expect(codes).toEqual(['closed', 'closed']);
});
