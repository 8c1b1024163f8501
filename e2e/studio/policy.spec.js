// The check of a page's Content-Security-Policy: what it says, and that browsers agree.
import { test, expect } from './support.js';
import { letterOn } from '../support/letter.js';
import { check, least } from '../../static/studio/csp.js';
import { servePage } from './pages.js';

const findings = (page) => page.locator('#policy-findings li:visible');
const says = (page, words) => expect(page.locator('#policy-says')).toHaveText(words, { useInnerText: true });

test('what is missing is read at once, with the policy to copy', async ({ page, context, server, studio }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: server.origin });
  await studio.open();
  await says(page, /^What it asks of a page/);
  await expect(page.locator('#policy-right')).toContainText(`script-src ${server.origin} 'wasm-unsafe-eval'`);
  await page.locator('#policy-text').fill("Content-Security-Policy: default-src 'self'; img-src *");
  await says(page, 'This policy forbids it. What is missing stands below.');
  await expect(findings(page).first()).toHaveText(`Missing: The script: there is no script-src, so default-src rules, which does not allow ${server.origin}.`, { useInnerText: true });
  await page.locator('#figure-policy button').click();
  const right = await page.evaluate(() => navigator.clipboard.readText());
  expect(right).toContain(`Content-Security-Policy: default-src 'self'; script-src 'self' ${server.origin} 'wasm-unsafe-eval'`);
  await page.locator('#policy-text').fill(right);
  await says(page, 'It works under this policy.');
  await expect(page.locator('#figure-policy')).toBeHidden();
  expect(page.url()).not.toContain('default-src');
});

test('it follows the embed: the page’s own site, another look, a frame, a link', async ({ page, server, studio }) => {
  await studio.open();
  await page.locator('#policy-text').fill("default-src 'self' 'wasm-unsafe-eval'");
  await says(page, /forbids/);
  await page.locator('#policy-page').fill(`${server.origin}/blog`);
  await says(page, /works/);
  await studio.choose('look', 'url');
  await studio.field('stylesheet').fill('https://style.example.org/ours.css');
  await studio.field('stylesheet').blur();
  await says(page, /forbids/);
  await expect(findings(page).first()).toContainText('https://style.example.org');
  await studio.choose('way', 'iframe');
  await says(page, /works/);
  await studio.choose('way', 'link');
  await says(page, 'A link needs nothing from a policy.');
});

test('each of several policies is told apart, in Arabic too', async ({ page, studio }) => {
  await studio.open({ lang: 'ar' });
  await page.locator('#policy-text').fill("script-src 'self', script-src *");
  await expect(page.locator('#policy-findings h3:visible')).toHaveText(['السياسة 1', 'السياسة 2'], { useInnerText: true });
  await expect(findings(page).first()).toContainText('ينقص');
});

// What is said is what browsers do. Each policy stands on a page with the letter, and the letter
// comes where the check says that it works, and only there.
const ORIGIN = 'ORIGIN';
const POLICIES = [
  `default-src 'none'; script-src ${ORIGIN} 'wasm-unsafe-eval'; connect-src ${ORIGIN}; style-src ${ORIGIN}`,
  `default-src http: 'wasm-unsafe-eval'`,
  `script-src ${ORIGIN}/embed/ 'wasm-unsafe-eval'`,
  `script-src ${ORIGIN}/embed/1/open-letter.js 'wasm-unsafe-eval'`,
  `script-src ${ORIGIN}; connect-src ${ORIGIN}`,
  `script-src-elem ${ORIGIN}; script-src 'unsafe-eval'`,
  `script-src-elem 'self'; script-src ${ORIGIN} 'unsafe-eval'`,
  `default-src 'self' ${ORIGIN}; script-src * 'wasm-unsafe-eval'; connect-src 'none'`,
  `script-src * 'unsafe-eval', connect-src 'self'`,
  `script-src 'strict-dynamic' ${ORIGIN} 'wasm-unsafe-eval'`,
  `script-src 'none' ${ORIGIN} 'wasm-unsafe-eval'`,
  `sandbox; script-src * 'unsafe-eval'`,
];

test('browsers agree with what is said, before it is corrected and after', async ({ browser, server }) => {
  const embed = { way: 'script', folder: `${server.origin}/embed/1/`, src: server.letter, link: server.hosted };
  const tag = `<!doctype html><html lang="en"><script async src="${embed.folder}open-letter.js"></script><open-letter src="${embed.src}" loading="eager"><a href="${embed.link}">Read it</a></open-letter>`;
  /** Whether the letter comes under a policy: it does, or something of it is refused. */
  const comes = async (policy) => {
    const place = await servePage(tag, policy);
    const page = await browser.newPage();
    const refused = new Promise((resolve) => {
      const heard = (text) => /Content Security Policy|sandboxed|open-letter-error/.test(text) && !text.includes('favicon') && resolve(false);
      page.on('console', (message) => heard(message.text()));
      page.on('pageerror', (error) => heard(error.message));
    });
    await page.addInitScript(() => document.addEventListener('open-letter-error', ({ detail }) => console.info('open-letter-error', detail.code)));
    await page.goto(place.origin);
    const came = await Promise.race([letterOn(page).title.waitFor().then(() => true, () => 'neither'), refused]);
    await page.close();
    await place.stop();
    return came;
  };
  const told = [];
  const seen = [];
  for (const pattern of POLICIES) {
    const policy = pattern.replaceAll(ORIGIN, server.origin);
    const { ok, corrected } = check(policy, embed);
    told.push([pattern, ok, corrected && !corrected.includes('nonce') ? true : null]);
    seen.push([pattern, await comes(policy), corrected && !corrected.includes('nonce') ? await comes(corrected.replaceAll('\n', ' ')) : null]);
  }
  expect(seen).toEqual(told);
  expect(told.filter(([, ok]) => ok).length).toBeGreaterThan(3);
  expect(await comes(least(embed))).toBe(true);
});
