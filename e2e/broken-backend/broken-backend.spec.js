import { test as base, expect } from '../support/scenario.js';
import { FAULTS, startFaultServer } from '../support/fault-server.js';

const test = base.extend({
  faults: async ({ server, request }, use) => {
    const faults = await startFaultServer(await (await request.get(server.letter)).json());
    await use(faults);
    await faults.stop();
  },
});

const FAILED = 'The letter could not be loaded.';
const NOT_FOUND = 'There is no letter at this address.';
const NOT_UNDERSTOOD = 'The letter could not be read.';

const EXPECTED = {
  '404 with its problem': ['not_found', NOT_FOUND],
  '404 as HTML': ['not_found', NOT_FOUND],
  '200 as HTML': ['not_json', NOT_UNDERSTOOD],
  'empty': ['not_json', NOT_UNDERSTOOD],
  'null': ['wrong_type', NOT_UNDERSTOOD],
  'an array': ['wrong_type', NOT_UNDERSTOOD],
  'a number': ['wrong_type', NOT_UNDERSTOOD],
  'no title': ['wrong_type', NOT_UNDERSTOOD],
  'a negative count': ['wrong_type', NOT_UNDERSTOOD],
  'a count in a string of 1,000 digits': ['wrong_type', NOT_UNDERSTOOD],
  'a count of 1,000 digits': ['wrong_type', NOT_UNDERSTOOD],
  'a body 10,000 deep': ['not_json', NOT_UNDERSTOOD],
  'a block of no known kind': ['wrong_type', NOT_UNDERSTOOD],
  'a link that runs a script': ['wrong_type', NOT_UNDERSTOOD],
  '50 MB': ['too_large', NOT_UNDERSTOOD],
  'a byte a second': ['timeout', FAILED],
  'no answer at all': ['timeout', FAILED],
  'cut off in the middle': ['network', FAILED],
  '500': ['unavailable', FAILED],
  'a redirect to itself': ['network', FAILED],
  'no leave for other origins': ['network', FAILED],
};

test('every fault has its scenario', () => {
  expect(Object.keys(EXPECTED).sort()).toEqual(Object.keys(FAULTS).sort());
});

/** The children stand, a sentence says what happened, and a button tries again. */
async function expectTold({ page, letter, heard }, code, words) {
  const notice = letter.part('notice').filter({ hasText: words });
  await expect(notice).toBeVisible();
  await expect(notice.getByRole('button', { name: 'Try again' })).toBeVisible();
  await expect(page.getByRole('link', { name: 'Read and sign the open letter' })).toBeVisible();
  await expect(letter.title).toHaveCount(0);
  await expect.poll(() => heard.codes()).toEqual([code]);
  const [{ detail }] = await heard.of('error');
  expect(detail.message).toMatch(/^([A-Z/]|https?:).*\.$/);
}

async function expectHealed({ page, letter }) {
  // A try that follows by itself may have been faster than the press.
  await letter.part('retry').click({ timeout: 5_000 }).catch(() => {});
  await expect(letter.title).toHaveText('Keep the code of the NHS open');
  await expect(letter.part('retry')).toHaveCount(0);
  await expect(page.getByRole('link', { name: 'Read and sign the open letter' })).toBeHidden();
}

for (const [fault, [code, words]] of Object.entries(EXPECTED))
  test(`${fault}: it is told as ${code}, and trying again works`, async ({ page, host, faults, letter, heard }) => {
    await page.goto(host.page('broken-backend', { letter: faults.letter(fault) }));
    await expectTold({ page, letter, heard }, code, words);
    // Trying again in vain says it again.
    if (code !== 'timeout') {
      await letter.part('retry').click();
      await expect.poll(() => heard.codes()).toEqual([code, code]);
      await expect(letter.part('retry')).toBeVisible();
    }
    faults.heal();
    await expectHealed({ page, letter });
  });

test('nobody listens: it is told as network, and trying again works', async ({ page, host, faults, letter, heard }) => {
  await faults.stop();
  await page.goto(host.page('broken-backend', { letter: faults.letter('any') }));
  await expectTold({ page, letter, heard }, 'network', FAILED);
  await faults.start();
  await expectHealed({ page, letter });
});

for (const url of ['http://[', 'ftp://letters.example.org/', 'javascript:alert(1)', 'data:text/html,x'])
  test(`an address that is none is told: ${url}`, async ({ page, host, letter, heard }) => {
    await page.goto(host.page('broken-backend', { letter: url }));
    await expect(letter.part('retry')).toBeVisible();
    expect((await heard.codes())[0]).toMatch(/^(network|not_json)$/);
  });

test('what fails in passing comes by itself, without a press', async ({ page, host, faults, letter, heard }) => {
  await page.goto(host.page('broken-backend', { letter: faults.letter('500') }));
  await expect(letter.part('retry')).toBeVisible();
  faults.heal();
  await expect(letter.title).toHaveText('Keep the code of the NHS open');
  expect(await heard.codes()).toEqual(['unavailable']);
});

test('a letter without an address leaves its children alone', async ({ page, host, letter, heard }) => {
  await page.goto(host.page('broken-backend', { letter: '' }));
  await page.waitForLoadState('networkidle');
  await expect(page.getByRole('link', { name: 'Read and sign the open letter' })).toBeVisible();
  await expect(letter.part('title')).toHaveCount(0);
  expect(await heard.codes()).toEqual([]);
});

test('the next page fails: it is said beside the list, and asked for again', async ({ page, host, letter, heard }) => {
  await page.goto(host.page('broken-backend'));
  await expect(letter.rows).toHaveCount(50);
  let tries = 0;
  await page.route('**/signatures?*', (route) => {
    tries += 1;
    return route.abort('connectionreset');
  });
  await letter.more.click();
  const failed = letter.part('signatories').getByText('The signatories could not be loaded.');
  await expect(failed).toBeVisible();
  await expect(letter.rows).toHaveCount(50);
  await expect.poll(() => tries).toBe(4);
  expect(await heard.codes()).toEqual(['network']);
  await page.unroute('**/signatures?*');
  await letter.more.click();
  await expect(letter.rows).toHaveCount(100);
  await expect(failed).toHaveCount(0);
});

test('a failed refresh leaves the letter standing', async ({ page, host, letter, heard }) => {
  await page.goto(host.page('broken-backend'));
  await letter.field('name').fill('Quillon');
  await page.route('**/v1/letters/*', (route) => route.abort('connectionreset'));
  await letter.element.evaluate((element) => element.refresh());
  await expect.poll(() => heard.codes()).toEqual(['network']);
  await expect(letter.title).toBeVisible();
  await expect(letter.field('name')).toHaveValue('Quillon');
});
