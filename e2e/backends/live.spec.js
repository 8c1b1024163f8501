// Other people's backends, the real ones: what is read from them, what they store, and what the
// page says of it, also when the connection breaks. The launchers stand in `live/`.
import { readdir, readFile } from 'node:fs/promises';
import { test as base, expect } from '../support/scenario.js';
import { startFaultProxy } from '../support/fault-proxy.js';
import { VISITOR, letterOn } from '../support/letter.js';
import { pasted } from './pasted.js';
import { run } from './program.js';
import { seed } from './seed.js';

const folder = new URL('./live/', import.meta.url);
const launchers = await Promise.all(
  (await readdir(folder)).sort().map(async (file) => (await import(new URL(file, folder))).default),
);

const test = base.extend({
  launcher: [null, { option: true }],

  preset: async ({ launcher }, use) => {
    const file = new URL(`../../static/adapters/${launcher.preset}.json`, import.meta.url);
    await use(JSON.parse(await readFile(file, 'utf8')));
  },

  backend: async ({ launcher }, use) => {
    const backend = await launcher.start(seed);
    await use(backend);
    await backend.stop();
  },

  cable: async ({ backend }, use) => {
    const cable = await startFaultProxy(backend.origin);
    await use(cable);
    await cable.stop();
  },

  /** The page with the letter, on an origin that is neither the backend's nor the script's. */
  address: async ({ host, launcher }, use) =>
    use((src) => host.page('backends', { letter: src, adapter: launcher.preset })),

  /** Opens the letter as somebody who has never been there. */
  anotherVisit: async ({ browser, address, backend }, use) => {
    const context = await browser.newContext();
    const page = await context.newPage();
    await use(async () => {
      await page.goto(address(backend.src(backend.origin)));
      return letterOn(page);
    });
    await context.close();
  },
});

const ARRIVED = 'Thank you. Your signature has arrived.';
const SENT = 'Thank you. Your signature was sent.';
const CLOSED = 'This letter cannot be signed at the moment. Your signature was not taken.';
const MAY_BE_THERE = 'We cannot tell whether it arrived. Nothing you typed is lost. If you press the button again, it may count twice.';

/** Whether the form's `name` is sent. */
const sends = (preset, name) => JSON.stringify(preset.sign).includes(`{${name}}`);

/** What the widget may say: that it arrived only where the backend would tell a duplicate too. */
const thanks = ({ sign: { status, errors = [] } }) =>
  status && errors.some(({ means }) => means === 'duplicate') ? ARRIVED : SENT;

/** A visitor as far as the backend is told. */
const toldOf = (preset, visitor = VISITOR) =>
  Object.fromEntries(Object.entries(visitor).filter(([name]) => sends(preset, name)));

async function fill(letter, values) {
  for (const [name, value] of Object.entries(values)) await letter.field(name).fill(value);
  const consent = letter.field('consent');
  if (await consent.count()) await consent.check();
}

const shown = (rows) =>
  rows.evaluateAll((rows) =>
    rows.map((row) => {
      const text = (part) => row.querySelector(`[part~="${part}"]`)?.textContent ?? null;
      return [text('signatory-name'), text('signatory-role'), text('signatory-affiliation')];
    }),
  );

const SIGNATORIES = seed.signatories.map(({ name, role, affiliation, anonymous }) => [
  anonymous ? 'Anonymous' : name,
  role,
  affiliation,
]);
const TOTAL = SIGNATORIES.length;

/** Nobody but the owner may learn an address, or a name that is not to be shown. */
async function expectPrivate(backend) {
  const published = (await backend.published()).replaceAll(seed.letter.contact, '');
  expect(published).not.toContain('@');
  for (const { name, anonymous } of seed.signatories)
    expect(published.includes(name), `${name} can be read`).toBe(!anonymous);
}

