import { test, expect } from '../support/scenario.js';
import { VISITOR } from '../support/letter.js';

// The planted one. An instance that were entered once more would throw again.
test.use({ throws: 1 });

const CRASHED = 'Something went wrong on this page. What you typed is still here, and the button still works.';

/** Traps in the Wasm, as nobody's error but its own. */
const trap = (page, how) =>
  page.evaluate((how) => {
    const { name } = performance.getEntriesByType('resource').find(({ name }) => /open-letter-[0-9a-f]+\.js$/.test(name));
    import(name).then(({ trapForTests }) => {
      if (how === 'error') setTimeout(trapForTests);
      else Promise.resolve().then(trapForTests);
    });
  }, how);

test.beforeEach(async ({ page, host, heard, letter }) => {
  await page.goto(host.page('crash'));
  await expect(letter.form).toBeVisible();
});

for (const how of ['error', 'unhandledrejection'])
  test(`a trap that reaches the page as ${how} leaves page and form alive`, async ({ page, letter, heard, counted, server }) => {
    await letter.fill();
    await letter.field('role').focus();
    await trap(page, how);
    await expect(letter.part('crashed')).toHaveText(CRASHED);
    await expect(letter.part('crashed')).toBeVisible();
    expect(await heard.codes()).toEqual(['crashed']);

    // The page goes on, and so does the form, without the widget.
    await page.locator('#cups').click();
    await expect(page.locator('#cups')).toHaveText('1');
    for (const [name, value] of Object.entries(VISITOR)) await expect(letter.field(name)).toHaveValue(value);
    await letter.field('affiliation').fill('Guild of Very Careful Lamplighters');
    await letter.field('affiliation').blur();

    await letter.submit.click();
    await expect(page).toHaveURL(`${server.hosted}/received?lang=en`);
    await expect(page.getByRole('heading', { name: 'Thank you. Your signature has arrived.' })).toBeVisible();
    expect(await counted()).toBe(237);
    await page.goto(server.hosted);
    await expect(page.getByText('Guild of Very Careful Lamplighters')).toBeVisible();
  });

test('a dead instance is not entered again, whatever the page does', async ({ page, letter, heard }) => {
  await trap(page, 'error');
  await expect(letter.part('crashed')).toBeVisible();
  await letter.element.evaluate(async (element) => {
    element.setAttribute('page-size', '10');
    element.setAttribute('src', '/elsewhere');
    document.documentElement.lang = 'ar';
    await element.refresh();
    await element.openSign();
    document.querySelector('main').append(element);
    const another = document.createElement('open-letter');
    another.setAttribute('loading', 'eager');
    another.setAttribute('src', '/elsewhere');
    another.textContent = 'Another letter';
    document.body.append(another);
    await another.openSign();
  });
  await letter.more.first().click();
  await expect(letter.title).toBeVisible();
  await expect(page.getByText('Another letter')).toBeVisible();
  expect(await heard.codes()).toEqual(['crashed']);
});
