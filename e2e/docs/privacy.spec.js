// docs/privacy.md names every request that a page makes, and says that nothing is kept.
import { VISITOR, letterOn } from '../support/letter.js';
import { mailTo } from '../support/outbox.js';
import { pagesOf, textOf } from './blocks.js';
import { PAIR, expect, test } from './tried.js';

test.use({ confirmation: true });

/** The requests of the table, as patterns. */
const told = [...textOf('privacy').matchAll(/^\| (`(?:GET|POST).*?) \|/gm)]
  .flatMap(([, cell]) => [...cell.matchAll(/`((?:GET|POST|PATCH|DELETE) \/[^`]+)`/g)])
  .map(([, request]) => request);
const pattern = (request) => new RegExp(`^${request.replaceAll('.', '\\.').replaceAll('…', '[^/]+')}$`);

/** What this visit does not do; the scenarios of signing and of adapters do. */
const ELSEWHERE = [
  'POST /v1/letters/…/requests',
  'PATCH /v1/letters/…/own',
  'GET /v1/letters/…/proof',
  'GET /embed/1/proof-….js',
  'GET /embed/1/markdown-….js',
];

test('nothing in it is to be run', () => expect(pagesOf('privacy')).toEqual({}));

test('a whole visit asks for what is told, and keeps nothing', async ({ page, context, show, run, server, letter }) => {
  const asked = [];
  const hosts = [];
  context.on('request', (request) => asked.push(request));
  const open = async (blocks) => hosts.push((await show(blocks)).origin);

  await open({ html: PAIR.replace('<open-letter ', `<open-letter lang="ar" stylesheet="${server.origin}/embed/1/themes/civic.css" `) });
  await expect(letter.rows).toHaveCount(50);
  await letter.more.click();
  await expect(letter.rows).toHaveCount(100);
  await letter.element.evaluate((element) => (element.lang = 'en'));
  await letter.fill();
  await letter.submit.click();
  await letter.confirm((await mailTo(server, VISITOR.email, 1)).code);
  await letter.action('See, change or take back your signature').click();
  await expect(letter.field('name')).toHaveValue(VISITOR.name);
  await letter.action('Take back my signature').click();
  await letter.submit.click();
  await expect.poll(() => asked.some((request) => request.method() === 'DELETE')).toBe(true);

  await open({ html: PAIR.replace('<open-letter ', '<open-letter adapter="static" ') });
  await expect(letterOn(page).title).toBeVisible();
  await open({});
  await letter.element.evaluate((element) => element.sign({}).catch(() => {}));
  await open({ html: await run(`open-letter-server render --src ${server.letter}`) });
  // While the widget takes its place there are two.
  await expect(letter.title.first()).toBeVisible();
  await page.waitForLoadState('networkidle');

  const requests = [];
  for (const request of asked) {
    const { origin, pathname } = new URL(request.url());
    expect([server.origin, ...hosts]).toContain(origin);
    if (origin === server.origin && request.method() !== 'OPTIONS') requests.push(`${request.method()} ${pathname}`);
    for (const value of Object.values(VISITOR)) expect(decodeURIComponent(request.url())).not.toContain(value);
  }
  expect(requests.filter((request) => !told.some((one) => pattern(one).test(request)))).toEqual([]);
  const unseen = told.filter((one) => !requests.some((request) => pattern(one).test(request)));
  expect(unseen.sort()).toEqual([...ELSEWHERE].sort());

  expect(await context.cookies()).toEqual([]);
  const kept = await page.evaluate(async () => [
    { ...localStorage }, { ...sessionStorage }, await indexedDB.databases(), await caches.keys(),
    (await navigator.serviceWorker.getRegistrations()).length, document.cookie,
  ]);
  expect(kept).toEqual([{}, {}, [], [], 0, '']);
});