for (const launcher of launchers)
  test.describe(launcher.title, () => {
    test.use({ launcher });
    const can = (operation) => launcher.operations.includes(operation);

    test('the letter, the count and three pages of signatories', async ({ page, address, backend, letter, heard }) => {
      await page.goto(address(backend.src(backend.origin)));
      await expect(letter.title).toHaveText(seed.letter.title);
      await expect(letter.part('standfirst')).toHaveText(seed.letter.standfirst);
      await expect(letter.part('addressee')).toContainText(seed.letter.addressee);
      await expect(letter.part('meta').locator('time')).toHaveText('Published 1 May 2026');
      await expect(letter.part('body')).toContainText(seed.ask);
      if (can('count')) await expect(letter.count).toHaveText(`${TOTAL} signatures so far`);
      for (const rows of [20, 40]) {
        await expect(letter.rows).toHaveCount(rows);
        expect(await shown(letter.rows)).toEqual(SIGNATORIES.slice(0, rows));
        await letter.more.click();
      }
      await expect(letter.rows).toHaveCount(TOTAL);
      expect(await shown(letter.rows)).toEqual(SIGNATORIES);
      await expect(letter.more).toHaveCount(0);
      expect(await heard.codes()).toEqual([]);
      await expectPrivate(backend);
    });

    if (!can('sign')) {
      test('signing happens elsewhere', async ({ page, address, backend, letter }) => {
        await page.goto(address(backend.src(backend.origin)));
        await expect(letter.signButton).toHaveAttribute('href', seed.letter.url);
        await expect(letter.form).toHaveCount(0);
      });
      return;
    }

    test('somebody signs, and signs again', async ({ page, address, backend, preset, letter, heard, anotherVisit }) => {
      const addresses = [];
      page.on('request', (request) => addresses.push(request.url()));
      await page.goto(address(backend.src(backend.origin)));
      for (const name of ['email', 'role', 'affiliation', 'anonymous'])
        await expect(letter.field(name)).toHaveCount(sends(preset, name) ? 1 : 0);
      const removal = letter.form.getByRole('link', { name: 'letters@example.org' });
      await expect(removal).toHaveAttribute('href', seed.letter.contact);
      const visitor = toldOf(preset);
      await fill(letter, visitor);
      await letter.submit.click();
      await expect(letter.thanks.getByRole('heading')).toHaveText(thanks(preset));
      expect(await backend.rows()).toBe(TOTAL + 1);
      expect(await heard.codes()).toEqual([]);
      expect(await heard.of('signed')).toHaveLength(1);

      const told = JSON.stringify([addresses, await heard.all()]);
      for (const planted of ['Quillon', 'Featherbottom', 'quillon', 'Lamplighter', 'Guild'])
        expect(told).not.toContain(planted);
      await expectPrivate(backend);

      const again = await anotherVisit();
      if (can('count')) await expect(again.count).toHaveText(`${TOTAL + 1} signatures so far`);
      await expect(again.rows).toHaveCount(20);
      const { name, role = null, affiliation = null } = visitor;
      expect((await shown(again.rows))[0]).toEqual([name, role, affiliation]);
      await fill(again, toldOf(preset, { ...VISITOR, email: 'Quillon.Featherbottom@EXAMPLE.org' }));
      await again.submit.click();
      // The answer does not tell a stranger who has signed before.
      await expect(again.thanks.getByRole('heading')).toHaveText(thanks(preset));
      expect(await backend.rows()).toBe(TOTAL + (launcher.tellsDuplicates ? 1 : 2));
    });

    test('the connection breaks after the backend has stored it', async ({ page, address, backend, preset, letter, heard, cable }) => {
      const call = [launcher.signMethod ?? backend.signMethod ?? 'POST', backend.signPath];
      const sent = () => cable.calls.filter(({ method, path }) => method === call[0] && path.endsWith(call[1]));
      await page.goto(address(backend.src(cable.origin)));
      await expect(letter.form).toBeVisible();
      const visitor = toldOf(preset);
      await fill(letter, visitor);
      const hides = sends(preset, 'anonymous');
      if (hides) await letter.field('anonymous').check();
      cable.harm('cut off after the server', call, 1);
      await letter.submit.click();
      if (launcher.safe) {
        await expect(letter.thanks.getByRole('heading')).toHaveText(thanks(preset));
        const [first, second, ...more] = sent();
        expect(more).toEqual([]);
        expect(second).toMatchObject({ path: first.path, body: first.body });
      } else {
        await expect(letter.notice).toHaveText(MAY_BE_THERE);
        for (const [name, value] of Object.entries(visitor)) await expect(letter.field(name)).toHaveValue(value);
        expect(sent()).toHaveLength(1);
        expect(await heard.of('signed')).toEqual([]);
      }
      expect(await backend.rows()).toBe(TOTAL + 1);
      await expectPrivate(backend);
      expect((await backend.published()).includes(VISITOR.name)).toBe(!hides);
    });

    if (launcher.ends)
      test('it ends as a static file, by what its page says', async ({ backend }) => {
        const { page, at } = launcher.ends;
        const [script] = await pasted(page, 'js');
        expect(script).toContain(at);
        const program = script.replace(at, backend.origin);
        const file = JSON.parse(await run(process.execPath, ['--input-type=module', '--eval', program]));
        expect(file).toMatchObject({ title: seed.letter.title, status: 'closed', url: seed.letter.url });
        expect(JSON.stringify(file.body)).toContain(seed.ask);
        const { count, items } = file.signatures;
        expect(count).toBe(TOTAL);
        const people = items.map(({ name, role, affiliation }) => [name || 'Anonymous', role || null, affiliation || null]);
        expect(people).toEqual(SIGNATORIES);
        expect(JSON.stringify(items)).not.toContain('@');
      });

    if (launcher.tellsClosed)
      test('the letter is closed while somebody signs', async ({ page, address, backend, preset, letter, heard }) => {
        await page.goto(address(backend.src(backend.origin)));
        await fill(letter, toldOf(preset));
        await backend.close();
        await letter.submit.click();
        await expect(letter.notice).toHaveText(CLOSED);
        expect(await heard.codes()).toEqual(['closed']);
        expect(await backend.rows()).toBe(TOTAL);
      });
  });
