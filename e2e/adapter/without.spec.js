// What a backend cannot do, the widget does without, and says so.
import { test, expect, people, PAGE } from './invented.js';

test('everything there: the letter, the count and three pages', async ({ open, letter, heard, backend, children }) => {
  await open();
  await expect(letter.title).toHaveText('Keep the library open');
  await expect(children).toBeHidden();
  await expect(letter.part('meta').locator('time')).toHaveText('Published 1 May 2026');
  await expect(letter.part('paragraph')).toHaveText(['Dear Councillors,', 'Keep the doors open on Saturdays.']);
  await expect(letter.count).toHaveText('236 signatures so far');
  for (const rows of [20, 40]) {
    await expect(letter.rows).toHaveCount(rows);
    await letter.more.click();
  }
  await expect(letter.rows).toHaveCount(45);
  await expect(letter.part('list-end')).toBeVisible();
  expect(await heard.codes()).toEqual([]);
  expect(backend.calls.map(({ method, path, query }) => `${method} ${path}${query}`).sort()).toEqual([
    'GET /adapter.json',
    'GET /count',
    'GET /letter',
    'GET /signatures?page=1&limit=20',
    'GET /signatures?page=2&limit=20',
    'GET /signatures?page=3&limit=20',
  ]);
});

test('no list: the count stands alone', async ({ open, letter, heard }) => {
  await open({ document: { signatures: null } });
  await expect(letter.count).toHaveText('236 signatures so far');
  await expect(letter.form).toBeVisible();
  await expect(letter.part('signatories')).toHaveCount(0);
  expect(await heard.codes()).toEqual([]);
});

test('no count: the list is counted where all of it is there, and not before', async ({ open, letter, heard }) => {
  await open({ document: { count: null } });
  await expect(letter.rows).toHaveCount(20);
  await expect(letter.count).toHaveCount(0);
  await letter.more.click();
  await expect(letter.rows).toHaveCount(40);
  await expect(letter.count).toHaveCount(0);
  await letter.more.click();
  await expect(letter.count).toHaveText('45 signatures so far');
  expect(await heard.codes()).toEqual([]);
});

test('the list itself says how many there are', async ({ open, letter, backend }) => {
  const { signatures } = backend.document;
  const answers = { '/signatures': { json: { items: people(1, 20), total: '1234' } } };
  await open({ document: { count: null, signatures: { ...signatures, count: '/total' } }, answers });
  await expect(letter.count).toHaveText('1,234 signatures so far');
  await expect(letter.more).toBeVisible();
});

test('neither list nor count', async ({ open, letter, heard, backend }) => {
  await open({ document: { count: null, signatures: null } });
  await expect(letter.title).toBeVisible();
  await expect(letter.count).toHaveCount(0);
  await expect(letter.part('signatories')).toHaveCount(0);
  await expect(letter.form).toBeVisible();
  expect(await heard.codes()).toEqual([]);
  expect(backend.calls.map(({ path }) => path)).toEqual(['/adapter.json', '/letter']);
});

test('no sign: the button leads to the letter’s page', async ({ open, letter }) => {
  await open({ document: { sign: null } });
  await expect(letter.signButton).toHaveAttribute('href', PAGE);
  await expect(letter.form).toHaveCount(0);
});

test('the letter’s own page goes before the fallback', async ({ open, letter, backend }) => {
  const { letter: operation } = backend.document;
  const fields = { ...operation.fields, url: { value: 'https://own.example.org/letter' } };
  await open({ document: { sign: null, letter: { ...operation, fields } } });
  await expect(letter.signButton).toHaveAttribute('href', 'https://own.example.org/letter');
});

test('no letter: what stands inside the element is the letter, the form below it', async ({ open, letter, heard, children }) => {
  await open({ document: { letter: null } });
  await expect(letter.count).toHaveText('236 signatures so far');
  await expect(children).toBeVisible();
  await expect(letter.title).toHaveCount(0);
  await expect(letter.form).toBeVisible();
  await expect(letter.rows).toHaveCount(20);
  const y = async (thing) => (await thing.boundingBox()).y;
  expect(await y(letter.form)).toBeGreaterThan(await y(children));
  expect(await heard.codes()).toEqual([]);
  expect(await heard.of('ready')).toHaveLength(1);
});

