// The steps of a visit: the call that each makes, how it is pressed for, what must not be lost
// meanwhile, what the server knows of it, and how it ends.
import { expect } from '../support/scenario.js';
import { VISITOR } from '../support/letter.js';
import { mailTo, mailsTo } from '../support/outbox.js';
import { LETTER_ID } from '../support/server.js';

const OPEN = 'See, change or take back your signature';
const CORRECTED = 'Quillon the Second';

/** The steps of one visit, in their order. */
export function steps({ page, letter, server, counted, request, address, cable }) {
  let code = '';
  /** What opens the signature, from the calls that went by. */
  let opens = null;
  const stored = async () => {
    const answer = await request.get(`${server.letter}/own`, { headers: { Authorization: opens } });
    return answer.ok() ? await answer.json() : null;
  };
  const confirmed = 'Thank you. Your signature is confirmed.';
  return [
    {
      name: 'load',
      call: ['GET', `/${LETTER_ID}`],
      press: async () => {
        const again = letter.part('retry');
        if (await again.count()) await again.click();
        else await page.goto(address);
      },
      kept: () => expect(page.getByRole('link', { name: 'Read and sign the open letter' })).toBeVisible(),
      done: async () => {
        await expect(letter.title).toHaveText('Keep the code of the NHS open');
        await expect(letter.form).toBeVisible();
      },
    },
    {
      name: 'sign',
      call: ['POST', '/signatures'],
      ready: () => letter.fill(),
      press: () => letter.submit.click(),
      kept: async () => {
        for (const [name, value] of Object.entries(VISITOR)) await expect(letter.field(name)).toHaveValue(value);
        await expect(letter.field('consent')).toBeChecked();
      },
      truth: async (reached) => {
        if (reached) await mailTo(server, VISITOR.email, 1);
        else expect(await mailsTo(server, VISITOR.email)).toBe(0);
        expect(await counted()).toBe(236);
      },
      done: async () => {
        await expect(letter.heading).toHaveText('Check your mail');
        await mailTo(server, VISITOR.email, 1);
      },
    },
    {
      name: 'resend',
      call: ['POST', '/requests'],
      ready: async () => {
        await letter.field('code').fill('12');
        await page.clock.fastForward(60_000);
      },
      press: () => letter.action('Send another mail').click(),
      kept: () => expect(letter.field('code')).toHaveValue('12'),
      done: async () => {
        await expect(letter.notice).toHaveText('Another mail is on its way.');
        // To the server no minute has passed, however often it was asked.
        await mailTo(server, VISITOR.email, 1);
      },
    },
    {
      name: 'confirm',
      call: ['POST', '/confirm'],
      ready: async () => {
        ({ code } = await mailTo(server, VISITOR.email, 1));
        await letter.field('code').fill(code);
      },
      press: () => letter.submit.click(),
      kept: () => expect(letter.field('code')).toHaveValue(code),
      truth: async (reached) => expect(await counted()).toBe(reached ? 237 : 236),
      done: async () => {
        await expect(letter.heading).toHaveText(confirmed);
        expect(await counted()).toBe(237);
      },
    },
    {
      name: 'open',
      call: ['GET', '/own'],
      press: () => letter.action(OPEN).click(),
      kept: () => expect(letter.heading).toHaveText(confirmed),
      done: async () => {
        await expect(letter.heading).toHaveText('Your signature');
        await expect(letter.field('name')).toHaveValue(VISITOR.name);
        ({ opens } = cable.calls.findLast(({ opens }) => opens));
        expect(await stored()).toMatchObject(VISITOR);
      },
    },
    {
      name: 'save',
      call: ['PATCH', '/own'],
      ready: () => letter.field('name').fill(CORRECTED),
      press: () => letter.submit.click(),
      kept: async () => {
        await expect(letter.field('name')).toHaveValue(CORRECTED);
        await expect(letter.field('role')).toHaveValue(VISITOR.role);
      },
      truth: async (reached) => expect((await stored()).name).toBe(reached ? CORRECTED : VISITOR.name),
      done: async () => {
        await expect(letter.notice).toHaveText('Your changes are saved.');
        expect((await stored()).name).toBe(CORRECTED);
                await expect(letter.rows.filter({ hasText: CORRECTED })).toHaveCount(1);
        expect(await counted()).toBe(237);
      },
    },
    {
      name: 'withdraw',
      call: ['DELETE', '/own'],
      ready: () => letter.action('Take back my signature').click(),
      press: () => letter.submit.click(),
      kept: () => expect(letter.heading).toHaveText('Take back my signature'),
      truth: async (reached) => expect(await counted()).toBe(reached ? 236 : 237),
      done: async () => {
        await expect(letter.heading).toHaveText('Your signature is gone');
        expect(await stored()).toBeNull();
        expect(await counted()).toBe(236);
      },
    },
  ];
}
