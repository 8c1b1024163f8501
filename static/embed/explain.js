// Why a file did not come, in words that say whose setting it is.

// Directives, by what they keep away.
const violated = {};
globalThis.addEventListener?.('securitypolicyviolation', (event) => {
  if (event.disposition !== 'report') violated[event.blockedURI] = event.effectiveDirective;
});

/** What a directive keeps away. */
export const forbids = (directive, what) => [
  'csp',
  `Content-Security-Policy: ${directive} does not allow ${what}.`,
];

/** Throws a code and a sentence about a file that could not be used: its address, its type, or
 * the header or the directive that keeps it away. A backend, which has no type here, is not asked
 * once more for it. */
export async function explain(href, type) {
  await new Promise((resolve) => setTimeout(resolve)); // A violation is told after the failure that it has led to.
  for (const uri in violated) if (uri && href.startsWith(uri)) throw forbids(violated[uri], href);
  if (type == null) throw ['network', href + ' could not be loaded.'];
  const answer = await fetch(href).catch(() => {});
  if (!answer) {
    const blind = await fetch(href, { mode: 'no-cors' }).catch(() => {});
    throw ['network', href + (blind ? ' lacks the header Access-Control-Allow-Origin.' : ' could not be loaded.')];
  }
  const mime = answer.headers.get('content-type') + '';
  if (!answer.ok) throw ['network', `${href} answers ${answer.status}.`];
  if (!mime.includes(type)) throw ['wrong_type', `${href} is ${mime}, not ${type}.`];
  throw ['integrity', href + ' has been altered.'];
}
