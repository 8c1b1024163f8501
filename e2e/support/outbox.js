// The mails that the server would have sent, as its own page shows them.
import { expect } from '@playwright/test';

const plain = (html) => html.replace(/<[^>]*>/g, '').replace(/&amp;/g, '&').trim();

/** What the page says, newest first. */
export async function mails(server) {
  const page = await (await fetch(server.outbox)).text();
  return page
    .split('<article>')
    .slice(1)
    .map((article) => ({
      subject: plain(/<h2[^>]*>(.*?)<\/h2>/s.exec(article)[1]),
      to: plain(/<bdi>(.*?)<\/bdi>/s.exec(article)[1]),
      code: plain(/<code>(.*?)<\/code>/s.exec(article)?.[1] ?? ''),
      links: [...article.matchAll(/<li><a href="([^"]*)"/g)].map(([, url]) => plain(url)),
    }));
}

/** Waits for the mail to an address that makes so many of them, and gives the newest. */
export async function mailTo(server, address, count = 1) {
  let found = [];
  await expect
    .poll(async () => (found = (await mails(server)).filter(({ to }) => to === address)).length, {
      message: `${count} mails to ${address}`,
    })
    .toBe(count);
  return found[0];
}

/** How many mails there are to an address now. */
export const mailsTo = async (server, address) =>
  (await mails(server)).filter(({ to }) => to === address).length;

/** A code that is not this one. */
export const another = (code) =>
  code.replace(/\d/g, (digit) => String((Number(digit) + 1) % 10));
