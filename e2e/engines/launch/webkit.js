// WebKitGTK's MiniBrowser by its WebKitWebDriver, on a screen that nobody sees: it has no way to
// run without one.
import { join } from 'node:path';
import { openTab } from '../webdriver.js';
import { answers, freePort, programs } from './program.js';

/** How every WebKit of the scenarios is set, by whichever driver. */
export const environment = ({ wasm }) => (wasm ? {} : { JSC_useWasm: '0' });

export async function launchWebKit(settings) {
  const around = await programs();
  try {
    const screen = around.start('Xvfb', ['-displayfd', '1', '-screen', '0', '1280x900x24', '-nolisten', 'tcp']);
    const [, display] = await around.until(screen, (said) => /^(\d+)\n/m.exec(said));
    const port = await freePort();
    const endpoint = `http://127.0.0.1:${port}`;
    const driver = around.start(process.env.OPEN_LETTER_WEBKIT_DRIVER, [`--port=${port}`], {
      ...environment(settings),
      DISPLAY: `:${display}`,
      GDK_BACKEND: 'x11',
      // Nobody's settings, and nothing that is left behind.
      GSETTINGS_BACKEND: 'memory',
      NO_AT_BRIDGE: '1',
      ...Object.fromEntries(
        ['CACHE', 'CONFIG', 'DATA'].map((kind) => [`XDG_${kind}_HOME`, join(around.folder, kind.toLowerCase())]),
      ),
    });
    await around.until(driver, () => answers(endpoint));
    const tab = await openTab(endpoint, {
      'webkitgtk:browserOptions': {
        binary: process.env.OPEN_LETTER_WEBKIT,
        args: ['--automation', `--enable-javascript=${settings.script}`],
      },
    });
    return { ...tab, close: () => tab.close().finally(around.stop) };
  } catch (error) {
    await around.stop();
    throw error;
  }
}
