// Speaks to a backend through an adapter document. The widget imports it for the first tag with
// an `adapter`: the Wasm beside it knows what documents mean, this script makes the requests.
import init, { load, request, read, withoutTags } from 'open-letter-adapter-glue';
import { failure, get, written } from './answer.js';
import { readMarkup } from './markup.js';

const [file, integrity] = __ADAPTER_WASM__;
let ready;
const start = () =>
  (ready ??= init({ module_or_path: fetch(new URL(file, import.meta.url), { integrity }) }).catch((error) => {
    ready = undefined; // What failed once may be asked for again.
    throw error;
  }));

/** Takes the document `adapter`, or performs an `operation` of it. What fails is told, not thrown. */
export default async function perform(asked, signal) {
  try {
    await start();
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
  const cache = asked.fresh ? 'no-cache' : 'default';
  const answer = await get(made.value.url, { ...written(made.value), cache, signal });
  if (answer.failure) return answer;
  if (answer.body === undefined && answer.status < 300) return failure('not_json', 'The answer is not JSON.');
  const told = read(asked, answer);
  const wait = answer.headers['retry-after'];
  // A date is not worth its bytes: it stands for a minute.
  if (told.failure?.problem && wait) told.failure.problem.retry_after = /^\d{1,9}$/.test(wait) ? Number(wait) : 60;
  if (told.value) told.value = await readMarkup(told.value).catch(() => withoutTags(told.value));
  return told;
}
