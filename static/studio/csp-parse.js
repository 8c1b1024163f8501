// Reads a Content-Security-Policy out of whatever it was copied from: a header's value, header
// lines, the configuration of a server, or a page's meta element.

const NAME = /content-security-policy(-report-only)?/gi;
const ENTITIES = { '&quot;': '"', '&#34;': '"', '&#39;': "'", '&apos;': "'", '&amp;': '&', '&lt;': '<', '&gt;': '>' };

/**
 * The policies in a text, each `{ form, report, directives }`. `form` is `value`, `header` or
 * `meta`; `report` tells that it only reports; `directives` is a list of `{ name, sources }`, with
 * `again` where one of this name came before and so counts alone.
 */
export function policiesIn(text) {
  return written(text).flatMap(({ form, report, value }) =>
    value
      .split(',')
      .map((serialised) => ({ form, report, directives: directives(serialised) }))
      .filter(({ directives }) => directives.length),
  );
}

/** Where policies stand in the text, and what they say there. */
function written(text) {
  const metas = [...text.matchAll(/<meta\b(?:"[^"]*"|'[^']*'|[^>"'])*>/gi)].map(([tag]) => attributes(tag));
  const told = metas.filter((meta) => /^\s*content-security-policy/i.test(meta['http-equiv'] ?? ''));
  if (told.length)
    return told.map((meta) => ({
      form: 'meta',
      report: /report-only/i.test(meta['http-equiv']),
      value: meta.content ?? '',
    }));
  const names = [...text.matchAll(NAME)];
  if (!names.length) return [{ form: 'value', report: false, value: text }];
  return names.map((found, index) => {
    const rest = text.slice(found.index + found[0].length, names[index + 1]?.index);
    return { form: 'header', report: Boolean(found[1]), value: headerValue(rest) };
  });
}

function attributes(tag) {
  const all = {};
  for (const [, name, , double, single, bare] of tag.matchAll(/([\w-]+)\s*=\s*("([^"]*)"|'([^']*)'|([^\s"'>]+))/g))
    all[name.toLowerCase()] ??= (double ?? single ?? bare).replace(/&(?:quot|apos|amp|lt|gt|#34|#39);/g, (entity) => ENTITIES[entity]);
  return all;
}

/** What follows the header's name, without the colon, the quotes and the rest of its line. */
function headerValue(rest) {
  const [, quote, value] = /^["']?[\s:=,]*(["'`]?)([\s\S]*)$/.exec(rest);
  // No policy begins with a quote, so one there is the configuration's own.
  if (quote) {
    const plain = value.replaceAll(`\\${quote}`, '\u0000');
    const closed = quote === "'" ? closingSingle(plain) : plain.split(quote)[0];
    return closed.replaceAll('\u0000', quote);
  }
  // A header goes on in the next line where that begins with white space.
  return value.split(/\r?\n(?![ \t])/)[0];
}

/** Sources such as 'self' are in single quotes too: the one that ends the text stands last. */
function closingSingle(value) {
  const line = value.split(/\r?\n/)[0];
  const end = line.lastIndexOf("'");
  return end < 0 ? line : line.slice(0, end);
}

function directives(serialised) {
  const seen = new Set();
  return serialised.split(';').flatMap((piece) => {
    const [name, ...sources] = piece.trim().split(/\s+/);
    if (!name) return [];
    const known = name.toLowerCase();
    const again = seen.has(known);
    seen.add(known);
    return [again ? { name: known, sources, again } : { name: known, sources }];
  });
}

/** A policy as its header's value has it. */
export const serialised = ({ directives }) =>
  directives.map(({ name, sources }) => [name, ...sources].join(' ')).join('; ');

/** Policies in the form in which they were found. */
export function inTheirForm(policies) {
  const lines = policies.map((policy) => {
    const value = serialised(policy);
    const name = `Content-Security-Policy${policy.report ? '-Report-Only' : ''}`;
    if (policy.form === 'meta') return `<meta http-equiv="${name}" content="${value.replaceAll('&', '&amp;').replaceAll('"', '&quot;')}">`;
    return policy.form === 'header' ? `${name}: ${value}` : value;
  });
  return lines.join(policies.some(({ form }) => form === 'value') ? ',\n' : '\n');
}
