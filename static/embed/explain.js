// Why a file did not come, in words that say whose setting it is.

const violations = [];
globalThis.document?.addEventListener('securitypolicyviolation', (event) => {
  if (event.disposition !== 'report') violations.push(event);
});

/** What a directive keeps away. */
export const forbids = (directive, what) => [
  'csp',
  `${directive} of this page's Content-Security-Policy does not allow ${what}.`,
];

/** Throws a code and a sentence about a file that could not be used: its address, its type, or
 * the header or the directive that keeps it away. */
export async function explain(href, type = '') {
  await new Promise((resolve) => setTimeout(resolve)); // A violation is told after the failure that it has led to.
  const found = violations.find(({ blockedURI }) => blockedURI && href.startsWith(blockedURI));
  if (found) throw forbids(found.effectiveDirective, href);
  const answer = await fetch(href).catch(() => {});
  if (!answer) {
    const blind = await fetch(href, { mode: 'no-cors' }).catch(() => {});
    throw ['network', href + (blind ? ' lacks the header Access-Control-Allow-Origin.' : ' could not be loaded.')];
  }
  const mime = answer.headers.get('content-type') ;
  if (!answer.ok) throw ['network', `${href} answers with status ${answer.status}.`];
  if (!mime.includes(type)) throw ['wrong_type', `${href} is ${mime}, not ${type}.`];
  throw ['integrity', href + ' has been altered.'];
}
