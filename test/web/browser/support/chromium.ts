import { existsSync } from 'node:fs';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';

const usualPlaces = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const executablePath = (process.env.CHROMIUM_PATH ? [process.env.CHROMIUM_PATH] : usualPlaces).find((path) => existsSync(path));

/**
 * What Chromium would run beside the pages and no test looks at: the pages of its address bar, and a process kept ready for the next
 * page, for each window anew. The others are Playwright's own list, which a list of ours replaces.
 */
const withoutFeatures = [
  ...['WebUIOmniboxPopup', 'WebUIOmniboxAimPopup', 'SpareRendererForSitePerProcess'],
  ...['AvoidUnnecessaryBeforeUnloadCheckSync', 'DestroyProfileOnBrowserClose', 'HttpsUpgrades', 'HttpsFirstBalancedModeAutoEnable'],
  ...['LensOverlay', 'MediaRouter', 'PaintHolding', 'ThirdPartyStoragePartitioning', 'AvoidCorsURLLoaderRestartOnRedirect'],
  ...['OptimizationHints', 'NetworkTimeServiceQuerying', 'AimEnabled', 'PreconnectToSearch'],
];

/** Names of this ending point to this machine, as an attacker's own name server can make its names do. */
export const reboundDomain = 'rebound.example';

const flags = [
  `--host-resolver-rules=MAP *.${reboundDomain} 127.0.0.1`,
  `--disable-features=${withoutFeatures.join(',')}`,
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** What a test gets: a way to open pages, each in a browser profile of its own. */
export type OpenPage = (options?: BrowserContextOptions) => Promise<Page>;

/** A `describe` that runs where Chromium is installed, and says so plainly where it is not. */
export const describeInChromium = (name: string, tests: (open: OpenPage) => void): void => {
  if (executablePath === undefined) {
    console.warn(
      `Left out, no Chromium here: "${name}". Install it (apt-get install chromium) or set CHROMIUM_PATH to a Chrome or Chromium.`,
    );
    describe.skip(`${name} (needs Chromium)`, () => tests(() => Promise.reject(new Error('no Chromium'))));
    return;
  }
  describe(name, () => {
    let browser: Browser;
    beforeAll(async () => {
      browser = await chromium.launch({ executablePath, args: flags });
    });
    afterAll(() => browser?.close());

    afterEach(() => Promise.all(browser.contexts().map((context) => context.close())));

    tests(async (options) => {
      // Without smooth scrolling no click has to wait until the page stands still.
      const context = await browser.newContext({ locale: 'vi-VN', reducedMotion: 'reduce', ...options });
      // A busy machine may take many seconds for a page.
      context.setDefaultTimeout(60_000);
      return context.newPage();
    });
  });
};

/** Opens a page in a profile that outlasts its browser; closing the context ends the browser. */
export async function openKept(profile: string, options: BrowserContextOptions = {}): Promise<Page> {
  if (executablePath === undefined) throw new Error('no Chromium');
  const context = await chromium.launchPersistentContext(profile, {
    executablePath,
    args: flags,
    locale: 'vi-VN',
    reducedMotion: 'reduce',
    ...options,
  });
  context.setDefaultTimeout(60_000);
  return context.pages()[0] ?? (await context.newPage());
}
