// Opens the page under a policy, and counts what breaks it.

/** What the widget asks for, and what nobody else gets. A directive of another value takes the
 * place of the one here; one that is null is left out. */
export const policy = (origin, others = {}) => {
  const directives = {
    'default-src': "'none'",
    'script-src': `${origin} 'wasm-unsafe-eval'`,
    'connect-src': origin,
    'style-src': origin,
    'img-src': origin,
    'require-trusted-types-for': "'script'",
    'trusted-types': "'none'",
    ...others,
  };
  return Object.entries(directives)
    .filter(([, value]) => value !== null)
    .map(([name, value]) => `${name} ${value}`)
    .join('; ');
};

/** Opens a page with some headers more. */
export async function open({ page, host }, headers = {}, name = 'page.html', query = {}) {
  host.headers[`/strict/${name}`] = headers;
  await page.addInitScript(() => {
    window.violations = [];
    document.addEventListener('securitypolicyviolation', (event) => {
      const { effectiveDirective, blockedURI, disposition, sample } = event;
      window.violations.push({ effectiveDirective, blockedURI, disposition, sample });
    });
  });
  await page.goto(host.page('strict', query, name));
}

/** What was forbidden. The browser asks for a page's icon by itself. */
export const violations = async (page) =>
  (await page.evaluate(() => window.violations)).filter(({ blockedURI }) => !blockedURI.endsWith('/favicon.ico'));
