// Where the widget's files are, for a bundler: it sees `new URL` and `import()` only where their
// texts stand written out. It stands in the place of static/embed/places.js.
export { locales } from 'open-letter-locales';

/** The default stylesheet, for browsers that cannot construct one. */
export const stylesheet = new URL('./open-letter.css', import.meta.url).href;

const told = new Set();

/**
 * The adapter document of a backend that is known by name. A bundle carries none that was not
 * imported, so this is where it lies in a package that is served as it is. It is no `new URL`,
 * which a bundler would take for all of them.
 */
export const preset = (name) => {
  if (!told.has(name))
    console.warn(
      `open-letter: the adapter "${name}" was not given to configure(): ` +
        `import document from 'open-letter/adapters/${name}.json'; configure({ adapters: { '${name}': document } });`,
    );
  told.add(name);
  return import.meta.url.replace(/[^/]*$/, `adapters/${name}.json`);
};

/** The interpreter of adapter documents. */
export const interpreter = () => import('./adapter.js');

/** What signs on behalf of the page. */
export const signing = () => import('./sign.js');

/** What does the work that a letter asks for before it is signed. */
export const proving = () => import('./proof.js');
