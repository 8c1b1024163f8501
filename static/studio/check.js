// Tries an adapter document on its backend from this page, so that CORS is seen as it is. What
// answers mean is the Wasm's to say; this script asks, and builds what is shown in both languages.
import init, { check } from 'open-letter-studio-glue';
import { get, written } from '../embed/answer.js';
import arabic from './check.ar.json';
import { element, inBoth, sentence as both } from './sentence.js';

const MOST_OF_A_BODY = 300;
const PATIENCE = 10_000;

const own = {
  no_src: 'The address should be a whole one, beginning with https:// or http://.',
  no_document: 'Name a preset, choose a file, or paste a document.',
  no_preset: 'There is no preset of this name.',
  document_no_json: 'The document is not JSON: {why}.',
  trying: 'Asking the backend…',
  stopped: 'The check could not be loaded. Try again.',
  remark_word: 'Note:',
  fault_word: 'To put right:',
  good_end: 'Nothing has to be put right.',
  fault_end: 'There is something to put right.',
};

let latest;

/** Tries what a form says, and shows what is found beside it. */
export async function tryAdapter(form) {
  const run = (latest = Symbol('check'));
  const status = document.querySelector('#check [role=status]');
  const place = document.querySelector('#check .findings');
  const say = (key, values) => latest === run && status.replaceChildren(...sentence({ key, english: own[key] }, values));
  place.replaceChildren();
  say('trying');
  try {
    const asked = await read(form);
    if (asked.fault) return say(asked.fault, asked.values);
    await init({ module_or_path: new URL('check.wasm', import.meta.url) });
    const exchanges = [];
    let report;
    do {
      report = check({ ...asked, outcomes: exchanges.map(({ outcome }) => outcome) });
      if (latest !== run) return;
      place.replaceChildren(...sections(report, exchanges));
      if (report.next) exchanges.push({ request: report.next, outcome: await perform(report.next) });
    } while (report.next);
    if (latest !== run) return;
    const end = report.good ? 'good_end' : 'fault_end';
    const abilities = report.abilities.map(({ key }) => arabic[key]).join(' ');
    status.replaceChildren(
      ...sentence({ key: end, english: own[end] }),
      ' ',
      ...inBoth([report.summary], [abilities]),
    );
  } catch {
    say('stopped');
  }
}

/** What is to be tried, or what is missing for it. */
async function read(form) {
  const { src, preset, document: area, file, sign } = form.elements;
  let url;
  try {
    url = new URL(src.value.trim());
  } catch {
    // Told below.
  }
  if (!/^https?:$/.test(url?.protocol)) return missing(src, 'no_src');
  src.removeAttribute('aria-invalid');
  let text = area.value.trim() || ((await file.files[0]?.text()) ?? '').trim();
  if (!text) {
    const name = preset.value.trim();
    if (!name) return missing(preset, 'no_document');
    const answer = /^[\w.-]+$/.test(name) && (await fetch(new URL(`embed/1/adapters/${name}.json`, import.meta.url)));
    if (!answer?.ok) return missing(preset, 'no_preset');
    text = await answer.text();
  }
  preset.removeAttribute('aria-invalid');
  const key = [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  try {
    return { document: JSON.parse(text), src: src.value.trim(), sign: sign.checked, key, now: Date.now() };
  } catch (error) {
    return { fault: 'document_no_json', values: { why: error.message } };
  }
}

function missing(field, fault) {
  field.setAttribute('aria-invalid', 'true');
  field.focus();
  return { fault };
}

async function perform(request) {
  if (!request.send) return { unsent: true };
  const signal = AbortSignal.timeout(PATIENCE);
  try {
    return await get(request.url, { ...written(request), cache: 'no-store', signal });
  } catch {
    return { failure: { code: 'timeout', message: '' } };
  }
}

function sections(report, exchanges) {
  const asked = exchanges.values();
  return report.sections
    .map((section) => [section, section.asked ? asked.next().value : undefined])
    .filter(([section, exchange]) => section.findings.length || exchange)
    .map(([section, exchange]) => {
      const list = element('ul', {}, ...section.findings.map(finding));
      const title = element('h3', {}, ...sentence(section.title));
      return element('section', {}, title, ...(exchange ? [told(exchange)] : []), list);
    });
}

function finding({ weight, sentence: said, values }) {
  const word = weight === 'good' ? [] : sentence({ key: `${weight}_word`, english: own[`${weight}_word`] });
  return element('li', { className: weight }, ...word, word.length ? ' ' : '', ...sentence(said, values));
}

/** The request and its answer, folded up. */
function told({ request, outcome }) {
  const { body, headers = {} } = written(request);
  const lines = [`${request.method} ${request.url}`, ...fields(headers)];
  if (body) lines.push(body);
  if (outcome.status) {
    lines.push('', String(outcome.status), ...fields(outcome.headers));
    if ('body' in outcome) lines.push(JSON.stringify(outcome.body));
  }
  const text = lines.map((line) => (line.length > MOST_OF_A_BODY ? `${line.slice(0, MOST_OF_A_BODY)}…` : line)).join('\n');
  const title = `${request.method} ${request.url}${outcome.status ? ` → ${outcome.status}` : ''}`;
  const summary = element('summary', {}, element('code', { dir: 'ltr', textContent: title }));
  return element('details', {}, summary, element('pre', { dir: 'ltr', translate: false, textContent: text }));
}

const fields = (headers) => Object.entries(headers).map(([name, value]) => `${name}: ${value}`);

/** A sentence in both languages. */
const sentence = ({ key, english }, values) => both([english, arabic[key] ?? english], values);
