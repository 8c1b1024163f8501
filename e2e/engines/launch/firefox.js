// The system's Firefox, by geckodriver.
import { openTab } from '../webdriver.js';
import { programs } from './program.js';

/** How every Firefox of the scenarios is set, by whichever driver. */
export const preferences = ({ script, wasm }) => ({
  'javascript.enabled': script,
  'javascript.options.wasm': wasm,
  // The scenarios fix what a reader's own settings would change.
  'intl.accept_languages': 'en-GB',
  'layout.css.prefers-color-scheme.content-override': 1,
  'ui.prefersReducedMotion': 1,
});

export async function launchFirefox(settings) {
  const around = await programs();
  try {
    const driver = around.start(process.env.OPEN_LETTER_GECKODRIVER, [
      ...['--port', '0', '--websocket-port', '0', '--profile-root', around.folder],
    ]);
    const [, port] = await around.until(driver, (said) => /Listening on 127\.0\.0\.1:(\d+)\s/.exec(said));
    const tab = await openTab(`http://127.0.0.1:${port}`, {
      'moz:firefoxOptions': {
        binary: process.env.OPEN_LETTER_FIREFOX,
        args: ['-headless'],
        prefs: preferences(settings),
      },
    });
    return { ...tab, close: () => tab.close().finally(around.stop) };
  } catch (error) {
    await around.stop();
    throw error;
  }
}
