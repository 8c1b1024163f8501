// Keys for the queue. What they do is what the buttons do: each presses one, and the form behind
// it is sent without loading the page again. Nothing is kept, and nothing leaves for elsewhere.

const queue = document.querySelector('[data-queue]');
const told = document.querySelector('[data-told]');
const waiting = document.querySelector('[data-waiting]');

/** Decisions that were made here and can be taken back, the last one at the end. */
const decided = [];
/** Requests that are on their way. */
let sending = 0;

const entries = () => [...queue.querySelectorAll('.entry')];

/** The signature that keys are about: the one with the focus, else the first. */
function current() {
  const focused = document.activeElement?.closest?.('.entry');
  return focused && queue.contains(focused) ? focused : entries()[0];
}

function choose(entry) {
  if (!entry) return;
  entry.focus();
  entry.scrollIntoView({ block: 'nearest' });
}

function step(by) {
  const all = entries();
  const here = all.indexOf(document.activeElement?.closest?.('.entry'));
  choose(all[Math.max(0, Math.min(all.length - 1, here + by))]);
}

function say(sentence, refused = false) {
  told.textContent = sentence;
  told.toggleAttribute('data-refused', refused);
}

function waits(by) {
  if (!waiting) return;
  const number = Number(waiting.textContent.replace(/\D/g, '')) + by;
  waiting.textContent = Math.max(0, number).toLocaleString('en');
}

/** Sends a form, and gives what the desk says. */
async function send(action, fields) {
  sending += 1;
  try {
    const answer = await fetch(action, {
      method: 'POST',
      body: fields,
      headers: { accept: 'application/json' },
      redirect: 'error',
    });
    const is = answer.headers.get('content-type') || '';
    if (!is.startsWith('application/json'))
      // Signed out meanwhile, or something broke: the whole page says which.
      return { told: 'The desk did not take this. Please load the page again.', refused: true };
    return { ...(await answer.json()), refused: !answer.ok, moot: answer.status === 409 };
  } catch {
    return { told: 'The desk could not be reached. Nothing is lost; please try again.', refused: true };
  } finally {
    sending -= 1;
  }
}

/** Takes a signature out of the list at once, and puts it back where the desk refuses. */
async function decide(form, button) {
  const entry = form.closest('.entry');
  const next = entry.nextElementSibling || entry.previousElementSibling;
  const after = entry.nextElementSibling;
  const fields = new URLSearchParams(new FormData(form, button));
  entry.remove();
  waits(-1);
  choose(next);
  const answer = await send(form.action, fields);
  say(answer.told, answer.refused);
  if (answer.refused && !answer.moot) {
    put(entry, after);
    waits(1);
  } else if (answer.undo) {
    decided.push({ batch: answer.undo, entry, after });
  }
  goOn();
}

function put(entry, before) {
  for (const details of entry.querySelectorAll('details')) details.open = false;
  queue.insertBefore(entry, before && before.parentNode === queue ? before : queue.firstChild);
  choose(entry);
}

/** Once all of the page is decided, the next signatures are asked for. */
function goOn() {
  if (entries().length === 0 && sending === 0 && document.querySelector('[data-queue]')) {
    const address = new URL(location.href);
    for (const name of ['done', 'changed', 'undone', 'left', 'after']) address.searchParams.delete(name);
    location.replace(address);
  }
}

async function undo() {
  const last = decided.pop();
  const fields = new URLSearchParams({ token: queue.dataset.token });
  if (last) fields.set('batch', last.batch);
  const answer = await send(queue.dataset.undo, fields);
  if (answer.refused || !last || answer.done !== 1) {
    if (last && answer.refused) decided.push(last);
    // What was decided on a page before this one is shown by loading the queue.
    else if (!answer.refused && answer.done > 0) return location.reload();
    return say(answer.told, answer.refused);
  }
  say(answer.told);
  waits(1);
  put(last.entry, last.after);
}

/** Whoever speaks to their machine, or presses more than they mean, has switched the keys off. */
const keysWork = () => queue.dataset.keys === 'on';

const press = (entry, selector) => entry?.querySelector(selector)?.click();

function unfold(entry, selector, field) {
  const details = entry?.querySelector(selector);
  if (!details) return;
  details.open = !details.open;
  if (details.open && field) details.querySelector(field)?.focus();
  entry.scrollIntoView({ block: 'nearest' });
}

const keys = {
  j: () => step(1),
  k: () => step(-1),
  a: () => press(current(), 'button[value="approve"]'),
  h: () => press(current(), 'button[value="hide"]'),
  r: () => unfold(current(), '.reject'),
  e: () => unfold(current(), '.edit', '[name="name"]'),
  u: () => undo(),
  x: () => press(current(), '.tick'),
  '?': () => {
    const list = document.querySelector('.keys');
    list.open = !list.open;
  },
};

/** A digit gives the reason, once the reasons are unfolded; else it ticks what is claimed. */
function count(digit) {
  const details = current()?.querySelector('.reject[open]');
  if (!details) return current()?.querySelectorAll('.claims input')[digit - 1]?.click();
  const buttons = details.querySelectorAll('button[value^="reject:"]');
  if (digit > buttons.length) return;
  if (digit === buttons.length) details.querySelector('[name="words"]').focus();
  else buttons[digit - 1].click();
}

function onKey(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
  const focused = document.activeElement;
  if (event.key === 'Escape' && focused?.closest('.entry details')) {
    focused.closest('details').open = false;
    return choose(focused.closest('.entry'));
  }
  if (!keysWork()) return;
  // A box to tick takes no letters; every other field does.
  if (focused?.matches?.('input:not([type="checkbox"]), select, textarea')) return;
  // A key that is held down decides about one signature, and not about all that follow.
  if (event.repeat && !'jk'.includes(event.key)) return;
  if (/^[1-6]$/.test(event.key)) return count(Number(event.key));
  const does = Object.hasOwn(keys, event.key) && keys[event.key];
  if (!does) return;
  event.preventDefault();
  does();
}

if (queue) {
  document.documentElement.dataset.script = '';
  if (keysWork()) document.documentElement.dataset.keys = '';
  document.addEventListener('keydown', onKey);
  document.addEventListener('submit', (event) => {
    const { target: form, submitter } = event;
    if (!form.matches('.entry .decide')) return;
    event.preventDefault();
    decide(form, submitter);
  });
  // Who comes to decide can begin at once; who was sent elsewhere on the page stays there.
  if (!location.hash && document.activeElement === document.body)
    document.querySelector('.entry')?.focus({ preventScroll: true });
}
