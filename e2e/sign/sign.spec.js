import { test, expect } from '../support/scenario.js';
import { VISITOR, expectFocus } from '../support/letter.js';

test.beforeEach(async ({ page, host, heard }) => {
  await page.goto(host.page('sign'));
});

test('the letter stands on a page of another origin', async ({ page, letter, host, server }) => {
  expect(host.origin).not.toBe(server.origin);
  await expect(letter.title).toHaveText('Keep the code of the NHS open');
  await expect(letter.part('addressee')).toHaveText('Open letter to NHS England');
  await expect(letter.part('standfirst')).toContainText('where the public can read it');
  await expect(letter.part('meta').locator('time')).toHaveText('Published 1 May 2026');
  await expect(letter.part('status')).toHaveText('Open for signatures');
  await expect(letter.count).toHaveText('236 signatures so far');
  await expect(letter.part('takeaways').getByRole('listitem')).toHaveCount(3);
  await expect(letter.part('body').getByRole('heading').first()).toBeVisible();

  const demand = letter.part('callout');
  await expect(demand).toHaveAttribute('data-kind', 'demand');
  await expect(demand).toContainText('What we ask');
  await expect(demand).toContainText('keep public the source code that it has published');

  const references = letter.part('references');
  await expect(references.getByRole('listitem')).toHaveCount(4);
  await expect(references.getByRole('link').first()).toHaveAttribute('href', /^https:\/\/www\.gov\.uk\//);
  await expect(letter.part('source').getByRole('link')).toHaveAttribute('href', 'https://keepthingsopen.com/');
  // Once the letter is there, the link that stood in for it is not.
  await expect(page.getByRole('link', { name: 'Read and sign the open letter' })).toBeHidden();
});

test('signatories come page by page, without a gap or a repeat', async ({ page, letter, server, request }) => {
  await expect(letter.rows).toHaveCount(50);
  const pages = [];
  page.on('response', (answer) => {
    if (answer.url().startsWith(`${server.letter}/signatures?`)) pages.push(answer.json());
  });
  const first = (await (await request.get(server.letter)).json()).signatures.items;

  for (const rows of [100, 150, 200, 236]) {
    await expect(letter.more).toHaveText('Show more signatories');
    await letter.more.click();
    await expect(letter.rows).toHaveCount(rows);
  }
  await expect(letter.more).toHaveCount(0);
  await expect(letter.part('list-end')).toHaveText('That is everybody so far.');
  await expectFocus(page, { part: 'list-end' });

  const items = [...first, ...(await Promise.all(pages)).flatMap((answer) => answer.items)];
  expect(items).toHaveLength(236);
  expect(new Set(items.map(({ id }) => id)).size).toBe(236);
  const times = items.map(({ signed_at }) => signed_at);
  expect(times).toEqual([...times].sort().reverse());

  const shown = await letter.rows.evaluateAll((rows) =>
    rows.map((row) => {
      const text = (part) => row.querySelector(`[part~="${part}"]`)?.textContent ?? null;
      return [text('signatory-name'), text('signatory-role'), text('signatory-affiliation'), text('badge')];
    }),
  );
  const badge = 'Has contributed to public-sector software';
  expect(shown).toEqual(
    items.map(({ name, role, affiliation, badges }) => [
      name ?? 'Anonymous',
      role,
      affiliation,
      badges.includes('public-code') ? badge : null,
    ]),
  );
  expect(shown.some(([name, role]) => name === 'Anonymous' && role)).toBe(true);
  expect(shown.some((row) => row[3] === badge)).toBe(true);
});

test('a visitor signs, and it counts', async ({ page, letter, heard, counted, server }) => {
  const addresses = [];
  page.on('request', (request) => addresses.push(request.url()));
  await letter.signButton.click();
  await expectFocus(page, { name: 'name' });
  await letter.sign();

  await expect(letter.thanks.getByRole('heading')).toHaveText('Thank you. Your signature has arrived.');
  await expectFocus(page, { tag: 'h2', text: 'Thank you. Your signature has arrived.' });
  await expect(letter.form).toHaveCount(0);
  await expect(letter.count).toHaveText('237 signatures so far');
  await expect(letter.rows.first()).toContainText(VISITOR.name);
  await expect(letter.rows.first()).toContainText(VISITOR.affiliation);
  expect(await counted()).toBe(237);

  await expect.poll(async () => (await heard.of('count')).map(({ detail }) => detail.count)).toEqual([236, 237]);
  expect(await heard.of('ready')).toHaveLength(1);
  expect(await heard.of('submit')).toHaveLength(1);
  expect((await heard.of('signed')).map(({ detail }) => detail)).toEqual([{ status: 'published' }]);
  expect(await heard.of('error')).toEqual([]);
  const all = await heard.all();
  for (const event of all) expect(event).toMatchObject({ from: 'open-letter', bubbles: true, composed: true });

  // Who signed is told to the server alone, and stands in no address and no log.
  for (const planted of ['Quillon', 'Featherbottom', 'quillon', 'Lamplighter', 'Guild']) {
    expect(JSON.stringify(all)).not.toContain(planted);
    expect(addresses.join()).not.toContain(planted);
    expect(server.log()).not.toContain(planted);
  }
});

test('a mailbox counts once, however it is written', async ({ page, letter, counted }) => {
  await letter.sign();
  await expect(letter.count).toHaveText('237 signatures so far');
  await page.reload();
  await letter.sign({ ...VISITOR, email: ' QUILLON.Featherbottom+letters@EXAMPLE.org ' });
  // The answer does not tell that somebody with this address has signed before.
  await expect(letter.thanks.getByRole('heading')).toHaveText('Thank you. Your signature has arrived.');
  await expect(letter.thanks).toContainText('It counts from now on.');
  expect(await counted()).toBe(237);
  await expect(letter.count).toHaveText('237 signatures so far');
});

test('whoever wants to stay out of the list does', async ({ letter, counted }) => {
  await letter.field('anonymous').check();
  await letter.sign();
  await expect(letter.count).toHaveText('237 signatures so far');
  await expect(letter.rows.first()).toContainText('Anonymous');
  await expect(letter.rows.first()).toContainText(VISITOR.role);
  await expect(letter.element).not.toContainText(VISITOR.name);
  expect(await counted()).toBe(237);
});
