import type { Page } from 'playwright-core';
import { z } from 'zod';
import { eventually } from '../../../support/eventually.ts';

const Body = z.looseObject({
  visitorId: z.string(),
  consent: z.literal(true),
  sentAt: z.iso.datetime(),
  sessionId: z.string(),
  sessionStartedAt: z.iso.datetime(),
  seq: z.number(),
  ua: z.string(),
  webdriver: z.boolean(),
  events: z.array(
    z.looseObject({
      id: z.string(),
      type: z.string(),
      at: z.iso.datetime(),
      url: z.string(),
      title: z.string().optional(),
      ref: z.string().optional(),
      durationMs: z.number().optional(),
      props: z.record(z.string(), z.unknown()).optional(),
    }),
  ),
});

export type Collected = { contentType: string; method: string; body: z.infer<typeof Body> };

/** What reached POST /v1/events, in order, each checked against the contract's shape. */
export const createCollector = () => {
  const beacons: Collected[] = [];
  const events = () => beacons.flatMap(({ body }) => body.events);
  return {
    beacons,
    events,
    take(method: string, contentType: string, text: string) {
      beacons.push({ method, contentType, body: Body.parse(JSON.parse(text)) });
    },
    types: () => events().map(({ type }) => type),
    /** Waits until so many beacons have come; a beacon leaves with the page, so nothing of the page tells when. */
    async until(count: number) {
      await eventually(`${count} beacons`, () => beacons.length >= count);
    },
  };
};
export type Collector = ReturnType<typeof createCollector>;

/** Chromium's tabs of a test are all visible; this turns one away and back, as a switch of tabs does. */
export const setVisible = (page: Page, isVisible: boolean): Promise<unknown> =>
  page.evaluate(
    `Object.defineProperty(document, 'hidden', { configurable: true, get: () => ${!isVisible} });
     document.dispatchEvent(new Event('visibilitychange', { bubbles: true }))`,
  );

/** Lets the page do what it has put off to its next turn. */
export const nextTurn = (page: Page): Promise<unknown> => page.evaluate('new Promise((wake) => setTimeout(wake))');

/** Waits until the page has run what the tracker itself asked for after a yes; a module runs once, however often it is imported. */
export const afterWatching = async (page: Page, say: string): Promise<void> => {
  const asked = page.waitForResponse('**/t-on.js');
  await page.evaluate(say);
  const url = (await asked).url();
  await page.evaluate(`import(${JSON.stringify(url)}).then(() => undefined)`);
};

/** Everything a page could keep on the device. */
export const keptOn = async (page: Page): Promise<string> =>
  JSON.stringify([
    await page.evaluate('({ ...localStorage, ...sessionStorage })'),
    await page.context().cookies(),
    await page.evaluate('indexedDB.databases().then((all) => all.map(({ name }) => name))'),
  ]);
