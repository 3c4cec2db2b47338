import { daysMs } from '../platform/clock.ts';
import { countIn, dayOf } from './rules-counters.ts';

/** Why mails pause by themselves. */
export type PauseReason = 'bounces' | 'complaints';

/** How a mail came back for good. */
export type Returning = 'bounced' | 'complained';

/** What pauses: mails that advertise alone, or all mails to people. */
export type PauseScope = 'advertising' | 'all';

/** A pause that is due, and the share that it is due to. */
export interface DuePause {
  readonly scope: PauseScope;
  readonly reason: PauseReason;
  readonly share: Share;
}

/** A pause of all mails to people ends by itself after this time; one of advertising when an admin ends it. */
export const pauseMs = daysMs;

/** SES reviews an account at 5 % bounces. Under 20 mails two wrong addresses would be an attack; over 200 an attack would hide among good mails. */
const bounceRule = { fewestMails: 20, mostMails: 200, abovePercent: 5 } as const;

/**
 * SES reviews an account at 0.1 % complaints of all its mails and pauses it at 0.5 %. One or two can be anybody's. `mostMails` bounds what is kept:
 * 300 complaints.
 */
const complaintRule = { fewest: 3, fromPerMille: 3, days: 7, mostMails: 100_000 } as const;

/** From here on somebody is told, while there is time: SES, Google and Yahoo speak of a bad sender from 0.1 % on. One can be anybody's. */
const warningRule = { fewest: 2, fromPerMille: 1 } as const;

/** A warning stands as long as what it was given for counts, so it rings once. */
export const warningMs = complaintRule.days * daysMs;

/** What is known of the mails to people that were let through; each has an ordinal, and the last one's is `total`. */
export interface Returned {
  readonly total: number;
  /** Mails up to this ordinal count no more: a pause ended them. */
  readonly countsAfter: number;
  readonly mailsInSevenDays: number;
  /** Ordinals of mails that came back, each once. */
  readonly bounced: readonly number[];
  readonly complained: readonly number[];
}

/** How many of the mails that count came back, and how many those are. */
export interface Share {
  readonly mails: number;
  readonly returned: number;
}

/** Returns the share of bounces among the last mails. */
export function bounceShare({ total, countsAfter, bounced }: Returned): Share {
  return shareOf(total, Math.min(total - countsAfter, bounceRule.mostMails), bounced);
}

/** Returns the share of complaints among the mails of seven days. */
export function complaintShare({ total, countsAfter, mailsInSevenDays, complained }: Returned): Share {
  return shareOf(total, Math.min(total - countsAfter, mailsInSevenDays, complaintRule.mostMails), complained);
}

function shareOf(total: number, mails: number, ordinals: readonly number[]): Share {
  return { mails, returned: ordinals.filter((ordinal) => ordinal > total - mails).length };
}

/**
 * Tells what has to pause, and why; undefined: nothing has to. Dead addresses come by the forms, so bounces pause all mails to people. Complaints
 * pause what advertises. Where that is paused already, what people complain of are the other mails, and those pause as well.
 */
export function duePause(state: Returned, isAdvertisingPaused: boolean): DuePause | undefined {
  const [bounces, complaints] = [bounceShare(state), complaintShare(state)];
  if (bounces.mails >= bounceRule.fewestMails && bounces.returned * 100 > bounces.mails * bounceRule.abovePercent) {
    return { scope: 'all', reason: 'bounces', share: bounces };
  }
  if (!reaches(complaints, complaintRule)) return undefined;
  return { scope: isAdvertisingPaused ? 'all' : 'advertising', reason: 'complaints', share: complaints };
}

/** Tells whether so many complain of mails to people that somebody has to see to it before they pause. */
export const isNearPause = (state: Returned): boolean => reaches(complaintShare(state), warningRule);

const reaches = (
  { mails, returned }: Share,
  { fewest, fromPerMille }: { readonly fewest: number; readonly fromPerMille: number },
): boolean => returned >= fewest && returned * 1_000 >= mails * fromPerMille;

/** Names the attribute that says that a mail came back: to say it twice says it once, whoever else writes at the same time. */
export const returnName = (returning: Returning, ordinal: number): string => `${returning}${ordinal}`;

/** Names the counter of the mails of a day. */
export const mailsName = (day: number): string => `mails${day}`;

/** Reads what an item says of the mails that came back. */
export function returnedIn(item: Readonly<Record<string, unknown>>, now: Date): Returned {
  const counts = Array.from({ length: complaintRule.days }, (_, index) => countIn(item, mailsName(dayOf(now) - index)));
  return {
    total: countIn(item, 'total'),
    countsAfter: countIn(item, 'countsAfter'),
    mailsInSevenDays: counts.reduce((sum, mails) => sum + mails, 0),
    bounced: ordinalsIn(item, 'bounced'),
    complained: ordinalsIn(item, 'complained'),
  };
}

/** Names what an item says and no rule asks for any more: past days, and returns of mails that count no more. */
export function namesOver(item: Readonly<Record<string, unknown>>, now: Date): string[] {
  const returned = returnedIn(item, now);
  const isOver = (name: string): boolean => {
    const [, kind, digits] = /^(mails|bounced|complained)(\d+)$/.exec(name) ?? [];
    if (kind === 'mails') return Number(digits) <= dayOf(now) - complaintRule.days;
    if (kind === 'bounced') return Number(digits) <= returned.total - bounceShare(returned).mails;
    return kind === 'complained' && Number(digits) <= returned.total - complaintShare(returned).mails;
  };
  return Object.keys(item).filter(isOver);
}

function ordinalsIn(item: Readonly<Record<string, unknown>>, returning: Returning): number[] {
  const named = new RegExp(`^${returning}(\\d+)$`);
  return Object.keys(item).flatMap((name) => {
    const digits = named.exec(name)?.[1];
    return digits === undefined ? [] : [Number(digits)];
  });
}
