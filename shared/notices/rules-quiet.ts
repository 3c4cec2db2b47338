import type { QuietHours } from '../../api/me/notice-words.ts';
import { type Calendar, calendarOf, isWorking, localDate, nextDay, nextOpening } from '../calendar/index.ts';
import type { CompanyConfig } from '../company/company-config.ts';
import type { MailPlan } from '../mail/index.ts';
import { secondsMs } from '../platform/clock.ts';
import { localSeconds, reachesLocal } from '../platform/zones.ts';
import type { RepConfig } from '../routing/rep-config.ts';

/** When a rep wants to hear of what can wait. */
export interface Quiet {
  /** By the rep's clocks; null: at no time quiet. */
  readonly hours: QuietHours | null;
  /** Whether what comes outside their working hours waits for them as well. */
  readonly waitsForHours: boolean;
}

/** Rounds of quiet hours that end outside working hours, which begin in quiet hours. A rep who works in quiet hours alone hears of things then. */
const mostRounds = 14;

/** Returns when something that can wait is told: `now` outside of quiet hours, else when they, and where it counts the time off work, have ended. */
export function toldAt(now: Date, { hours, waitsForHours }: Quiet, calendar: Calendar): Date {
  let at = now;
  for (let round = 0; round < mostRounds; round += 1) {
    const after = hours && isQuiet(at, hours, calendar) ? endOf(at, hours, calendar) : at;
    at = waitsForHours && !isWorking(calendar, after) ? nextOpening(calendar, after) : after;
    if (!hours || !isQuiet(at, hours, calendar)) return at;
  }
  return now;
}

function isQuiet(at: Date, { from, to }: QuietHours, calendar: Calendar): boolean {
  const time = timeOfDay(at, calendar);
  return from < to ? from <= time && time < to : from <= time || time < to;
}

/** Where the clocks leave the end out, it is when they have passed it. */
function endOf(at: Date, { from, to }: QuietHours, calendar: Calendar): Date {
  const isOverMidnight = from > to && timeOfDay(at, calendar) >= from;
  const date = localDate(calendar, isOverMidnight ? nextDay(calendar, at) : at);
  return new Date(reachesLocal(calendar.timeZone, Date.parse(`${date}T${to}:00.000Z`) / secondsMs) * secondsMs);
}

/** As 21:00. */
const timeOfDay = (at: Date, { timeZone }: Pick<Calendar, 'timeZone'>): string =>
  new Date(localSeconds(timeZone, Math.floor(at.getTime() / secondsMs)) * secondsMs).toISOString().slice(11, 16);

/** Has a notice that can wait told when whoever it is for wants to hear of such things: it is decided upon anew then. Of whoever is no rep nobody knows the hours. */
export function whenHeard(
  plan: MailPlan,
  { rep, quiet, company }: { readonly rep: RepConfig | undefined; readonly quiet: QuietHours | null; readonly company: CompanyConfig },
  now: Date,
): MailPlan {
  if (plan.act !== 'send') return plan;
  const waitsForHours = rep !== undefined && company.noticesOutsideHours === 'wait';
  const until = toldAt(now, { hours: quiet, waitsForHours }, calendarOf(company, rep));
  return until > now ? { act: 'postpone', until, why: 'quietHours' } : plan;
}
