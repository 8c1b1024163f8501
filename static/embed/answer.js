// Asks a backend, and reads its answer within the widget's bounds.

/** The most bytes that are read of an answer. */
const MAX_BYTES = 1_000_000;

export const failure = (code, message) => ({ failure: { code, message } });

/** Asks, and reads the answer as it comes in. A body that is no JSON is left out. */
export async function get(url, options) {
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
    answer.empty = !text.trim();
    answer.body = answer.empty ? null : JSON.parse(text);
  } catch {
    // A refusal is told by its status, whatever it is written in.
  }
  return answer;
}

/** What `fetch` is told of a request that an adapter has made. */
export function written({ method, headers, body, type }) {
  if (body === null || body === undefined) return { method, headers };
  return {
    method,
    headers: { ...headers, 'Content-Type': type },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  };
}
