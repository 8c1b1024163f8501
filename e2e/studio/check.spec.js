// The check of an adapter on the studio page: the page's own browser asks, so CORS is as it is.
import { createServer } from 'node:http';
import { test as base, expect } from '../support/scenario.js';
import { expectAccessible } from '../support/axe.js';
import { serveUnder, strictly } from './pages.js';

const DOCUMENT = {
  contact: 'mailto:letters@example.org',
  letter: { url: '{+src}', fields: { title: '/title', url: '/url' } },
  count: { url: '{+src}/count', fields: { count: '/data/0/count' } },
  signatures: {
    url: '{+src}/names?page={page}&limit={limit}',
    items: '/data',
    fields: { id: '/id', name: '/name' },
    paging: { by: 'page' },
  },
  sign: { url: '{+src}/names', body: { key: '{dedupe}', name: '{name}' }, status: { value: 'published' }, errors: [{ status: 409, means: 'duplicate' }] },
};

const test = base.extend({
  /** A backend of somebody's own, which keeps what it was asked. */
  backend: async ({}, use) => {
    const people = [{ id: 1, name: 'Ottoline Inkwell' }, { id: 2, name: 'Barnaby Quill' }];
    const backend = { asked: [], allows: () => true };
    const server = createServer(async (request, response) => {
      const url = new URL(request.url, 'http://backend');
      backend.asked.push(`${request.method} ${request.url}`);
      if (backend.allows(url.pathname)) {
        response.setHeader('Access-Control-Allow-Origin', '*');
        response.setHeader('Access-Control-Allow-Headers', 'content-type');
      }
      const send = (status, body) => response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(body));
      if (request.method === 'OPTIONS') return response.writeHead(204).end();
      if (request.method === 'POST') {
        const signature = JSON.parse((await request.toArray()).join(''));
        if (people.some(({ id }) => id === signature.key)) return send(409, {});
        people.push({ id: signature.key, name: signature.name });
        return send(201, {});
      }
      const [page, limit] = ['page', 'limit'].map((name) => Number(url.searchParams.get(name)));
      const answers = {
        '/letter': { title: 'Keep the kettle on', url: 'https://example.org/kettle' },
        '/letter/count': { data: { count: people.length } },
        '/letter/names': { data: people.slice((page - 1) * limit, page * limit) },
      };
      const found = answers[url.pathname];
      return send(found ? 200 : 404, found ?? {});
    });
    await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
    backend.src = `http://127.0.0.1:${server.address().port}/letter`;
    await use(backend);
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  },

  studio: async ({ page, server }, use) => {
    await page.goto(server.origin);
    const section = page.locator('#check');
    await use({
      section,
      status: section.getByRole('status'),
      findings: section.locator('.findings'),
      src: section.getByLabel('Address of the letter'),
      preset: section.getByLabel('Name of a preset'),
      document: section.getByLabel('Or the document itself'),
      /** A finding by a part of its sentence. */
      finding: (text) => section.getByRole('listitem').filter({ hasText: text }),
    });
  },
});

/** What is read out, in the page's language. */
const says = ({ status }, words) => expect(status).toHaveText(words, { useInnerText: true });

const fixed = { ...DOCUMENT, count: { url: '{+src}/count', fields: { count: '/data/count' } } };

test('by keyboard, a wrong pointer is told with the one that would find something', async ({ page, studio, backend }) => {
  await studio.src.focus();
  await page.keyboard.type(backend.src);
  await studio.document.fill(JSON.stringify(DOCUMENT));
  await studio.document.focus();
  for (const label of ['Sign too', 'Try it']) {
    await page.keyboard.press('Tab');
    await expect(page.locator(':focus')).toHaveAccessibleName(new RegExp(`^${label}`));
  }
  await page.keyboard.press('Enter');
  await says(studio, /^There is something to put right\. It will show the letter, the count and the list, and take signatures/);
  await expect(studio.finding('/data/0/count found nothing; /data/count would (2).')).toHaveText(/^To put right:/);
  await expect(studio.finding('/title found "Keep the kettle on".')).toBeVisible();
  await expect(studio.findings.getByRole('heading', { name: 'The page after it' })).toBeVisible();
  await expect(studio.finding('Signatories on it who are new: 1.')).toBeVisible();
  expect(backend.asked.filter((line) => line.startsWith('POST'))).toEqual([]);

  const request = studio.findings.getByText(`GET ${backend.src}/count → 200`);
  await request.click();
  await expect(studio.findings.locator('pre').filter({ hasText: '{"data":{"count":2}}' })).toBeVisible();
});

