import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { chromium } from 'playwright-core';
import { startFakeSite } from '../../test/web/browser/support/fake-site.ts';
import { buildWeb } from '../../web/build.ts';

/** Bytes of a script as a browser loads it. */
export interface ScriptSize {
  readonly name: string;
  readonly gzipBytes: number;
}

/** As measured in November 2026 from what each project ships: one script, gzip at its highest level. */
export const peerTrackers: readonly ScriptSize[] = [
  { name: 'Umami', gzipBytes: 2_239 },
  { name: 'Plausible', gzipBytes: 2_694 },
  { name: 'Rybbit', gzipBytes: 4_689 },
  { name: 'Matomo', gzipBytes: 21_867 },
  { name: 'Segment', gzipBytes: 31_294 },
  { name: 'PostHog', gzipBytes: 121_980 },
];

/** The tracker, and what it loads after a yes. */
export async function ownTracker(): Promise<ScriptSize[]> {
  const folder = mkdtempSync(join(tmpdir(), 'pheu-bench-web-'));
  try {
    await buildWeb(folder);
    return ['t.js', 't-on.js'].map((name) => ({ name, gzipBytes: gzipSync(readFileSync(join(folder, name)), { level: 9 }).length }));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Requests that a browser sent for some page views, and the events in them. */
export interface PageViews {
  readonly pages: number;
  readonly beacons: number;
  readonly events: number;
}

const clicksPerPage = 2;

/** Walks through pages in Chromium, with a click or two on each; undefined where there is no Chromium. */
export async function walkPages(pages: number): Promise<PageViews | undefined> {
  const places = [process.env.CHROMIUM_PATH ?? '', '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
  const executablePath = places.find((path) => existsSync(path));
  if (executablePath === undefined) return undefined;
  const site = await startFakeSite();
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
  try {
    const { collector } = site;
    for (let index = 0; index < pages; index += 1) site.addPage(`/${index}.html`, pageOf(index));
    const tab = await browser.newPage();
    await tab.goto(`${site.url}/0.html`);
    await tab.evaluate('pheu.consent(true)');
    for (let index = 0; index < pages; index += 1) {
      if (index > 0) await tab.goto(`${site.url}/${index}.html`);
      // What listens for clicks is loaded after the page.
      await tab.waitForLoadState('networkidle');
      for (let click = 0; click < clicksPerPage; click += 1) await tab.click('button');
    }
    await tab.goto('about:blank');
    await collector.until(pages);
    return { pages, beacons: collector.beacons.length, events: collector.events().length };
  } finally {
    await browser.close();
    await site.stop();
  }
}

const pageOf = (index: number): string =>
  `<!doctype html><meta charset="utf-8"><title>Trang ${index}</title><script src="/t.js" defer></script><button data-pheu-click="mua">Mua</button>`;
