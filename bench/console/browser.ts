import { existsSync } from 'node:fs';
import { type Browser, type BrowserContext, type CDPSession, chromium, type Page } from 'playwright-core';

const places = [process.env.CHROMIUM_PATH ?? '', '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** @throws where there is no Chromium */
export async function launchBrowser(): Promise<Browser> {
  const executablePath = places.find((path) => existsSync(path));
  if (executablePath === undefined) throw new Error('no Chromium here: apt-get install chromium, or set CHROMIUM_PATH');
  return await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
}

/** Slow 4G and a phone of the lower middle: what a rep has in the street. */
const slow = { latency: 150, downloadThroughput: (1.6e6 / 8) * 0.9, uploadThroughput: (750e3 / 8) * 0.9 };
const slowerCpu = 4;

/** A tab that is as slow as a phone in the street, and that counts. */
export interface SlowTab {
  readonly page: Page;
  readonly cdp: CDPSession;
  /** Bytes as they were sent, by kind of file, since the tab was opened or `forget`. */
  readonly bytes: Record<'script' | 'style' | 'page' | 'other', number>;
  readonly calls: string[];
  /** What the page tells of itself until now. */
  read(): Promise<Vitals>;
  forget(): void;
}

export interface Vitals {
  readonly lcpMs: number;
  readonly cls: number;
  /** Of long tasks, what is beyond 50 ms. */
  readonly blockedMs: number;
  /** The longest event, from the touch until it was drawn; 0: none took 16 ms. */
  readonly worstEventMs: number;
}

export async function openSlowTab(context: BrowserContext, options: { readonly isSlow?: boolean } = {}): Promise<SlowTab> {
  const page = await context.newPage();
  const cdp = await context.newCDPSession(page);
  await cdp.send('Network.enable');
  if (options.isSlow !== false) {
    await cdp.send('Network.emulateNetworkConditions', { offline: false, ...slow });
    await cdp.send('Emulation.setCPUThrottlingRate', { rate: slowerCpu });
  }
  await page.addInitScript(() => {
    const vitals = { lcpMs: 0, cls: 0, blockedMs: 0, worstEventMs: 0 };
    Object.assign(window, { vitals });
    const watch = (type: string, hear: (entry: never) => void, more: object = {}) =>
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) hear(entry as never);
      }).observe({ type, buffered: true, ...more });
    watch('largest-contentful-paint', ({ startTime }: { startTime: number }) => {
      vitals.lcpMs = startTime;
    });
    watch('layout-shift', ({ value, hadRecentInput }: { value: number; hadRecentInput: boolean }) => {
      if (!hadRecentInput) vitals.cls += value;
    });
    watch('longtask', ({ duration }: { duration: number }) => {
      vitals.blockedMs += Math.max(0, duration - 50);
    });
    watch(
      'event',
      ({ duration, interactionId }: { duration: number; interactionId: number }) => {
        if (interactionId > 0) vitals.worstEventMs = Math.max(vitals.worstEventMs, duration);
      },
      { durationThreshold: 16 },
    );
  });
  const bytes = { script: 0, style: 0, page: 0, other: 0 };
  const calls: string[] = [];
  const kinds = new Map<string, keyof typeof bytes>();
  const kindOf: Readonly<Record<string, keyof typeof bytes>> = { Script: 'script', Stylesheet: 'style', Document: 'page' };
  cdp.on('Network.responseReceived', ({ requestId, type }) => kinds.set(requestId, kindOf[type] ?? 'other'));
  cdp.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    bytes[kinds.get(requestId) ?? 'other'] += encodedDataLength;
  });
  page.on('request', (request) => {
    const { pathname } = new URL(request.url());
    if (pathname.startsWith('/v1/')) calls.push(`${request.method()} ${pathname}`);
  });
  return {
    page,
    cdp,
    bytes,
    calls,
    read: () => page.evaluate('window.vitals') as Promise<Vitals>,
    forget() {
      Object.assign(bytes, { script: 0, style: 0, page: 0, other: 0 });
      calls.length = 0;
    },
  };
}
