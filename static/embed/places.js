// Where the widget's files are, when they are served from one folder. The npm package has a
// module of its own in this one's place. Names and hashes are the build's.
const at = (file) => new URL(file, import.meta.url).href;

/** The locale files, by language. */
export const locales = Object.fromEntries(Object.entries(__LOCALES__).map(([lang, file]) => [lang, at(file)]));

/** The default stylesheet, for browsers that cannot construct one. */
export const stylesheet = at('open-letter.css');

/** The adapter document of a backend that is known by name. */
export const preset = (name) => at(`adapters/${name}.json`);

const load = ([file, integrity]) => async (preload) => {
  await preload(at(file), integrity);
  return import(at(file));
};

/** The interpreter of adapter documents. */
export const interpreter = load(__ADAPTER__);

/** What signs on behalf of the page. */
export const signing = load(__SIGN__);

/** What does the work that a letter asks for before it is signed. */
export const proving = load(__PROOF__);
