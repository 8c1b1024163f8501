// Pictures of every state, to look at: node screenshots.mjs FOLDER
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { ASKS } from './fields/asks.js';
import { launch } from './support/browser.js';
import { SETTINGS, sitDown } from './support/desk.js';
import { startHost } from './support/host.js';
import { letterOn } from './support/letter.js';
import { walkLife } from './support/life.js';
import { seedFolder, startServer } from './support/server.js';

const [folder] = process.argv.slice(2);
if (!folder) {
  console.error('Say where the pictures go: node screenshots.mjs FOLDER');
  process.exit(2);
}
await mkdir(folder, { recursive: true });

const LOOKS = [
  { name: '1280-light', width: 1280 },
  { name: '1280-dark', width: 1280, colorScheme: 'dark' },
  { name: '360-light', width: 360 },
  { name: '360-dark', width: 360, colorScheme: 'dark' },
  { name: '1280-ar', width: 1280, lang: 'ar' },
  { name: '360-ar', width: 360, lang: 'ar' },
];

const browser = await chromium.launch(launch.options);
const seeded = await seedFolder();

/** Takes the pictures of a signature's life, of a letter that asks for a code. */
async function life({ name, width, colorScheme = 'light', lang = 'en' }) {
  const server = await startServer(seeded, { confirmation: true });
  const host = await startHost({ server: server.origin, letter: server.letter });
  const viewport = { width, height: width > 400 ? 900 : 740 };
  const context = await browser.newContext({ ...launch.context, viewport, colorScheme });
  const page = await context.newPage();
  const letter = letterOn(page);
  let count = 0;
  try {
    await page.goto(host.page('access', { lang }));
    await letter.rows.nth(49).waitFor();
    await walkLife(page, letter, server, async (face) => {
      count += 1;
      await letter.element.locator('#open-letter-form').evaluate((element) => element.scrollIntoView({ block: 'start' }));
      const file = `life-${String(count).padStart(2, '0')}-${face.replaceAll(' ', '-')}-${name}.png`;
      await page.screenshot({ path: join(folder, file) });
      console.log(file);
    });
  } finally {
    await context.close();
    await host.stop();
    await server.stop();
  }
}

/** Takes the pictures of one look, against a server of its own. */
async function picture({ name, width, colorScheme = 'light', lang = 'en' }) {
  const server = await startServer(seeded);
  const host = await startHost({ server: server.origin, letter: server.letter });
  const viewport = { width, height: width > 400 ? 900 : 740 };
  const context = await browser.newContext({ ...launch.context, viewport, colorScheme });
  const page = await context.newPage();
  const letter = letterOn(page);
  const shoot = async (state, options = {}) => {
    await page.screenshot({ path: join(folder, `${state}-${name}.png`), ...options });
    console.log(`${state}-${name}.png`);
  };
  const top = (part) => part.evaluate((element) => element.scrollIntoView({ block: 'start' }));
  try {
    await page.goto(host.page('access', { lang }));
    await letter.rows.nth(49).waitFor();
    await shoot('letter-top');
    await shoot('letter-whole', { fullPage: true });
    await top(letter.form);
    await shoot('form');
    await letter.field('email').fill('quillon@');
    await letter.submit.click();
    await letter.summary.waitFor();
    await top(letter.form);
    await shoot('form-with-errors');
    await page.route('**/signatures', (route) => route.abort('connectionreset'));
    await letter.fill();
    await letter.submit.click();
    await letter.notice.waitFor();
    await shoot('form-cut-off');
    await page.unroute('**/signatures');
    await letter.submit.click();
    await letter.thanks.waitFor();
    await top(letter.thanks);
    await shoot('thanks');
    await top(letter.part('signatories'));
    await shoot('list');
    await letter.more.scrollIntoViewIfNeeded();
    await shoot('list-more');

    await page.goto(host.page('access', { lang, letter: `${server.origin}/v1/letters/none` }));
    await letter.part('retry').waitFor();
    await shoot('failed');

    await page.goto(`${server.hosted}?lang=${lang}`);
    await shoot('hosted');
    await shoot('hosted-whole', { fullPage: true });
    await page.goto(`${server.hosted}/received?lang=${lang}`);
    await shoot('hosted-received');

    await page.goto(`${server.origin}/?lang=${lang}`);
    await page.frameLocator('#frame').locator('[part~="signatory"]').first().waitFor();
    await shoot('studio');
    await shoot('studio-whole', { fullPage: true });
  } finally {
    await context.close();
    await host.stop();
    await server.stop();
  }
}

/** Takes the pictures of a letter that asks for everything, and of the desk where it is reviewed. */
async function campaign({ name, width, colorScheme = 'light', lang = 'en' }) {
  const server = await startServer(seeded, { env: SETTINGS, letters: { asks: ASKS } });
  const host = await startHost({ server: server.origin, letter: server.letter });
  const viewport = { width, height: width > 400 ? 900 : 740 };
  const context = await browser.newContext({ ...launch.context, viewport, colorScheme });
  const page = await context.newPage();
  const letter = letterOn(page);
  const shoot = async (state) => {
    await page.screenshot({ path: join(folder, `${state}-${name}.png`), fullPage: true });
    console.log(`${state}-${name}.png`);
  };
  const sign = async (person, ward) => {
    await letter.field('name').fill(person);
    await letter.field('email').fill(`${person.toLowerCase().replaceAll(' ', '.')}@example.org`);
    await letter.field('role').fill('Pourer of the second pot');
    await letter.field('sector').selectOption('Teapots');
    await letter.field('reason').fill('The kettle has been on for as long as anybody on our ward can remember.');
    await letter.field('answers.ward').selectOption(ward);
    await letter.field('badges.poured').check();
    await letter.field('evidence.poured').fill('Ask for me at https://example.org/canteen, any morning.');
    await letter.field('consent').check();
  };
  try {
    for (const [person, ward] of [['Wilhelmina Teaspoon', 'North'], ['Ada Featherbottom', 'South'], ['Quillon Sugarloaf', 'North']]) {
      await page.goto(host.page('fields', { id: 'asks', sign: 'inline', lang }));
      await letter.form.waitFor();
      await sign(person, ward);
      if (person.startsWith('Ada')) await shoot('fields');
      await letter.submit.click();
      await letter.thanks.waitFor();
    }
    await shoot('fields-thanks');
    if (lang !== 'en') return;
    await page.goto(`${server.origin}/desk`);
    await shoot('desk-sign-in');
    await sitDown(page, server);
    for (const place of ['letters/asks/queue', 'letters/asks/search', 'letters/asks/networks', 'letters/keep-nhs-code-open/figures', 'letters/asks/letter', 'letters/asks/news', 'audit', '']) {
      await page.goto(`${server.origin}/desk/${place}`.replace(/\/$/, ''));
      await shoot(`desk-${place.split('/').pop() || 'letters'}`);
    }
    await page.goto(`${server.origin}/desk/letters/asks/queue`);
    await page.keyboard.press('?');
    await page.keyboard.press('r');
    await shoot('desk-queue-unfolded');
  } finally {
    await context.close();
    await host.stop();
    await server.stop();
  }
}

try {
  for (const look of LOOKS) {
    await campaign(look);
    await picture(look);
    await life(look);
  }
} finally {
  await browser.close();
  await rm(seeded, { recursive: true, force: true });
}
