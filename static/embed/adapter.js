// Speaks to a backend through an adapter document. The widget imports it for the first tag with
// an `adapter`: the Wasm beside it knows what documents mean, this script makes the requests.
import init, { load, request, read, withoutTags } from 'open-letter-adapter-glue';
import { readMarkup } from './markup.js';

const [file, integrity] = __ADAPTER_WASM__;
const ready = init({ module_or_path: fetch(new URL(file, import.meta.url), { integrity }) });

/** The most bytes that are read of an answer. */
const MAX_BYTES = 1_000_000;

/** Takes the document `adapter`, or performs an `operation` of it. What fails is told, not thrown. */
export default async function perform(asked, signal) {
  try {
    await ready;
  } catch {
    return failure('adapter', 'The part of the widget that reads adapters could not be loaded.');
  }
  if (!asked.operation) {
    const answer = await get(asked.adapter, { cache: asked.fresh ? 'no-cache' : 'default', signal });
    const why = answer.failure?.message || (answer.status !== 200 && `It answered with status ${answer.status}.`);
    if (why) return failure('adapter', `${asked.adapter} cannot be read. ${why}`);
    if (answer.body === undefined) return failure('adapter', `${asked.adapter} is not JSON.`);
    return load({ adapter: asked.adapter, document: answer.body });
  }
  const made = request(asked);
  if (!made.value) return made.failure ? made : read(asked, { status: 200 });
  const { method, url, headers, body, type } = made.value;
  const sent = body === null || body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) };
  const answer = await get(url, {
    method,
    headers: 'body' in sent ? { ...headers, 'Content-Type': type } : headers,
    cache: asked.fresh ? 'no-cache' : 'default',
    signal,
    ...sent,
  });
  if (answer.failure) return answer;
  if (answer.body === undefined && answer.status < 300) return failure('not_json', 'The answer is not JSON.');
  const told = read(asked, answer);
  if (told.failure?.problem && answer.headers['retry-after'])
    told.failure.problem.retry_after = Number(answer.headers['retry-after']) || 60;
  if (told.value) told.value = await readMarkup(told.value).catch(() => withoutTags(told.value));
  return told;
}

const failure = (code, message) => ({ failure: { code, message } });

/** Asks, and reads the answer as it comes in. A body that is no JSON is left out. */
async function get(url, options) {
  let response;
  const parts = [];
  try {
    response = await fetch(url, { credentials: 'omit', ...options });
    let left = MAX_BYTES;
    const reader = response.body?.getReader();
    for (let part; reader && !(part = await reader.read()).done; parts.push(part.value))
      if ((left -= part.value.length) < 0) {
        reader.cancel().catch(() => {});
        return failure('too_large', 'The answer is larger than 1 MB.');
      }
  } catch (error) {
    // Who has aborted it knows why.
    if (options.signal?.aborted) throw error;
    return failure('network', 'The backend could not be reached, or does not allow this page (CORS, connect-src).');
  }
  const { status, headers } = response;
  const answer = { status, url: response.url, headers: Object.fromEntries(headers) };
  try {
    const text = await new Blob(parts).text();
    answer.body = text.trim() ? JSON.parse(text) : null;
  } catch {
    // A refusal is told by its status, whatever it is written in.
  }
  return answer;
}
