import { hoursMs, minutesMs, secondsMs } from '../platform/clock.ts';
import type { MailUrgency } from './rules-rate.ts';

/** A mail that SES did not take, or that finds no slot of the sending rate, is tried again for this long. */
const giveUpAfterMs = 24 * hoursMs;

/** Tells whether a mail that is tried since a moment is given up. */
export const isOverdue = (since: string, now: Date): boolean => now.getTime() - Date.parse(since) >= giveUpAfterMs;

/** A mail to a person is handed to SES within so long after its claim was begun. */
export const handOverMs = secondsMs;

/** Tells whether a claim is given back: a refusal that was stored since then would not be seen. */
export const isClaimTooOld = (claimedAt: Date, now: Date): boolean => now.getTime() - claimedAt.getTime() > handOverMs;

/** SES tells of an accepted mail within minutes; after this wait its silence counts as a no. */
export const doubtMs = 15 * minutesMs;

/** So that mails flow again within five minutes after SES came back. */
const longestDelaySeconds = 240;

/** Seconds until the next try: doubling, with jitter against a herd; notices first, because a rep and a customer wait for them. */
export function retryDelaySeconds(urgency: MailUrgency, retry: number, random: () => number): number {
  const base = urgency === 'notice' ? 1 : 4;
  const ceiling = Math.min(longestDelaySeconds, base * 2 ** Math.min(retry, 10));
  return Math.max(1, Math.round(ceiling * (0.5 + random() / 2)));
}
