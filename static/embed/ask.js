// Makes the widget's requests to its backend, each bounded in time, and reads the answers.
import { failure, get } from './answer.js';

/** How long a whole answer may take, its slowest last byte included. */
const TIMEOUT_MS = 10_000;

/** How long a signature waits for the work that its letter asks for. */
const PATIENCE_MS = 4_000;

/** What does that work, once a letter has asked for some. */
let working;

/** The function that the Wasm asks by. A call comes to `{value}` or `{failure}` and never fails;
 * its promise in the second place breaks it off. */
export const asker = (throughAdapter, worker) => (call, running) => {
  if (running) return running.stop();
  const abort = new AbortController();
  let late;
  const clock = setTimeout(() => abort.abort((late = true)), TIMEOUT_MS);
  const { operation, adapter } = call;
  const told = (operation || adapter ? throughAdapter(call, abort.signal) : native(call, abort.signal, worker))
    .catch(() => failure(late ? 'timeout' : 'network'))
    .finally(() => clearTimeout(clock));
  return Object.assign(told, { stop: () => abort.abort() });
};

async function native({ url, method, headers, body, fresh, form }, signal, worker) {
  // What caches may answer is worth asking for even offline.
  if (form && !navigator.onLine) return failure('offline');
  const key = headers?.['Idempotency-Key'];
  const patience = (resolve) => setTimeout(resolve, PATIENCE_MS);
  if (key && working) body.proof = await Promise.race([working.then((work) => work?.prove(url, key)), new Promise(patience)]);
  const answer = await get(url, {
    method,
    headers: body ? { ...headers, 'Content-Type': 'application/json' } : headers ?? {},
    body: body && JSON.stringify(body),
    cache: fresh ? 'no-cache' : 'default',
    signal,
  });
  if (answer.failure) return answer;
  const { status } = answer;
  if (answer.body?.proof) (working ??= worker().catch(() => {})).then((work) => work?.ask(url, get));
  if (status < 300) return answer.empty || answer.body === undefined ? failure('not_json') : { value: answer.body };
  const code = { 429: 'rate_limited', 503: 'unavailable' }[status];
  const problem = answer.body?.code ? answer.body : code && { code };
  return { failure: { status, problem: problem && patient(problem, answer) } };
}

/** A refusal with the time that its header asks for. A date is not worth its bytes: it stands for
 * a minute, which is left to the visitor. */
export function patient(problem, { headers }) {
  const wait = headers['retry-after'];
  if (wait) problem.retry_after ??= /^\d{1,9}$/.test(wait) ? Number(wait) : 60;
  return problem;
}
