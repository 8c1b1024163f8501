import { test, expect } from './example.js';
import { policy } from '../../examples/next/policy.mjs';

for (const [name, example] of Object.entries({
  react: { folder: 'target/examples/react' },
  vue: { folder: 'target/examples/vue' },
  svelte: { folder: 'target/examples/svelte' },
  next: { folder: 'examples/next/out', policy },
}))
  test.describe(name, () => {
    test.use({ example });

    test(`${name}: under a strict policy the letter is read and signed, and the page hears of it`, async ({
      page,
      site,
      server,
      letter,
      counted,
    }) => {
      await expect(letter.title).toBeVisible();
      await expect(page.locator('#count')).toHaveText('236 people have signed.');
      // What `configure` said, before the tag was there.
      await expect(letter.signButton).toHaveText('Add your name');
      // The attribute has arrived under its own name.
      const next = page.waitForRequest('**/signatures?*');
      await letter.more.click();
      expect(new URL((await next).url()).searchParams.get('limit')).toBe('20');

      await letter.sign();
      await expect(page.locator('#status')).toHaveText('published');
      await expect(page.locator('#count')).toHaveText('237 people have signed.');
      expect(await counted()).toBe(237);

      // All of the widget came with the page: the backend was asked for letters alone.
      for (const url of site.asked) {
        const { origin, pathname, protocol } = new URL(url);
        expect(protocol).toBe('http:');
        if (origin !== site.origin) expect(origin + pathname).toContain(`${server.origin}/v1/letters/`);
      }
      expect(site.asked.filter((url) => url.endsWith('.wasm'))).toHaveLength(1);
    });

    test(`${name}: a method is called through a ref`, async ({ page, site, letter }) => {
      await expect(letter.title).toBeVisible();
      await page.locator('#sign').click();
      await expect.poll(() => letter.field('name').evaluate((field) => field.getRootNode().activeElement === field)).toBe(true);
    });

    test(`${name}: taken away and put back, it works again`, async ({ page, site, letter }) => {
      await expect(letter.title).toBeVisible();
      for (let round = 0; round < 3; round += 1) {
        await page.locator('#toggle').click();
        await expect(letter.element).toHaveCount(0);
        await page.locator('#toggle').click();
        await expect(letter.title).toBeVisible();
      }
      await letter.sign();
      await expect(page.locator('#status')).toHaveText('published');
    });
  });