test('nothing but a way to sign', async ({ open, letter, backend, children, fill }) => {
  await open({ document: { letter: null, count: null, signatures: null } });
  await expect(children).toBeVisible();
  await fill();
  await letter.submit.click();
  await expect(letter.thanks).toBeVisible();
  expect(backend.calls.map(({ path }) => path)).toEqual(['/adapter.json', '/sign']);
});

test('no paging: what there is', async ({ open, letter, backend }) => {
  const { paging, ...signatures } = backend.document.signatures;
  await open({ document: { signatures: { ...signatures, url: '{+base}/signatures?page=1' } } });
  await expect(letter.rows).toHaveCount(20);
  await expect(letter.more).toHaveCount(0);
  await expect(letter.part('list-end')).toBeVisible();
});

test('a list in which nobody has signed', async ({ open, letter }) => {
  await open({ answers: { '/signatures': { json: { items: [] } }, '/count': { json: { count: 0 } } } });
  await expect(letter.part('signatories')).toContainText('Nobody has signed yet.');
  await expect(letter.count).toHaveText('0 signatures so far');
  await expect(letter.more).toHaveCount(0);
});

test('the form asks for what is sent, and says what this backend does not do', async ({ open, letter, backend }) => {
  await open({ document: { sign: { ...backend.document.sign, body: { name: '{name}', job: '{role}' } } } });
  await expect(letter.field('name')).toBeVisible();
  await expect(letter.field('role')).toBeVisible();
  for (const name of ['email', 'affiliation', 'anonymous']) await expect(letter.field(name)).toHaveCount(0);
  await expect(letter.form).not.toContainText('The address is not checked');
  await expect(letter.form).toContainText('Nobody looks at signatures before they show.');
  await expect(letter.form.getByRole('link', { name: 'letters@example.org' })).toHaveAttribute('href', 'mailto:letters@example.org');
  await expect(letter.action('I have a code')).toHaveCount(0);
});

test('an address that is asked for is said to be unchecked', async ({ open, letter }) => {
  await open();
  await expect(letter.form).toContainText('The address is not checked, and no mail goes to it.');
  await expect(letter.form).not.toContainText('Never shown and never passed on.');
});

test('whom to ask for removal, where there is no contact: the letter’s page', async ({ open, letter }) => {
  await open({ document: { contact: null } });
  await expect(letter.form.getByRole('link', { name: PAGE })).toHaveAttribute('href', PAGE);
});

test('what the letter says of itself is not denied', async ({ open, letter, backend }) => {
  const { letter: operation } = backend.document;
  const fields = { ...operation.fields, confirmation: { value: true }, moderation: { value: 'before' } };
  await open({ document: { letter: { ...operation, fields } } });
  await expect(letter.form).toBeVisible();
  await expect(letter.form).not.toContainText('The address is not checked');
  await expect(letter.form).not.toContainText('Nobody looks at signatures');
});

for (const [words, count] of [['1234', '1,234'], [' 7 ', '7'], [0, '0']])
  test(`a count of ${JSON.stringify(words)} is understood`, async ({ open, letter }) => {
    await open({ answers: { '/count': { json: { count: words } } } });
    await expect(letter.count).toHaveText(`${count} signatures so far`);
  });

for (const [date, what] of [
  [1777626000, 'seconds'],
  [1777626000000, 'milliseconds'],
  ['1777626000', 'seconds in a string'],
  ['2026-05-01 09:00:00.000Z', 'a blank in the place of the T'],
  ['2026-05-01T09:00:00', 'no zone'],
  ['2026-05-01 09:00', 'neither seconds nor zone'],
  ['2026-05-01T09:00', 'as an input field writes it'],
  ['2026-05-01', 'the day alone'],
  ['2026-05-01T09:00:00+02:00', 'a zone'],
  ['2026-05-01T09:00:00.123456+00:00', 'microseconds and a zone'],
  ['2026-05-01 09:00:00+00', 'Postgres’ own short zone'],
])
  test(`dates are understood: ${what}`, async ({ open, letter, backend, heard }) => {
    const { json } = backend.answers['/letter'];
    await open({ answers: { '/letter': { json: { ...json, published: date } } } });
    await expect(letter.title).toBeVisible();
    await expect(letter.part('meta').locator('time')).toHaveText('Published 1 May 2026');
    expect(await heard.codes()).toEqual([]);
  });
