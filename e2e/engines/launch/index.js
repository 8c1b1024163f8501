// Which program stands for an engine. What comes back is a tab, the same in all of them:
//   goto(url), url(), evaluate(function, ...JSON), click(selector), type(selector, text),
//   clickAt(x, y), press(key), close(), and `version` for whoever reads the log.
// Selectors are CSS, and reach through open shadow roots.
import { launchFirefox } from './firefox.js';
import { launchPlaywrights } from './playwright.js';
import { launchWebKit } from './webkit.js';

const { OPEN_LETTER_FIREFOX, OPEN_LETTER_WEBKIT } = process.env;

export const ENGINES = {
  chromium: (settings) => launchPlaywrights('chromium', settings),
  firefox: OPEN_LETTER_FIREFOX ? launchFirefox : (settings) => launchPlaywrights('firefox', settings),
  webkit: OPEN_LETTER_WEBKIT ? launchWebKit : (settings) => launchPlaywrights('webkit', settings),
};
