// Whether a Content-Security-Policy lets an embed work, what is missing, and what would be right.
// Pure: the policy and the embed come in, findings and a corrected policy go out.
import { allows } from './csp-match.js';
import { corrected } from './csp-correct.js';
import { inTheirForm, policiesIn } from './csp-parse.js';

/** Where a directive looks for its sources when it is not there itself. */
const FALLBACKS = {
  'script-src-elem': ['script-src-elem', 'script-src', 'default-src'],
  'script-src': ['script-src', 'default-src'],
  'style-src-elem': ['style-src-elem', 'style-src', 'default-src'],
  'connect-src': ['connect-src', 'default-src'],
  'img-src': ['img-src', 'default-src'],
  'frame-src': ['frame-src', 'child-src', 'default-src'],
  'form-action': ['form-action'],
};

/** Words that are keywords only between single quotes; bare, each is a host that nobody has. */
const QUOTED = /^(?:self|none|unsafe-inline|unsafe-eval|wasm-unsafe-eval|strict-dynamic|unsafe-hashes|nonce-.+|sha(?:256|384|512)-.+)$/i;

const IGNORED_IN_META = ['frame-ancestors', 'report-uri', 'sandbox'];

/**
 * What an embed asks of the page that it stands on.
 *
 * `embed` is `{ way, folder, src, adapter, stylesheet, integrity, frame, link }`, all addresses
 * whole: `way` is `script`, `iframe` or `link`; `folder` is where the embed bundle lies. What is
 * `wished` makes something better and is not needed.
 */
export function needs({ way, folder, src, adapter, stylesheet, integrity, frame, link }) {
  if (way === 'link') return [];
  if (way === 'iframe')
    return [
      { what: 'frame', directive: 'frame-src', urls: [frame] },
      { what: 'frame_script', directive: 'script-src-elem', urls: [`${folder}frame-parent.js`], wished: true },
    ];
  // What the loader brings has names that change with every version, so a path of one file will
  // not do for long.
  const scripts = [`${folder}open-letter.js`, `${folder}open-letter-0123456789abcdef.js`];
  const list = [
    { what: 'script', directive: 'script-src-elem', urls: scripts, integrity },
    { what: 'wasm', directive: 'script-src', keyword: "'wasm-unsafe-eval'" },
    { what: 'files', directive: 'connect-src', urls: [`${folder}open-letter-0123456789abcdef.wasm`] },
    { what: 'backend', directive: 'connect-src', urls: [src, src.replace(/\/?$/, '/signatures')] },
  ];
  const document = adapter && documentOf(adapter, folder);
  if (document) list.push({ what: 'adapter', directive: 'connect-src', urls: [document] });
  list.push({ what: 'default_sheet', directive: 'style-src-elem', urls: [`${folder}open-letter.css`], wished: true });
  if (stylesheet) list.push({ what: 'stylesheet', directive: 'style-src-elem', urls: [stylesheet] });
  const page = /^https?:/i.test(link ?? '') ? link : src;
  list.push({ what: 'images', directive: 'img-src', urls: [page], wished: true });
  list.push({ what: 'form', directive: 'form-action', urls: [page], wished: true });
  return list;
}

/** Where an adapter document lies: presets beside the script. One on the page's own site is the page's affair. */
function documentOf(adapter, folder) {
  if (/^[a-z][\w.-]*$/.test(adapter) && !adapter.endsWith('.json')) return `${folder}adapters/${adapter}.json`;
  return /^https?:\/\/[^/]/i.test(adapter) && URL.canParse(adapter) ? adapter : '';
}

/**
 * Reads policies from a text and says of each what it means for an embed on a page at `page`.
 *
 * Gives `{ policies, ok, corrected }`: `policies` are `{ report, findings, ok }`, a finding is
 * `{ weight, key, what, values }` with the weights `good`, `remark` and `fault`; `ok` tells that
 * nothing that is enforced forbids the embed; `corrected` is the text to use in their place, or
 * null where they are right as they are.
 */
export function check(text, embed, page) {
  const asked = needs(embed);
  const found = policiesIn(text);
  const place = placeOf(page, embed);
  const policies = found.map((policy) => {
    const findings = [...oddities(policy), ...asked.flatMap((need) => met(policy, need, place)), ...sandboxed(policy, embed)];
    return { report: policy.report, findings, ok: findings.every(({ weight }) => weight !== 'fault') };
  });
  const better = found.map((policy, index) => corrected(policy, policies[index].findings));
  const changed = better.some((policy, index) => policy !== found[index]);
  return {
    policies,
    ok: policies.every(({ report, ok }) => report || ok),
    corrected: changed ? inTheirForm(better) : null,
  };
}

/** The policy that allows an embed and nothing else. */
export function least(embed) {
  const empty = { form: 'value', report: false, directives: [{ name: 'default-src', sources: ["'none'"] }] };
  const findings = needs(embed)
    .filter(({ what }) => what !== 'form')
    .flatMap((need) => met(empty, need, placeOf(null, embed)));
  return inTheirForm([corrected(empty, findings)]);
}

