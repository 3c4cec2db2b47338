import { daysMs, hoursMs } from '../platform/clock.ts';
import { localSeconds, reachesLocal } from '../platform/zones.ts';

/** Mails of a list go out between eight and twenty by the company's clocks. */
const [opensMs, openMs] = [8 * hoursMs, 12 * hoursMs];
/** Who has waited for longer is not welcomed any more. */
const mostDays = 14;

/** How the welcomes of a list are spread. */
export interface WelcomePace {
  readonly startedAt: string;
  /** Of the company. */
  readonly zone: string;
  /** Mails a day. */
  readonly perDay: number;
}

/** Returns how many welcomes a list sends on a day: half of what the company lets go to strangers, so that whoever posts a form gets theirs. */
export const welcomesPerDay = (limits: { readonly perDay: number }): number => Math.max(1, Math.floor(limits.perDay / 2));

/** Returns how many welcomes a list sends at most, whatever its length. */
export const mostWelcomes = (perDay: number): number => mostDays * perDay;

/** Returns when the welcome at this place among those of the list is due; null for one that would come too late to be a welcome. */
export function welcomeDueAt(place: number, { startedAt, zone, perDay }: WelcomePace): string | null {
  if (place >= mostWelcomes(perDay)) return null;
  const local = localSeconds(zone, Math.floor(Date.parse(startedAt) / 1000)) * 1000;
  const day = Math.floor(local / daysMs) * daysMs;
  const passed = Math.min(openMs, Math.max(0, local - day - opensMs)) + (place * openMs) / perDay;
  const days = Math.floor(passed / openMs);
  const due = day + days * daysMs + opensMs + (passed - days * openMs);
  return new Date(reachesLocal(zone, Math.floor(due / 1000)) * 1000).toISOString();
}
