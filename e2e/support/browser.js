// The browser, the same one for scenarios and for pictures. Nothing in it calls home.
export const launch = {
  options: {
    // Unset means Playwright's own.
    executablePath: process.env.CHROMIUM || undefined,
    args: [
      '--no-sandbox',
      '--disable-quic',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  },
  context: {
    viewport: { width: 1024, height: 720 },
    // The scenarios fix what a reader's own settings would change.
    locale: 'en-GB',
    timezoneId: 'Pacific/Auckland',
    colorScheme: 'light',
    reducedMotion: 'reduce',
  },
};
