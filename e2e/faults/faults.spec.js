// Every step of a visit under every fault, between a real browser and the real server: nothing
// typed is lost, nothing is counted twice, what the page says is true of what the server has
// done, and no press is tried more than four times.
import { test as base, expect } from '../support/scenario.js';
import { FAULTS, startFaultProxy } from '../support/fault-proxy.js';
import { LETTER_ID } from '../support/server.js';
import { steps } from './steps.js';

const test = base.extend({
  cable: async ({ server }, use) => {
    const cable = await startFaultProxy(server.origin);
    await use(cable);
    await cable.stop();
  },
  visit: async ({ page, host, letter, server, counted, request, cable, context }, use) => {
    const address = host.page('faults', { letter: `${cable.origin}/v1/letters/${LETTER_ID}` });
    await page.clock.install();
    await use({ page, host, letter, server, counted, request, cable, context, address });
  },
});

test.use({ confirmation: true });

const UNKNOWN = 'We cannot tell whether it arrived. Press the button again: it is safe, and nothing counts twice.';
const NOT_SENT = 'This was not sent: you seem to be offline.';
const BUSY = 'The letter’s server cannot take this right now. Nothing you typed is lost.';
const MANY = 'Too many requests are coming in at once. Nothing you typed is lost.';
const NOT_LOADED = 'The letter could not be loaded.';
const NOT_READ = 'The letter could not be read.';

/** How often a press is tried, and what is said in the end: of a letter, and of all that is sent. */
const EXPECTED = {
  'offline': [0, NOT_SENT],
  'connection refused': [4, UNKNOWN],
  'cut off before the server': [4, UNKNOWN],
  'cut off after the server': [4, UNKNOWN],
  'silence': [4, UNKNOWN],
  'an error 500': [4, UNKNOWN],
  'a bad gateway': [4, UNKNOWN],
  'not now, but in a second': [4, BUSY],
  'too many, but in a second': [4, MANY],
  'an answer cut in the middle': [4, UNKNOWN],
  'no JSON': [1, UNKNOWN, NOT_READ],
  'another JSON': [1, UNKNOWN, NOT_READ],
};

/** What is not in the proxy's power. */
const ELSEWHERE = {
  'offline': {
    harm: ({ context }) => context.setOffline(true),
    heal: ({ context }) => context.setOffline(false),
  },
  'connection refused': {
    harm: ({ cable }) => cable.stop(),
    heal: ({ cable }) => cable.start(),
  },
};

test('every fault has its scenario', () => {
  expect(Object.keys(EXPECTED).sort()).toEqual([...Object.keys(FAULTS), ...Object.keys(ELSEWHERE)].sort());
});

/** The calls of a step, as the browser makes them, and as they pass the proxy. */
function watch({ page, cable }, { call: [method, path] }) {
  const from = cable.calls.length;
  const asked = [];
  page.on('request', (request) => {
    if (request.method() === method && new URL(request.url()).pathname.endsWith(path)) asked.push(request);
  });
  return {
    asked,
    seen: () => cable.calls.slice(from).filter((call) => call.method === method && call.path.endsWith(path)),
  };
}

/**
 * Lets the page's own time run until something is there: the page waits for tries and deadlines,
 * and nobody else needs to. It stands while a call is on its way or the server is at work, since
 * those have a time of their own.
 */
async function hurry({ page, cable }, { asked, seen }, fault, there, message) {
  await expect
    .poll(async () => {
      if (await there()) return true;
      const arrived = ELSEWHERE[fault] || seen().length === asked.length;
      if (arrived && !cable.isBusy()) await page.clock.runFor(fault === 'silence' ? 5_000 : 500);
      return there();
    }, { message, intervals: [50] })
    .toBe(true);
}

/** What was meant once, however often it was sent. */
function expectOneIntent(calls, message) {
  for (const member of ['key', 'body', 'opens'])
    expect(new Set(calls.map((call) => call[member])).size, `${message}: one ${member}`).toBe(1);
}

/** Where the page says what became of a step. */
const noticeOf = ({ page, letter }, { name }) => {
  if (name === 'load') return letter.part('notice').filter({ has: page.locator('[part~="retry"]') });
  if (name === 'open') return letter.thanks.locator('[part~="notice"]:not([data-kind="retrying"])');
  return letter.notice;
};

for (const [fault, [tries, words, unread = NOT_LOADED]] of Object.entries(EXPECTED))
  test(`until it is over: ${fault} × load, sign, resend, confirm, open, save, withdraw`, async ({ visit }) => {
    const { page, letter, cable } = visit;
    for (const step of steps(visit)) {
      const what = `${step.name}, ${fault}`;
      // Nobody gets to a page without a network, so that a letter cannot be loaded into it.
      if (step.name === 'load' && fault === 'offline') {
        await step.press();
        await step.done();
        continue;
      }
      await step.ready?.();
      const watched = watch(visit, step);
      const { asked, seen } = watched;
      if (ELSEWHERE[fault]) await ELSEWHERE[fault].harm(visit);
      else cable.harm(fault, step.call);
      await step.press();
      const said = noticeOf(visit, step);
      const expected = step.name === 'load' ? unread : words;
      const told = async () => (await said.isVisible()) && (await said.textContent()).includes(expected);
      await hurry(visit, watched, fault, async () => asked.length >= tries && (await told()), `${what}: ${expected}`);
      // Time alone makes no fifth one.
      await page.clock.runFor(10_000);
      expect(asked.length, `${what}: tries`).toBe(tries);
      if (!ELSEWHERE[fault]) expect(seen().length, `${what}: tries at the proxy`).toBe(tries);
      expect(await told(), what).toBe(true);
      await step.kept();
      const reached = seen().some(({ status }) => status >= 200 && status < 300);
      if (expected !== UNKNOWN && step.name !== 'load') expect(reached, `${what}: not taken, it says`).toBe(false);
      await step.truth?.(reached);

      if (ELSEWHERE[fault]) await ELSEWHERE[fault].heal(visit);
      else cable.heal();
      await step.press();
      await step.done();
      expect(asked.length, `${what}: pressed again`).toBe(tries + 1);
      expectOneIntent(seen(), what);
      const receipts = new Set(seen().filter(({ status }) => status === 202).map(({ answer }) => JSON.parse(answer).receipt));
      expect(receipts.size, `${what}: receipts`).toBeLessThanOrEqual(1);
    }
    await expect(letter.count).toHaveText('236 signatures so far');
  });

/** What passes by itself, without another press. */
const PASSING = Object.keys(FAULTS).filter((fault) => EXPECTED[fault][0] === 4);

for (const fault of PASSING)
  test(`once, and then by itself: ${fault} × load, sign, resend, confirm, open, save, withdraw`, async ({ visit }) => {
    const { page, cable, letter } = visit;
    for (const step of steps(visit)) {
      const what = `${step.name}, ${fault}`;
      await step.ready?.();
      const { asked, seen } = watch(visit, step);
      cable.harm(fault, step.call, 1);
      await step.press();
      if (fault === 'silence') {
        await expect.poll(() => seen().length === 1 && !cable.isBusy(), what).toBe(true);
        await page.clock.runFor(10_000);
      }
      await step.done();
      expect(asked.length, `${what}: tries`).toBe(2);
      const [first, second] = seen();
      expectOneIntent([first, second], what);
      if (fault.endsWith('in a second'))
        expect(second.began - first.ended, `${what}: not before it was asked to`).toBeGreaterThan(990);
      cable.heal();
    }
    await expect(letter.count).toHaveText('236 signatures so far');
  });
