import { test, expect } from '../support/scenario.js';
import { VISITOR } from '../support/letter.js';
import { blocks, checks, legend, text } from './guide.js';
import { english, put } from './letters.js';
import { PICTURES } from './callouts.js';

const all = blocks();

/** Puts the scenario's server in the place of the guide's. */
const local = (code, server) =>
  code
    .replaceAll('https://letters.example.org/v1/letters/keep-the-library-open', server.letter)
    .replaceAll('https://letters.example.org/letters/keep-the-library-open', server.hosted)
    .replaceAll('https://letters.example.org/', `${server.origin}/`);

/** What stands on the page of a block: its own HTML, or a letter for its CSS. */
function bodyOf({ language, code, tag = '' }, server, stylesheet) {
  if (language === 'html') return local(code, server);
  const [name, value] = tag.split('=');
  const attributes = [tag && `${name}="${value}"`, stylesheet && `stylesheet="${stylesheet}"`].filter(Boolean).join(' ');
  return `<open-letter src="${server.letter}" ${attributes}></open-letter>`;
}

/** What is computed for a part: of the element inside, of what stands in a slot, or of the host. */
const value = (page, [part, property]) =>
  page.locator('open-letter').evaluate((host, [part, property]) => {
    const [name, pseudo] = part.split('::');
    const found = name === 'host' ? host : (host.shadowRoot.querySelector(`[part~="${name}"]`) ?? host.querySelector(`[slot="${name}"]`));
    return found ? getComputedStyle(found, pseudo && `::${pseudo}`).getPropertyValue(property) : 'absent';
  }, [part, property]);

async function open(page, host, block, server, stylesheet) {
  await page.goto(host.page('themes', { body: bodyOf(block, server, stylesheet) }, 'recipe.html'));
  const element = page.locator('open-letter');
  await expect(element.locator('[part~="count"]')).toBeVisible();
  if (block.set) {
    const [name, value] = block.set.split('=');
    await page.locator('html').evaluate((root, [name, value]) => root.setAttribute(name, value), [name, value]);
  }
  if (block.media) await page.emulateMedia({ media: block.media });
  if (block.do === 'openSign') {
    await element.evaluate((element) => element.openSign());
    await expect(element.locator('[part~="dialog"]')).toBeVisible();
  }
  if (block.do === 'sign') {
    for (const [name, value] of Object.entries(VISITOR)) await element.locator(`input[name="${name}"]`).fill(value);
    await element.locator('input[name="consent"]').check();
    await element.locator('[part~="submit"]').click();
    await expect(element.locator('[part~="thanks"]')).toBeVisible();
  }
}

const named = new Map();
for (const block of all) {
  const times = (named.get(block.heading) ?? 0) + 1;
  named.set(block.heading, times);
  test(`${block.heading}, ${block.language}${times > 1 ? ` ${times}` : ''}`, async ({ page, host, server }) => {
    expect(checks(block).length, 'a block that says what it changes').toBeGreaterThan(0);
    await page.emulateMedia({ colorScheme: block.scheme ?? 'light' });
    await put(page, english, block.status ? { status: block.status } : {});
    const sheet = block.language === 'css' && block.in === 'stylesheet';
    for (const other of all.filter(({ name }) => name))
      await page.route(`**/themes/${other.name}`, (route) => route.fulfill({ contentType: 'text/css', body: other.code }));

    // As the page is without it. What a tag brings is seen against the bare letter.
    const bare = { ...block, language: 'css', set: undefined, media: undefined };
    await open(page, host, bare, server);
    for (const check of checks(block)) {
      const [part, property, wanted] = check;
      expect(await value(page, check), `${part} ${property} before`).not.toBe(wanted);
    }

    if (sheet) {
      await page.route('**/themes/tried.css', (route) => route.fulfill({ contentType: 'text/css', body: local(block.code, server) }));
      await open(page, host, block, server, 'tried.css');
    } else {
      await open(page, host, block, server);
      if (block.language === 'css') await page.addStyleTag({ content: local(block.code, server) });
    }
    for (const check of checks(block)) {
      const [part, property, wanted] = check;
      await expect.poll(() => value(page, check), `${part} ${property}`).toBe(wanted);
    }
  });
}

test('a page can hide what is for those who have not signed', async ({ page, host, server }) => {
  const block = all.find(({ heading }) => heading === 'A page that knows who has signed');
  await open(page, host, { ...block, do: undefined }, server);
  await expect(page.getByText('Have you signed yet?')).toBeVisible();
  await open(page, host, block, server);
  await expect(page.getByText('Have you signed yet?')).toBeHidden();
});

test('the guide has a picture of every part, and every custom property with its default', async ({ page, host, server, letter }) => {
  for (const [name, { parts }] of Object.entries(PICTURES)) expect(legend(name), name).toEqual(parts.map(([part]) => part));

  await put(page, english);
  await open(page, host, { language: 'css', code: '' }, server);
  await expect(letter.rows).toHaveCount(50);
  const seen = new Set();
  const look = async () => {
    const parts = await letter.element.evaluate((element) =>
      [...element.shadowRoot.querySelectorAll('[part]')].flatMap((part) => part.getAttribute('part').split(' ')));
    parts.forEach((part) => seen.add(part));
  };
  await letter.submit.click();
  await expect(letter.summary).toBeVisible();
  await look();
  await letter.element.evaluate((element) => (element.view = 'card'));
  await expect(letter.part('dialog')).toBeAttached();
  await look();
  const unknown = [...seen].filter((part) => !text.includes(`\`${part}\``));
  expect(unknown).toEqual([]);
  const invented = Object.keys(PICTURES).flatMap(legend).filter((part) => !seen.has(part) && !legend('messages').includes(part));
  expect(invented).toEqual([]);

  const asked = new Set((await (await page.request.get(`${server.origin}/embed/1/open-letter.css`)).text()).match(/--open-letter-[a-z-]+/g));
  const told = new Set(text.match(/^\| `(--open-letter-[a-z-]+)`/gm).map((line) => line.match(/--[a-z-]+/)[0]));
  expect([...told].sort()).toEqual([...asked].sort());
});
