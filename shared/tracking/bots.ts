import { isbot } from 'isbot';
import { secondsMs } from '../platform/clock.ts';
import type { VisitEvent } from './event.ts';

/** Longer agents are no browser's; it also bounds the work of the patterns. */
const maxAgent = 1_024;

/** What says itself that it is a machine. A beacon without an agent comes from a sender that may leave it out. */
export function isBot({ ua, webdriver }: { readonly ua: string | undefined; readonly webdriver: boolean | undefined }): boolean {
  if (webdriver === true) return true;
  return ua !== undefined && ua !== '' && (ua.length > maxAgent || isbot(ua));
}

/** Nobody opens more pages in a second, not even through redirects of a single-page app. */
const maxViewsPerSecond = 8;

/** What behaves like a machine within one beacon. */
export function isSuperhuman(events: readonly VisitEvent[]): boolean {
  const views = events.filter(({ type }) => type === 'page_view').map(({ at }) => Date.parse(at));
  views.sort((one, other) => one - other);
  return views.some((at, index) => (views[index + maxViewsPerSecond] ?? Number.POSITIVE_INFINITY) - at < secondsMs);
}

/** A page sends one beacon as it is left and one per ten events: this many within five seconds is a flood. */
export const maxBeaconsPerWindow = 30;
export const floodWindowMs = 5 * secondsMs;

/** Which of one visitor's beacons, by the times the queue took them, belong to a flood; it also keeps a key from getting hot. */
export function floods(receivedMs: readonly number[]): ReadonlySet<number> {
  const byWindow = Map.groupBy(receivedMs, (at) => Math.floor(at / floodWindowMs));
  return new Set([...byWindow.values()].filter((same) => same.length > maxBeaconsPerWindow).flat());
}
