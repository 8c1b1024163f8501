// Speaks to a backend through an adapter document. The widget imports it for the first tag with
// an `adapter`: the Wasm beside it knows what documents mean, this script makes the requests.
import { initSync, load, request, read, withoutTags } from 'open-letter-adapter-glue';
import { module } from 'open-letter-adapter-files';
import { failure, get, written } from './answer.js';
import { patient } from './ask.js';
import { readMarkup } from './markup.js';

let ready;
const start = () =>
  (ready ??= (async () => {
    const answer = await fetch(module.href, { integrity: module.integrity });
    initSync({ module: await WebAssembly.compile(await answer.arrayBuffer()) });
  })().catch((error) => {
    ready = undefined; // What failed once may be asked for again.
    throw error;
  }));

/** Takes the document at `url`, unless it is `known`, or performs an `operation` of it. What fails
 * is told, not thrown. */
export default async function perform({ url, operation, fresh, body }, signal, known) {
  const asked = { adapter: url, operation, fresh, ask: body };
  try {
    await start();
  } catch {
    return failure('adapter', 'The part of the widget that reads adapters could not be loaded.');
  }
  if (!operation && known) return load({ adapter: url, document: known });
  if (!operation) {
    const answer = await get(url, { cache: fresh ? 'no-cache' : 'default', signal });
    const why = answer.failure?.message || (answer.status !== 200 && `It answered with status ${answer.status}.`);
    if (why) return failure('adapter', `${url} cannot be read. ${why}`);
    if (answer.body === undefined) return failure('adapter', `${url} is not JSON.`);
    return load({ adapter: asked.adapter, document: answer.body });
  }
  const made = request(asked);
  if (!made.value) return made.failure ? made : read(asked, { status: 200 });
  const cache = fresh ? 'no-cache' : 'default';
  const answer = await get(made.value.url, { ...written(made.value), cache, signal });
  if (answer.failure) return answer;
  if (answer.body === undefined && answer.status < 300) return failure('not_json', 'The answer is not JSON.');
  const told = read(asked, answer);
  if (told.failure?.problem) patient(told.failure.problem, answer);
  if (told.value) told.value = await readMarkup(told.value).catch(() => withoutTags(told.value));
  return told;
}
