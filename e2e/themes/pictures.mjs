// The pictures of docs/theming.md: node themes/pictures.mjs [NAME …]
// Fonts are the machine's; the checked-in ones were taken with Liberation, URW, Roboto and Noto.
import { mkdir, rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { chromium } from '@playwright/test';
import { launch } from '../support/browser.js';
import { startHost } from '../support/host.js';
import { VISITOR } from '../support/letter.js';
import { seedFolder, startServer } from '../support/server.js';
import { PICTURES, draw } from './callouts.js';
import { PEOPLE, english, put } from './letters.js';

const folder = fileURLToPath(new URL('../../docs/theming/', import.meta.url));
const wanted = process.argv.slice(2);

/** Puts letters onto the page, and waits until each can be seen. */
async function place(page, server, letters) {
  await page.evaluate(([letters, src]) => {
    for (const attributes of letters) {
      const letter = document.createElement('open-letter');
      for (const [name, value] of Object.entries({ src, loading: 'eager', ...attributes })) letter.setAttribute(name, value);
      document.body.append(letter);
    }
  }, [letters, server.letter]);
  for (const letter of await page.locator('open-letter').all())
    await letter.locator('[part~="count"], [part~="retry"]').first().waitFor({ state: 'attached' });
}

/** How each picture comes about. */
const MAKE = {
  letter: (page, server) => place(page, server, [{}]),
  people: (page, server) => place(page, server, [{}]),
  card: (page, server) => place(page, server, [{ view: 'card' }]),
  async form(page, server) {
    await place(page, server, [{}]);
    await page.locator('[part~="submit"]').click();
    await page.locator('[part~="error-summary"]').waitFor();
    await page.evaluate(() => document.activeElement.blur());
  },
  async messages(page, server) {
    await page.route('**/letters/none', (route) => route.fulfill({ status: 404, headers: { 'Access-Control-Allow-Origin': '*' } }));
    await place(page, server, [
      { src: `${server.origin}/v1/letters/none`, class: 'missing' }, { class: 'thanks' }, { class: 'crashed' }, { class: 'end' },
    ]);
    const thanks = page.locator('.thanks');
    for (const [name, value] of Object.entries(VISITOR)) await thanks.locator(`input[name="${name}"]`).fill(value);
    await thanks.locator('input[name="consent"]').check();
    await thanks.locator('[part~="submit"]').click();
    await thanks.locator('[part~="thanks"]').waitFor();
    await page.locator('.crashed').evaluate((letter) => (letter.shadowRoot.querySelector('[part~="crashed"]').hidden = false));
  },
  async dialog(page, server) {
    await place(page, server, [{ view: 'card' }]);
    await page.locator('[part~="sign-button"]').click();
    await page.locator('[part~="dialog"]').waitFor();
    await page.evaluate(() => document.querySelector('open-letter').shadowRoot.activeElement?.blur());
  },
};

async function take(browser, server, host, name) {
  const theme = !PICTURES[name];
  const width = theme ? 1080 : 744;
  const context = await browser.newContext({ ...launch.context, viewport: { width, height: 760 }, deviceScaleFactor: 1.25 });
  const page = await context.newPage();
  try {
    const people = name === 'messages' ? { items: PEOPLE.slice(0, 2), next: null } : { items: PEOPLE };
    if (!theme) await put(page, english, { signatures: people });
    await page.goto(host.page('themes', { picture: theme ? 'pair' : name }, 'pictures.html'));
    if (theme) {
      const stylesheet = `${server.origin}/embed/1/themes/${name}.css`;
      await place(page, server, [{ stylesheet, theme: 'light' }, { stylesheet, theme: 'dark' }]);
    } else {
      await MAKE[name](page, server);
      await draw(page, PICTURES[name].parts);
    }
    const height = await page.evaluate(() => document.querySelector('body').getBoundingClientRect().bottom);
    const path = `${folder}${name}.png`;
    if (theme || name === 'dialog') await page.screenshot({ path, clip: { x: 0, y: 0, width, height: 760 } });
    else await page.screenshot({ path, fullPage: true, clip: { x: 0, y: 0, width, height: Math.ceil(height) } });
    console.log(path);
  } finally {
    await context.close();
  }
}

await mkdir(folder, { recursive: true });
const seeded = await seedFolder();
const server = await startServer(seeded);
const host = await startHost({ server: server.origin, letter: server.letter });
const browser = await chromium.launch(launch.options);
try {
  const names = ['civic', 'literary', 'campaign', ...Object.keys(PICTURES)];
  for (const name of wanted.length ? wanted : names) await take(browser, server, host, name);
} finally {
  await browser.close();
  await host.stop();
  await server.stop();
  await rm(seeded, { recursive: true, force: true });
}
