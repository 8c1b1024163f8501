// An invented backend: its adapter document, its answers, and the test that opens a page on it.
import { test as base, expect } from '../support/scenario.js';
import { startAdapterServer } from '../support/adapter-server.js';

export { expect };

export const PAGE = 'https://letters.example.org/keep-the-library-open';
export const TYPED = { name: 'Quillon Featherbottom', email: 'quillon.featherbottom@example.org' };

const DOCUMENT = {
  name: 'Invented',
  fallback: 'https://letters.example.org/{id}',
  contact: 'mailto:letters@example.org',
  letter: {
    url: '{+base}/letter',
    fields: { id: '/id', title: '/title', standfirst: '/standfirst', published_at: '/published', body: '/body' },
  },
  count: { url: '{+base}/count', fields: { count: '/count' } },
  signatures: {
    url: '{+base}/signatures?page={page}&limit={limit}',
    items: '/items',
    fields: { id: '/id', name: '/name', role: '/role', signed_at: '/at' },
    paging: { by: 'page' },
  },
  sign: {
    url: '{+base}/sign',
    body: { name: '{name}', email: '{email}', key: '{dedupe}' },
    status: { value: 'published' },
    errors: [{ status: 409, means: 'duplicate' }],
  },
};

/** Signatories `from` to `to`, each known by its number. */
export const people = (from, to) =>
  Array.from({ length: to - from + 1 }, (_, index) => ({
    id: `s${from + index}`,
    name: `Wilhelmina Teaspoon ${from + index}`,
    role: 'Librarian',
    at: '2026-05-01T09:00:00Z',
  }));

const ANSWERS = {
  '/letter': {
    json: {
      id: 'keep-the-library-open',
      title: 'Keep the library open',
      standfirst: 'A town without a library forgets where it put things.',
      published: '2026-05-01T09:00:00Z',
      body: 'Dear Councillors,\n\nKeep the doors open on Saturdays.',
    },
  },
  '/count': { json: { count: 236 } },
  '/signatures': ({ query }) => {
    const page = Number(new URLSearchParams(query).get('page'));
    return { json: { items: people((page - 1) * 20 + 1, Math.min(page * 20, 45)) } };
  },
  '/sign': { status: 201, json: { stored: true } },
};

/** The document with other members; `null` leaves one out. */
export function documentWith(changes) {
  const all = { ...structuredClone(DOCUMENT), ...changes };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== null));
}

export const test = base.extend({
  backend: async ({}, use) => {
    const backend = await startAdapterServer(structuredClone(DOCUMENT), { ...ANSWERS });
    await use(backend);
    await backend.stop();
  },

  /** Opens the page. What `document` and `answers` say takes the place of what is usual. */
  open: async ({ page, host, backend }, use) =>
    use(async ({ document = {}, answers = {}, fragment = '', lang = 'en', adapter = backend.adapter } = {}) => {
      backend.document = documentWith(document);
      Object.assign(backend.answers, answers);
      const query = { letter: backend.src + fragment, adapter, lang };
      await page.goto(host.page('adapter', query));
    }),

  /** Types what a form asks for. */
  fill: async ({ letter }, use) =>
    use(async (values = TYPED) => {
      for (const [name, value] of Object.entries(values)) await letter.field(name).fill(value);
    }),

  children: async ({ page }, use) => use(page.getByText('Dear Councillors, keep the library open.')),
});

/** Waits until the page has heard of as many errors, and gives them. */
export async function errors(heard, count = 1) {
  await expect.poll(async () => (await heard.of('error')).length).toBeGreaterThanOrEqual(count);
  return (await heard.of('error')).map(({ detail }) => detail);
}
