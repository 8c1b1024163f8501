// What is sent into the page, as text: the drivers have no other way in.

/**
 * All elements of a CSS selector, in the page and in the open shadow roots in it. Functions that
 * run in the page may call it.
 */
function deep(selector) {
  const found = [];
  const look = (root) => {
    found.push(...root.querySelectorAll(selector));
    for (const { shadowRoot } of root.querySelectorAll('*')) if (shadowRoot) look(shadowRoot);
  };
  look(document);
  return found;
}

/** The expression that calls a function in the page, with JSON for arguments. */
export const sentence = (run, args) => `(() => { ${deep}; return (${run})(...${JSON.stringify(args)}); })()`;
