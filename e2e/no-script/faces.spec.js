// Every page of a signature's life, for everyone. The pages are plain; axe alone needs script.
import { test, expect } from '../support/scenario.js';
import { VISITOR } from '../support/letter.js';
import { expectAccessible } from '../support/axe.js';
import { another, mailTo } from '../support/outbox.js';
import { hostedOn } from '../support/hosted.js';

test.use({ confirmation: true });

const LOOKS = {
  'light': {},
  'dark': { colorScheme: 'dark' },
  'forced colours': { forcedColors: 'active' },
  'right to left': { lang: 'ar' },
};
const OTHER = 'perpetua.inkwell@example.org';

/** Goes from page to page, and stops at each. No words: they are another language's too. */
async function walk(page, hosted, server, at) {
  await hosted.sign();
  await at('a mail is on its way');
  const first = await mailTo(server, VISITOR.email);
  await hosted.type(VISITOR.email, another(first.code));
  await at('a wrong code');
  await page.goto(first.links[0]);
  await at('before it is confirmed');
  await hosted.press('submit', '/confirmed');
  await at('confirmed');
  await page.goto(first.links[0]);
  await at('decided before');

  await hosted.sign({ ...VISITOR, name: 'Quillon the Second' });
  const second = await mailTo(server, VISITOR.email, 2);
  await page.goto(second.links[0]);
  await hosted.part('leave').locator('summary').click();
  await at('both versions');
  await hosted.press('keep', '/kept');
  await at('kept');

  await page.goto(hosted.at('/manage'));
  await at('the address is asked for');
  await hosted.ask(VISITOR.email);
  await at('a mail was asked for');
  const third = await mailTo(server, VISITOR.email, 3);
  await page.goto(third.links[0]);
  await at('before it is opened');
  await hosted.press('submit');
  await expect(hosted.stored).toBeVisible();
  await at('what is stored');
  await hosted.field('name').fill('  ');
  await hosted.press('submit');
  await expect(hosted.summary).toBeVisible();
  await at('a correction that was refused');
  await hosted.field('name').fill('Quillon the Third');
  await hosted.press('submit');
  await expect(hosted.part('notice')).toBeVisible();
  await at('corrected');
  await hosted.withdraw();
  await at('withdrawn');
  await page.goto(third.links[0]);
  await at('a link that is dead');

  await hosted.sign({ ...VISITOR, email: OTHER });
  const strange = await mailTo(server, OTHER);
  await page.goto(strange.links[1]);
  await at('it was somebody else');
  await hosted.press('keep', '/not-me/done');
  await at('deleted, and no mail again');
  await page.goto(strange.links[1]);
  await at('no mail comes');
  await hosted.press('submit', '/not-me/undone');
  await at('mails again');
  await page.goto(hosted.at('/sent'));
  for (let tries = 0; tries < 5; tries += 1) {
    if (tries) await expect(hosted.summary).toBeVisible();
    await hosted.type(OTHER, '000000');
  }
  await expect(hosted.field('code')).toHaveCount(0);
  await at('too many wrong codes');
}

for (const [look, { lang = 'en', ...media }] of Object.entries(LOOKS))
  test(`axe finds nothing, and nothing scrolls sideways at 320 px: ${look}`, async ({ page, server }) => {
    await page.emulateMedia(media);
    await page.setViewportSize({ width: 320, height: 640 });
    await walk(page, hostedOn(page, server, lang), server, async (face) => {
      await expect(page.locator('html')).toHaveAttribute('lang', lang);
      const wide = await page.evaluate(() => document.scrollingElement.scrollWidth - document.documentElement.clientWidth);
      expect(wide, face).toBeLessThanOrEqual(0);
      // Some have a heading, a sentence and a link, and no more.
      await expectAccessible(page, `${face}, ${look}`, 8);
    });
  });
