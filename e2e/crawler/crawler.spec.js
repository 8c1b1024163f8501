// Mail scanners fetch the links of a mail, and some run a whole browser over them. Whatever they
// look at, nothing happens: a person's press on a button is what changes things.
import { test as base, expect } from '../support/scenario.js';
import { VISITOR } from '../support/letter.js';
import { hostedOn } from '../support/hosted.js';
import { mailTo, mailsTo } from '../support/outbox.js';

const TIMES = 100;

const test = base.extend({
  hosted: async ({ page, server }, use) => use(hostedOn(page, server)),

  /** Everything that can be known of the letter, and of the visitor's signature in it. */
  known: async ({ server, request }, use) => {
    const json = async (path, headers) => {
      const answer = await request.get(`${server.letter}${path}`, { headers });
      return [answer.status(), await answer.json()];
    };
    await use(async (manage) => {
      const [, { count }] = await json('/count');
      const own = manage && (await json('/own', { Authorization: `Bearer ${manage}` }));
      const mails = await mailsTo(server, VISITOR.email);
      return { count, own, mails, signatures: await json('/signatures?limit=200') };
    });
  },
});

test.use({ confirmation: true });
// Hundreds of pages, one after the other.
test.describe.configure({ timeout: 300_000 });

/** Fetches a link over and over, and gives the statuses that came. */
async function fetched(request, link, method) {
  const statuses = new Set();
  for (let done = 0; done < TIMES; done += 10) {
    const answers = await Promise.all(Array.from({ length: 10 }, () => request.fetch(link, { method })));
    for (const answer of answers) statuses.add(answer.status());
  }
  return [...statuses];
}

/** What a scanner does that runs script: it hovers, it focuses, it unfolds, and it presses nothing. */
const prowl = (page) =>
  page.evaluate(() => {
    for (const element of document.querySelectorAll('a, button, input, summary')) {
      for (const type of ['pointerover', 'mouseover', 'mousemove', 'mouseout'])
        element.dispatchEvent(new MouseEvent(type, { bubbles: true }));
      element.focus();
    }
    for (const details of document.querySelectorAll('details')) details.open = true;
    window.scrollTo(0, document.documentElement.scrollHeight);
    const here = [...document.links].map(({ href }) => href.split('#')[0]);
    return here.filter((href) => href.startsWith(location.origin));
  });

/** Lets a browser look at a link over and over, and once at all that can be reached from it. */
async function looked(context, link) {
  const page = await context.newPage();
  const posts = [];
  page.on('request', (request) => request.method() !== 'GET' && posts.push(request.url()));
  const ahead = [link];
  const reached = new Set(ahead);
  while (ahead.length) {
    await page.goto(ahead.pop());
    for (const next of await prowl(page)) {
      if (!reached.has(next)) ahead.push(next);
      reached.add(next);
    }
  }
  for (let times = 1; times < TIMES; times += 1) {
    await page.goto(link, { waitUntil: 'domcontentloaded' });
    await prowl(page);
  }
  await page.close();
  expect(posts).toEqual([]);
  return reached.size;
}

/** What a link's page says. */
async function says(page, link) {
  await page.goto(link);
  return page.locator('main').innerText();
}

/** Looks at a mail's links in every way, and sees that nothing is other than it was. */
async function crawl({ page, context, request, known }, links, manage, statuses = [200, 200]) {
  expect(links).toHaveLength(2);
  const told = async () => [await says(page, links[0]), await says(page, links[1])];
  const before = { known: await known(manage), told: await told() };
  for (const [index, link] of links.entries()) {
    expect(await fetched(request, link, 'GET'), 'GET').toEqual([statuses[index]]);
    expect(await fetched(request, link, 'HEAD'), 'HEAD').toEqual([statuses[index]]);
    expect(await looked(context, link), 'pages reached').toBeGreaterThan(2);
    expect({ known: await known(manage), told: await told() }).toEqual(before);
  }
}

/** Signs and confirms, and gives what opens the signature. */
async function confirmed(hosted, server, request) {
  await hosted.sign();
  const { code } = await mailTo(server, VISITOR.email);
  const answer = await request.post(`${server.letter}/confirm`, { data: { email: VISITOR.email, code } });
  return (await answer.json()).manage;
}

test('the mail of a signature that waits', async ({ page, context, request, server, hosted, known, counted }) => {
  await hosted.sign();
  const { links } = await mailTo(server, VISITOR.email);
  await crawl({ page, context, request, known }, links);
  expect(await counted()).toBe(236);
  await page.goto(links[0]);
  await hosted.press('submit', '/confirmed');
  expect(await counted()).toBe(237);
});

test('the mail of somebody who has signed before', async ({ page, context, request, server, hosted, known }) => {
  const manage = await confirmed(hosted, server, request);
  await hosted.sign({ ...VISITOR, name: 'Quillon the Second' });
  const { links } = await mailTo(server, VISITOR.email, 2);
  await crawl({ page, context, request, known }, links, manage);
  expect((await known(manage)).own[1].name).toBe(VISITOR.name);
  await page.goto(links[0]);
  await hosted.press('submit', '/confirmed');
  expect((await known(manage)).own[1].name).toBe('Quillon the Second');
});

test('the mail that opens what is stored', async ({ page, context, request, server, hosted, known }) => {
  const manage = await confirmed(hosted, server, request);
  await hosted.ask(VISITOR.email);
  const { links } = await mailTo(server, VISITOR.email, 2);
  await crawl({ page, context, request, known }, links, manage);
  await page.goto(links[0]);
  await hosted.press('submit');
  await expect(hosted.stored).toContainText(VISITOR.name);
  expect((await page.goto(links[0])).status()).toBe(410);
});

test('the mail of somebody who asked for no more', async ({ page, context, request, server, hosted, known }) => {
  await hosted.sign();
  const { links } = await mailTo(server, VISITOR.email);
  await page.goto(links[1]);
  await hosted.press('keep', '/not-me/done');
  await crawl({ page, context, request, known }, links, null, [410, 200]);
  await page.goto(links[1]);
  await expect(hosted.heading).toHaveText('No mail comes to you');
  await hosted.press('submit', '/not-me/undone');
});