/** The page's address, or that of any other page where nobody has told it. */
function placeOf(page, { folder, frame }) {
  try {
    return new URL(page);
  } catch {
    // The scheme matters to sources without one; nobody mixes them on purpose.
    return new URL(`${new URL(folder ?? frame).protocol}//your-page.invalid/`);
  }
}

function effective(policy, directive) {
  const live = policy.directives.filter(({ again }) => !again);
  for (const name of FALLBACKS[directive]) {
    const found = live.find((one) => one.name === name);
    if (found) return found;
  }
  return null;
}

/** What a policy does to one need. */
function met(policy, need, page) {
  const { what, directive, wished } = need;
  const ruled = effective(policy, directive);
  if (!ruled) return wished ? [] : [{ weight: 'good', key: 'not_ruled', what, values: { directive: plain(directive) } }];
  const values = { directive: ruled.name };
  const good = { weight: 'good', key: 'allowed', what, values };
  if (need.keyword) {
    const evaluates = ruled.sources.some((source) => /^'(?:wasm-)?unsafe-eval'$/i.test(source));
    return [evaluates ? good : lacking(need, ruled, [need.keyword])];
  }
  if (directive === 'script-src-elem') return scripts(need, ruled, page, good);
  const refused = need.urls.filter((url) => !allows(ruled.sources, new URL(url), page));
  if (refused.length) return [lacking(need, ruled, origins(refused))];
  return wished ? [] : [good];
}

/** Scripts may also be allowed by a nonce or a hash, and hand that on to what they load. */
function scripts(need, ruled, page, good) {
  const { what, urls, integrity, wished } = need;
  const has = (pattern) => ruled.sources.some((source) => pattern.test(source));
  const nonce = has(/^'nonce-/i);
  const hash = Boolean(integrity) && ruled.sources.includes(`'${integrity}'`);
  const values = { directive: ruled.name };
  if (has(/^'strict-dynamic'$/i)) {
    if (hash) return [{ ...good, key: 'by_hash' }];
    if (nonce) return [{ weight: 'remark', key: 'by_nonce', what, values }];
    const source = integrity && `'${integrity}'`;
    return [{ weight: wished ? 'remark' : 'fault', key: 'dynamic', what, values, add: source ? [source] : ["'nonce-…'"], to: 'script-src-elem' }];
  }
  const refused = urls.filter((url) => !allows(ruled.sources, new URL(url), page));
  if (!refused.length) return wished ? [] : [good];
  if (nonce) return [{ weight: 'remark', key: 'by_nonce', what, values }];
  return [lacking(need, ruled, origins(refused))];
}

function lacking({ what, directive, wished }, ruled, add) {
  const inherited = !plain(ruled.name).startsWith(plain(directive));
  return {
    weight: wished ? 'remark' : 'fault',
    key: `${wished ? 'wished' : 'missing'}${inherited ? '_by_default' : ''}`,
    what,
    values: { directive: inherited ? plain(directive) : ruled.name, default: ruled.name, source: add.join(' ') },
    add,
    to: directive,
  };
}

const origins = (urls) => [...new Set(urls.map((url) => new URL(url).origin))];

/** The directive that people write: `script-src` for `script-src-elem`. */
const plain = (directive) => directive.replace(/-elem$/, '');

/** What a policy says that is not what its author meant. */
function oddities({ form, report, directives }) {
  const remark = (key, values) => ({ weight: 'remark', key, values });
  return [
    ...(report ? [remark(form === 'meta' ? 'report_in_meta' : 'report_only', {})] : []),
    ...directives.flatMap(({ name, sources, again }) => {
      if (again) return [remark('again', { directive: name })];
      const found = [];
      if (/[^a-z-]/.test(name) || !/-|^sandbox$/.test(name)) found.push(remark('unknown', { directive: name }));
      if (form === 'meta' && IGNORED_IN_META.includes(name)) found.push(remark('not_in_meta', { directive: name }));
      for (const source of sources) {
        if (QUOTED.test(source)) found.push(remark('unquoted', { directive: name, source }));
        if (/^'none'$/i.test(source) && sources.length > 1) found.push(remark('none_beside', { directive: name }));
      }
      return found;
    }),
    ...(directives.some(({ name }) => name === 'require-trusted-types-for') ? [{ weight: 'good', key: 'trusted_types', values: {} }] : []),
  ];
}

/** A sandbox may forbid what no list of sources speaks of. */
function sandboxed({ form, directives }, { way }) {
  const sandbox = directives.find(({ name, again }) => name === 'sandbox' && !again);
  if (!sandbox || form === 'meta' || way === 'link') return [];
  return ['allow-scripts', 'allow-forms']
    .filter((token) => !sandbox.sources.some((source) => source.toLowerCase() === token))
    .map((token) => ({ weight: 'fault', key: 'sandbox', values: { source: token }, add: [token], to: 'sandbox' }));
}
