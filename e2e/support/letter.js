// What a visitor sees of a letter, and what a visitor does with it. Nothing here knows how it is
// built: parts, labels and sentences are what the widget promises.
import { expect } from '@playwright/test';

export const VISITOR = {
  name: 'Quillon Featherbottom',
  email: 'quillon.featherbottom@example.org',
  role: 'Lamplighter',
  affiliation: 'Guild of Invented Lamplighters',
};

/** The letter on a page; `where` narrows it down where there are several. */
export function letterOn(page, where = 'open-letter') {
  const element = page.locator(where);
  const part = (name) => element.locator(`[part~="${name}"]`);
  const field = (name) => element.locator(`[part~="form"] :is(input, select, textarea)[name="${name}"]`);
  return {
    element,
    part,
    field,
    title: part('title'),
    count: part('count'),
    rows: part('signatory'),
    more: part('more'),
    signButton: part('sign-button'),
    form: part('form'),
    submit: part('submit'),
    summary: part('error-summary'),
    thanks: part('thanks'),
    /** What is said at a field. */
    errorAt: (name) => element.locator(`[id="open-letter-${name}-error"]`),
    /** What is said about the form as a whole, once it is settled. */
    notice: element.locator('[part~="form"] > [part~="notice"]:not([data-kind="retrying"])'),
    /** What is said while another try is waited for. */
    retrying: element.locator('[part~="notice"][data-kind="retrying"]'),
    /** What stands above whatever the form is at the moment. */
    heading: element.locator('#open-letter-form > h2'),
    /** A quiet button. */
    action: (name) => part('action').filter({ hasText: new RegExp(`^${name}`) }),
    async fill(values = VISITOR) {
      for (const [name, value] of Object.entries(values)) await field(name).fill(value);
      await field('consent').check();
    },
    async sign(values = VISITOR) {
      await this.fill(values);
      await this.submit.click();
      await expect(this.thanks).toBeVisible();
    },
    /** Signs a letter that asks for a code, as far as that. */
    async signAndWait(values = VISITOR) {
      await this.fill(values);
      await this.submit.click();
      await expect(this.heading).toHaveText('Check your mail');
    },
    async confirm(code) {
      await field('code').fill(code);
      await this.submit.click();
    },
  };
}

/** The element that has the focus, through the shadow roots. */
export const focused = (page) =>
  page.evaluate(() => {
    let element = document.activeElement;
    while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
    if (!element) return null;
    return {
      tag: element.localName,
      name: element.getAttribute('name'),
      part: element.getAttribute('part'),
      text: element.textContent.trim(),
    };
  });

/** Waits until the element with the focus is as described. */
export const expectFocus = (page, wanted) =>
  expect.poll(() => focused(page)).toMatchObject(wanted);
