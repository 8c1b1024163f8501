// The form in a dialog above the page.
import { test, expect } from '../support/scenario.js';
import { VISITOR, expectFocus } from '../support/letter.js';
import { mailTo } from '../support/outbox.js';
import { expectAccessible } from '../support/axe.js';

const open = async ({ page, host, letter }, query = {}) => {
  await page.goto(host.page('views', { view: 'card', sign: 'dialog', ...query }));
  await expect(letter.signButton).toBeVisible();
};
const dialog = (letter) => letter.part('dialog');

for (const way of ['its button', 'openSign()', 'the keyboard'])
  test(`opened by ${way}, it has the focus, and keeps it inside`, async ({ page, host, letter }) => {
    await open({ page, host, letter });
    await expect(dialog(letter)).toBeHidden();
    if (way === 'its button') await letter.signButton.click();
    else if (way === 'openSign()') await letter.element.evaluate((element) => element.openSign());
    else {
      await letter.signButton.focus();
      await page.keyboard.press('Enter');
    }
    await expect(dialog(letter)).toBeVisible();
    await expectFocus(page, { name: 'name' });
    // Round and round, and never into the page below.
    for (let step = 0; step < 14; step += 1) {
      await page.keyboard.press('Tab');
      const at = await page.evaluate(() => {
        const root = document.querySelector('open-letter').shadowRoot;
        return root.activeElement ? !!root.activeElement.closest('dialog') : document.activeElement === document.body;
      });
      expect(at).toBe(true);
    }
  });

for (const way of ['Escape', 'its button', 'a press beside it'])
  test(`closed by ${way}, the focus goes back, and what was typed is there the next time`, async ({ page, host, letter, heard }) => {
    await open({ page, host, letter });
    await letter.signButton.click();
    await letter.fill();
    if (way === 'Escape') await page.keyboard.press('Escape');
    else if (way === 'its button') await letter.part('close').click();
    else {
      // A press inside, in its padding, is none beside it.
      const box = await dialog(letter).boundingBox();
      await page.mouse.click(box.x + 4, box.y + 4);
      await expect(dialog(letter)).toBeVisible();
      await page.mouse.click(4, 4);
    }
    await expect(dialog(letter)).toBeHidden();
    await expectFocus(page, { part: 'sign-button' });
    await letter.signButton.click();
    for (const [name, value] of Object.entries(VISITOR)) await expect(letter.field(name)).toHaveValue(value);
    await expect(letter.field('consent')).toBeChecked();
    expect(await heard.all()).toHaveLength(2);
  });

test('errors are said in it, and thanks', async ({ page, host, letter, counted }) => {
  await open({ page, host, letter });
  await letter.signButton.click();
  await expectAccessible(page, 'the open dialog');
  await letter.submit.click();
  await expectFocus(page, { part: 'error-summary' });
  await letter.summary.locator('a').first().click();
  await expectFocus(page, { name: 'name' });
  await expectAccessible(page, 'the dialog with errors');
  await letter.sign();
  await expect(dialog(letter).locator('[part~="thanks"]')).toBeVisible();
  await expectFocus(page, { tag: 'h2' });
  await expectAccessible(page, 'the dialog with thanks');
  expect(await counted()).toBe(237);
  await page.keyboard.press('Escape');
  await expect(letter.count).toHaveText('237 signatures so far');
  // It leads back to what has become of it.
  await letter.part('sign-button').click();
  await expect(letter.thanks).toBeVisible();
});

test.describe('with codes by mail', () => {
  test.use({ confirmation: true });

  test('all of it happens in the dialog, closed and opened again in between', async ({ page, host, server, letter, counted }) => {
    await open({ page, host, letter });
    await letter.signButton.click();
    await letter.signAndWait();
    await page.keyboard.press('Escape');
    await expect(dialog(letter)).toBeHidden();
    await letter.part('sign-button').click();
    await expect(letter.heading).toHaveText('Check your mail');
    await letter.confirm((await mailTo(server, VISITOR.email)).code);
    await expect(dialog(letter).locator('[part~="thanks"]')).toBeVisible();
    expect(await counted()).toBe(237);
  });
});

test.describe('it crashes', () => {
  test.use({ throws: 1 });

  for (const when of ['closed', 'open'])
    test(`while the dialog is ${when}: the form can be reached, closed and sent`, async ({ page, host, server, letter, heard, counted }) => {
      await open({ page, host, letter });
      if (when === 'open') await letter.signButton.click();
      await page.evaluate(() => {
        const { name } = performance.getEntriesByType('resource').find(({ name }) => /open-letter-[0-9a-f]+\.js$/.test(name));
        import(name).then(({ trapForTests }) => setTimeout(trapForTests));
      });
      await expect.poll(heard.codes).toEqual(['crashed']);
      if (when === 'open') {
        await letter.part('close').click();
        await expect(dialog(letter)).toBeHidden();
      }
      await letter.signButton.click();
      await expect(dialog(letter)).toBeVisible();
      await letter.fill();
      await letter.submit.click();
      await expect(page).toHaveURL(`${server.hosted}/received?lang=en`);
      expect(await counted()).toBe(237);
    });
});
