// Each recipe of docs/events-and-methods.md does what it is for.
import { VISITOR } from '../support/letter.js';
import { expect, tryAll } from './tried.js';

const css = (locator, name) => locator.evaluate((element, name) => getComputedStyle(element)[name], name);

/** Answers of the server, as a recipe needs them. */
const answer = (page, path, change) =>
  page.route(path, async (route) => {
    const response = await route.fetch({ maxRetries: 3 });
    await route.fulfill({ response, json: change(await response.json()) });
  });

tryAll('events-and-methods', {
  async thank({ blocks, show, page, letter, server }) {
    const thanks = page.locator('#thanks');
    await show(blocks);
    await letter.sign();
    await expect(thanks).toHaveText('Thank you for signing!');
    await answer(page, `${server.letter}/signatures`, (taken) => ({ ...taken, status: 'pending_confirmation' }));
    await show(blocks);
    await expect(thanks).toBeEmpty();
    await letter.signAndWait({ ...VISITOR, email: 'perpetua.inkwell@example.org' });
    await expect(thanks).toHaveText('One more step: open the mail that is on its way to you.');
    await letter.element.evaluate((element) => {
      element.dispatchEvent(new CustomEvent('open-letter-confirmed', { bubbles: true, detail: { status: 'published' } }));
    });
    await expect(thanks).toHaveText('Thank you! Your address is confirmed.');
    await letter.element.evaluate((element) => element.dispatchEvent(new CustomEvent('open-letter-withdrawn', { bubbles: true })));
    await expect(thanks).toBeEmpty();
  },
  async count({ blocks, show, page, letter, server }) {
    await answer(page, server.letter, (whole) => ({ ...whole, signatures: { ...whole.signatures, count: 2273 } }));
    await show(blocks);
    await expect(page.locator('#signed')).toHaveText('2,273');
    await page.unroute(server.letter);
    await show(blocks);
    await expect(page.locator('#signed')).toHaveText('236');
    await letter.sign();
    await expect(page.locator('#signed')).toHaveText('237');
  },
  async button({ blocks, show, page, letter, server, heard }) {
    await show(blocks);
    await page.locator('#sign-now').click();
    await expect(letter.part('dialog')).toBeVisible();
    await expect(letter.submit).toBeVisible();
    // Where the widget cannot come, and where not even its script does, it is a link.
    await page.route(/\.wasm$/, (route) => route.abort());
    await show(blocks);
    await expect.poll(async () => (await heard.codes()).length).toBeGreaterThan(0);
    await page.locator('#sign-now').click();
    await expect(page).toHaveURL(server.hosted);
    await page.route('**/open-letter.js', (route) => route.abort());
    await show(blocks);
    await page.locator('#sign-now').click();
    await expect(page).toHaveURL(server.hosted);
  },
  async form({ blocks, show, page, letter, counted }) {
    await show(blocks);
    await expect(letter.title).toBeVisible();
    const form = page.locator('#ours');
    const says = page.locator('#says');
    await form.getByRole('button').click();
    await expect(says).toHaveText('Enter your name. Enter your e-mail address. Please tick the box if you agree, so that your signature can be kept.');
    await expect(form.locator('[aria-invalid]')).toHaveCount(3);
    await expect(letter.summary).toBeVisible();
    await form.getByLabel('Your name').fill(VISITOR.name);
    await form.getByLabel('Your e-mail').fill(VISITOR.email);
    await form.getByRole('checkbox').check();
    await form.getByRole('button').click();
    await expect(says).toHaveText('Thank you!');
    await expect(form.locator('[aria-invalid]')).toHaveCount(0);
    expect(await counted()).toBe(237);
    // It has been signed; a second signature is refused.
    const code = await letter.element.evaluate((element) => element.sign({ name: 'Perpetua Inkwell' }).catch((error) => error.code));
    expect(code).toBe('closed');
    await form.getByRole('button').click();
    await expect(says).toHaveText('The letter’s own form below says what happened, and keeps what you typed.');
  },
  async words({ blocks, show, page, letter }) {
    await show(blocks);
    await expect(letter.signButton).toHaveText('Count me in');
    await expect(letter.submit).toHaveText('Send my signature');
    await expect(letter.count).toHaveText('236 signatures so far');
    await page.evaluate(() => document.documentElement.setAttribute('lang', 'ar'));
    await expect(letter.signButton).toHaveText('أنا معكم');
    await page.evaluate(() => window.OpenLetter.configure({ strings: { ar: { sign_button: 'وقّع' } } }));
    await expect(letter.signButton).toHaveText('وقّع');
  },
  async adapter({ blocks, show, letter, heard }) {
    await show(blocks);
    await expect(letter.title).toHaveText('Keep the code of the NHS open');
    await expect(letter.part('body')).toBeVisible();
    await expect(letter.form).toHaveCount(0);
    expect(await heard.codes()).toEqual([]);
  },
  async states({ blocks, show, page, letter, server }) {
    const banner = page.locator('.banner');
    await show(blocks);
    await expect(banner).toBeVisible();
    expect(await css(letter.element, 'borderTopWidth')).toBe('0px');
    await letter.sign();
    await expect(banner).toBeHidden();
    await answer(page, server.letter, (whole) => ({ ...whole, status: 'closed' }));
    await show(blocks);
    await expect(letter.title).toBeVisible();
    await expect(banner).toBeHidden();
    expect(await css(letter.element, 'borderTopWidth')).toBe('4px');
  },
  async wrong({ blocks, show, page, heard }) {
    const lines = [];
    page.on('console', (message) => lines.push(message.text()));
    await show(blocks);
    await expect.poll(() => lines.join('\n')).toMatch(/^open-letter-error: not_found: .+/m);
    expect(await heard.codes()).toEqual(['not_found']);
  },
  async made({ blocks, show, page, letter }) {
    await show(blocks);
    await expect(letter.title).toBeVisible();
    await expect(letter.part('body')).toHaveCount(0);
    await page.locator('open-letter').evaluate((element) => element.remove());
    await expect(letter.element).toHaveCount(0);
  },
});
