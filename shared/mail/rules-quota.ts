import { hoursMs } from '../platform/clock.ts';
import type { MailUrgency } from './rules-rate.ts';

/** Whom the day's quota has room for, the first longest: colleagues, people who did something just now, people in sequences. */
export type QuotaLane = MailUrgency | 'sequence';

/** Returns as what a mail books slots of the sending rate. */
export const urgencyOf = (lane: QuotaLane): MailUrgency => (lane === 'sequence' ? 'mail' : lane);

/** How many mails were given a slot, by the hour since 1970. */
export type CountsByHour = ReadonlyMap<number, number>;

/** What was given slots in the hours that count: notices and mails together, and the mails alone. */
export interface DayCounts {
  readonly all: CountsByHour;
  readonly mails: CountsByHour;
}

/** SES counts the last 24 hours to the second; the hour under way and the 24 before hold them all. */
const countedHours = 25;
/** A day later the item is gone by itself, so that older hours than these are never left. */
const clearedHours = 48;
export const countsKeptMs = 47 * hoursMs;
/** What notices do not use of their fifth stays theirs: a campaign never takes the quota from a rep. */
const shareOfMails = 0.8;
/** What sequences leave to welcomes, confirmations and other mails that somebody waits for. */
const shareBesideSequences = 0.1;

export const hourAt = (nowMs: number): number => Math.floor(nowMs / hoursMs);

/** Lists the hours that count at one, the oldest first, and those that do no longer. */
export function hoursBefore(hour: number): { readonly counted: readonly number[]; readonly over: readonly number[] } {
  const before = (first: number, last: number) => Array.from({ length: last - first + 1 }, (_, index) => hour - last + index);
  return { counted: before(0, countedHours - 1), over: before(countedHours, countedHours + clearedHours - 1) };
}

/** Returns how many of the slots that were just booked, and are counted already, the day's quota has room for. Notices always have it: SES judges them. */
export function admittedOf(booked: number, lane: QuotaLane, counts: DayCounts, hour: number, mailsPerDay: number): number {
  return lane === 'notice' ? booked : Math.max(0, booked - Math.max(0, excessAt(counts, lane, hour, mailsPerDay)));
}

/** Returns the hour in which a mail has room again if nothing else is sent. `refused`: mails that were counted just now and do not leave. */
export function freeAgainAt(counts: DayCounts, lane: QuotaLane, hour: number, mailsPerDay: number, refused: number): number {
  let free = hour + 1;
  // One more than was counted has to fit.
  while (free < hour + countedHours && excessAt(counts, lane, free, mailsPerDay) - refused > -1) free += 1;
  return free;
}

/** How many mails were given more slots than the quota allows them in the hours that count then; below zero: as many have room. */
function excessAt({ all, mails }: DayCounts, lane: QuotaLane, hour: number, mailsPerDay: number): number {
  const left = lane === 'sequence' ? shareBesideSequences : 0;
  const { counted } = hoursBefore(hour);
  const sumOf = (counts: CountsByHour): number => counted.reduce((sum, one) => sum + (counts.get(one) ?? 0), 0);
  return Math.max(sumOf(mails) - Math.floor((shareOfMails - left) * mailsPerDay), sumOf(all) - Math.floor((1 - left) * mailsPerDay));
}
