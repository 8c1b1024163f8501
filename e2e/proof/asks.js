// A letter that asks for a proof of work, and the same one without.
const text = (more) => `+++
title = "Keep the kettle on"
lang = "en"
published_at = 2026-05-01T09:00:00Z
${more}
[fields]
role = "optional"
affiliation = "optional"

[consent]
version = "1"
text = "I agree."
+++
Please keep the kettle on.
`;

export const LETTERS = { proven: text('proof_of_work = 10'), plain: text('') };

/** The script that does the work, and what it asks the server for. */
export const SCRIPT = /\/embed\/1\/proof-[0-9a-f]+\.js$/;
export const CHALLENGE = '**/v1/letters/*/proof';
export const SIGN = '**/v1/letters/*/signatures';

/** Opens the page, and hears what is asked for. */
export async function open({ page, host, letter }, id = 'proven') {
  const asked = [];
  page.on('request', (request) => asked.push(request));
  await page.goto(host.page('proof', { id }));
  await letter.form.waitFor();
  const to = (method, end) => asked.filter((request) => request.method() === method && new URL(request.url()).pathname.endsWith(end));
  return {
    challenges: () => to('GET', '/proof'),
    scripts: () => asked.filter((request) => SCRIPT.test(request.url())),
    /** The proofs that were sent, in their order. */
    proofs: () => to('POST', '/signatures').map((request) => request.postDataJSON().proof),
  };
}

/** Signs by the protocol alone, and tells what became of it. */
export async function signBy(request, server, who, proof) {
  const answer = await request.post(`${server.origin}/v1/letters/proven/signatures`, {
    headers: { 'idempotency-key': who },
    data: { name: who, email: `${who}@example.org`, consent: { version: '1', accepted: true }, proof },
  });
  return (await answer.json()).status;
}

/** How many have signed. */
export const countOf = async (request, server, id = 'proven') =>
  (await (await request.get(`${server.origin}/v1/letters/${id}/count`)).json()).count;

/** Counts the hashes that are begun, and how many of them in one turn, and makes each one vain. Runs
 * in the page. */
export function watchHashes() {
  const seen = (window.seen = { hashes: 0, turns: [], workers: 0 });
  const { subtle } = crypto;
  const digest = subtle.digest.bind(subtle);
  const { port1, port2 } = new MessageChannel();
  let turn = 0;
  port1.onmessage = () => {
    seen.turns.push(turn);
    turn = 0;
  };
  subtle.digest = (...given) => {
    seen.hashes += 1;
    turn += 1;
    if (turn === 1) port2.postMessage('');
    return digest(...given).then((hash) => new Uint8Array(hash.byteLength).fill(255).buffer);
  };
  window.Worker = class extends Worker {
    constructor(...given) {
      super(...given);
      seen.workers += 1;
    }
  };
}
