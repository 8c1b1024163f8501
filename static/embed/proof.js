// Does the work that a letter asks for before it is signed: it looks for a number that gives a rare
// hash. The widget imports it for the first letter that asks, and whatever goes wrong in here, the
// signature is sent without; then a person looks at it first.

/** How long the page is kept from everything else at a time. */
const SLICE_MS = 8;

/** And how many hashes are under way at once. */
const AT_ONCE = 64;

/** More than a letter may ask for: nobody's telephone works for hours. */
const MAX_BITS = 22;

/** How long a request may take. What is found later is of no use to it. */
const LAST_MS = 10_000;

// Letters that ask for work, by their addresses: each with what is under way for it.
const letters = new Map();

const bare = (url) => url.split(/[?#]/)[0].replace(/\/+$/, '');

// Everything else that the page has to do comes first. `scheduler.yield` would come before it: with
// that, the page's own timers stood still.
const turn = () =>
  globalThis.scheduler?.postTask?.(() => {}, { priority: 'background' }) ?? new Promise((resolve) => setTimeout(resolve));

/** Hears that a letter asks for work. */
export function ask(url, get) {
  const address = bare(url);
  if (!letters.has(address)) letters.set(address, { address, get });
}

/** The proof for a signature that is about to be sent, or nothing. The same signature gets the same
 * one again, and another signature never does. */
export function prove(url, key) {
  const letter = letters.get(bare(url).replace(/\/signatures$/, ''));
  if (!letter) return;
  const work = current(letter, ({ sent, failed }) => (!sent || sent === key) && !failed);
  work.sent = key;
  work.last = performance.now() + LAST_MS;
  return work.proof;
}

// Who comes to the form will sign, by and by: it is time to begin.
for (const type of ['focusin', 'input'])
  document.addEventListener(type, (event) => {
    const path = event.composedPath();
    // No other form has the trap.
    const element = path[0].form?.elements?.trap && path.find(({ localName }) => localName === 'open-letter');
    const { href } = Object.assign(document.createElement('a'), { href: element?.getAttribute('src') });
    const letter = element && letters.get(bare(href));
    if (!letter) return;
    letter.element = element;
    // What is typed after it was sent is another signature.
    current(letter, ({ sent }) => type === 'focusin' || !sent);
  });

/** The work that is under way or done, or another in its place where that is not worth keeping: it
 * grows old while somebody thinks. */
function current(letter, keep) {
  const { work } = letter;
  if (work && keep(work) && Date.now() < work.old) return work;
  if (work) work.last = 0;
  return (letter.work = begin(letter));
}

function begin(letter) {
  const work = { old: Infinity, last: Infinity };
  work.proof = solve(letter, work).catch(() => {}).then((proof) => {
    work.failed = !proof;
    return proof;
  });
  return work;
}

async function solve(letter, work) {
  // Browsers keep this from pages without https.
  const { subtle } = crypto;
  if (!subtle) return;
  const { body } = await letter.get(letter.address + '/proof', { cache: 'no-store' });
  const { challenge, bits, expires_in: seconds } = body;
  if (!(bits <= MAX_BITS)) return;
  work.old = Date.now() + seconds * 900;
  const text = new TextEncoder();
  for (let nonce = 0; performance.now() < work.last && letter.element?.isConnected !== false; await turn()) {
    const first = nonce;
    const hashes = [];
    const end = performance.now() + SLICE_MS;
    do hashes.push(subtle.digest('SHA-256', text.encode(`${challenge}:${nonce++}`)));
    while (hashes.length < AT_ONCE && performance.now() < end);
    const found = (await Promise.all(hashes)).findIndex((hash) => Math.clz32(new DataView(hash).getUint32(0)) >= bits);
    if (found >= 0) return { challenge, nonce: String(first + found) };
  }
}
