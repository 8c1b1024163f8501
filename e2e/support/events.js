// What a letter tells the page around it.

const NAMES = ['ready', 'count', 'submit', 'signed', 'confirmed', 'withdrawn', 'error'].map((name) => `open-letter-${name}`);

/** Listens on the document of every page that comes. Call it before the page is opened. */
export async function listen(page) {
  await page.addInitScript((names) => {
    window.heard = [];
    for (const name of names)
      document.addEventListener(name, (event) => {
        const { type, detail, composed, bubbles, target } = event;
        const from = target.localName;
        window.heard.push({ type, detail: JSON.parse(JSON.stringify(detail ?? null)), composed, bubbles, from });
      });
  }, NAMES);
  const all = () => page.evaluate(() => window.heard);
  return {
    all,
    /** What was heard under a name: `heard('error')`. */
    of: async (name) => (await all()).filter((event) => event.type === `open-letter-${name}`),
    /** The codes of the errors, in their order. */
    codes: async () =>
      (await all()).filter(({ type }) => type === 'open-letter-error').map(({ detail }) => detail.code),
  };
}
