import { isbot, isbotMatches } from 'isbot';
import { secondsMs } from '../platform/clock.ts';
import type { VisitEvent } from './event.ts';

/** Longer agents are no browser's; it also bounds the work of the patterns. */
const maxAgent = 1_024;

/** Apps whose own browsers people read pages in: Facebook, Messenger, Instagram, Threads, Zalo, TikTok, LINE, Viber. */
const inAppBrowser = /\bFB(?:AN|AV|_IAB|IOS)\b|\b(?:Instagram|Barcelona|Zalo|ZaloTheme|musical_ly|BytedanceWebview|TikTok|Line|Viber)[ /]/;
/** What machines call themselves; the list of bots judges by the mere shape of an agent as well. */
const machineWord = /bot\b|crawl|spider|scan|headless|preview|external|monitor|http|fetch|curl|python|\bjava\b|\.com\//i;

/**
 * Needs a second sign beside the list where an app names itself: short of a space (carriers "Viettel", "VINAPHONE"), an agent of
 * Facebook's own browser has the shape of a machine's.
 */
function isMachine(ua: string): boolean {
  if (!isbot(ua)) return false;
  return (
    !inAppBrowser.test(ua) ||
    machineWord.test(
      isbotMatches(ua)
        .filter((match) => match !== ua)
        .join(' '),
    ) ||
    /https?:\/\//i.test(ua)
  );
}

/** What says itself that it is a machine. A beacon without an agent comes from a sender that may leave it out. */
export function isBot({ ua, webdriver }: { readonly ua: string | undefined; readonly webdriver: boolean | undefined }): boolean {
  if (webdriver === true) return true;
  return ua !== undefined && ua !== '' && (ua.length > maxAgent || isMachine(ua));
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
