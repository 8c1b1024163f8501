// The package's main module: the class, and what holds for a whole page. It defines no tag and
// touches no document, so that a server may import it too.
export { OpenLetterElement, configure } from 'open-letter-element';

export const version = __VERSION__;