test('with leave to sign, it signs twice and is told so', async ({ page, studio, backend }) => {
  await studio.src.fill(backend.src);
  await studio.section.locator('[type=file]').setInputFiles({
    name: 'kettle.json',
    mimeType: 'application/json',
    buffer: Buffer.from(JSON.stringify(fixed)),
  });
  await studio.section.getByLabel('Sign too').check();
  await studio.section.getByRole('button', { name: 'Try it' }).click();
  await says(
    studio,
    'Nothing has to be put right. It will show the letter, the count and the list, and take signatures; a lost answer can be tried again safely.',
  );
  await expect(studio.finding('The backend says that it is there already.')).toBeVisible();
  expect(backend.asked.filter((line) => line.startsWith('POST'))).toHaveLength(2);
});

test('what the browser does not let the page read is told as that', async ({ page, studio, backend }) => {
  backend.allows = (path) => path !== '/letter/count';
  await studio.src.fill(backend.src);
  await studio.document.fill(JSON.stringify(fixed));
  await studio.section.getByRole('button', { name: 'Try it' }).click();
  await says(studio, /^There is something to put right\./);
  await expect(studio.finding('The browser does not let this page read the answer')).toHaveCount(1);
});

test('what was typed wrong is said, and leads back to its field', async ({ studio, backend }) => {
  const button = studio.section.getByRole('button', { name: 'Try it' });
  await button.click();
  await says(studio, 'The address should be a whole one, beginning with https:// or http://.');
  await expect(studio.src).toBeFocused();
  await studio.src.fill(backend.src);
  await studio.preset.fill('pocketbees');
  await button.click();
  await says(studio, 'There is no preset of this name.');
  await expect(studio.preset).toBeFocused();
  await studio.document.fill('{"letter": ');
  await button.click();
  await says(studio, /^The document is not JSON: /);
  await studio.document.fill('{"letter": {"feilds": {}}}');
  await button.click();
  await expect(studio.finding('/letter/feilds is not known here; "fields" was probably meant.')).toBeVisible();
  await expect(studio.status).toContainText('The document cannot be used before it is put right.');
  expect(backend.asked).toEqual([]);
});

test('a preset by its name, in Arabic, narrow, and accessible', async ({ page, server, studio }) => {
  await page.setViewportSize({ width: 240, height: 640 });
  await studio.src.fill(server.letter);
  await studio.preset.fill('static');
  await studio.section.getByRole('button', { name: 'Try it' }).click();
  await expect(studio.finding('/title found "Keep the code of the NHS open".')).toBeVisible();
  await expect(studio.status).toContainText('lead to the letter\'s page for signing.');
  await page.locator('input[name=lang][value=ar]').check({ force: true });
  await expect(studio.findings.getByRole('heading', { name: 'القائمة', exact: true })).toBeVisible();
  await expect(studio.finding('لا توجد صفحة أخرى').or(studio.finding('تُطلب الصفحة التالية')).first()).toBeVisible();
  await expect(studio.status).toContainText('ستعرض الأداة الرسالة. ستعرض العدد. ستعرض القائمة.');
  const wide = await page.evaluate(() => document.scrollingElement.scrollWidth - document.documentElement.clientWidth);
  expect(wide).toBeLessThanOrEqual(0);
  await expect(page.frameLocator('#frame').locator('[part~="signatory"]')).toHaveCount(50);
  await expectAccessible(page, 'the check');
});

test('under a strict policy nothing is broken', async ({ page, server, backend }) => {
  await page.addInitScript(() => {
    window.violations = [];
    document.addEventListener('securitypolicyviolation', (event) => window.violations.push(`${event.effectiveDirective}: ${event.blockedURI}`));
  });
  const strict = await serveUnder(server.origin, strictly(new URL(backend.src).origin));
  await page.goto(strict.origin);
  await page.locator('#check-src').fill(backend.src);
  await page.locator('#check-document').fill(JSON.stringify(fixed));
  await page.locator('#check button').click();
  await expect(page.locator('#check [role=status]')).toContainText('Nothing has to be put right.');
  expect(await page.evaluate(() => window.violations)).toEqual([]);
  await strict.stop();
});
