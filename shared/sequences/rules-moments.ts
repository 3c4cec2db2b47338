import { addMs, secondsMs } from '../platform/clock.ts';
import type { DateId, OpportunityId } from '../platform/ids.ts';
import { localSeconds, reachesLocal } from '../platform/zones.ts';
import type { Task } from '../tasks/index.ts';
import type { About, Enrolment } from './enrolment.ts';
import type { MomentOf } from './moment-config.ts';
import { later } from './rules-time.ts';
import { durationMs, type Step, type StepOf } from './step-config.ts';

/** A day of a lead, such as its birthday. */
interface DayOfYear {
  /** Such as 02-29. */
  readonly monthDay: string;
  /** Of one that comes round each year the first, null where nobody knows it; else the year. */
  readonly year: number | null;
  readonly isYearly: boolean;
}

/** Moments of a lead as they stand, as far as somebody asked for them. */
export interface LeadMoments {
  /** Tasks that are open; one that is only foreseen has no record. */
  readonly tasks: readonly {
    readonly at: Date;
    readonly isAppointment: boolean;
    readonly record?: Pick<Task, 'leadId' | 'name' | 'dueAt'>;
  }[];
  /** Needs that are open, and when each is expected to be bought. */
  readonly closes: readonly { readonly opportunityId: OpportunityId; readonly at: Date }[];
  readonly days: ReadonlyMap<DateId, DayOfYear>;
  /** By whose clocks the days of the lead begin. */
  readonly timeZone: string;
}

/** Returns moments with one more task, which is no appointment. */
export const withTask = (moments: LeadMoments, at: Date): LeadMoments => ({
  ...moments,
  tasks: [...moments.tasks, { at, isAppointment: false }],
});

/** Returns the first moment of a lead after another; null: there is none any more. */
export function nextMoment(of: MomentOf, { opportunityId }: About, moments: LeadMoments | undefined, after: Date): Date | null {
  if (!moments) return null;
  const { tasks, closes, days, timeZone } = moments;
  if (typeof of === 'object') {
    const day = days.get(of.date);
    return day ? nextDay(day, timeZone, after) : null;
  }
  if (of === 'close')
    return firstAfter(
      after,
      closes.filter((one) => opportunityId === undefined || one.opportunityId === opportunityId),
    );
  return firstAfter(after, meant(of, tasks));
}

const meant = (of: 'appointment' | 'task', tasks: LeadMoments['tasks']) =>
  tasks.filter(({ isAppointment }) => of === 'task' || isAppointment);

function firstAfter(after: Date, all: readonly { readonly at: Date }[]): Date | null {
  const ahead = all.map(({ at }) => at.getTime()).filter((at) => at > after.getTime());
  return ahead.length === 0 ? null : new Date(Math.min(...ahead));
}

/** Where a day comes round each year, this year's may be past. */
function nextDay({ monthDay, year, isYearly }: DayOfYear, timeZone: string, after: Date): Date | null {
  const thisYear = new Date(localSeconds(timeZone, Math.floor(after.getTime() / secondsMs)) * secondsMs).getUTCFullYear();
  const first = isYearly ? Math.max(thisYear, year ?? thisYear) : (year ?? thisYear);
  const begins = (of: number) => ({ at: beginOfDay(dayIn(of, monthDay), timeZone) });
  return firstAfter(after, isYearly ? [begins(first), begins(first + 1)] : [begins(first)]);
}

/** Who was born on 29 February has the day before in years without one. */
function dayIn(year: number, monthDay: string): string {
  const isLeap = new Date(Date.UTC(year, 1, 29)).getUTCMonth() === 1;
  return `${year}-${monthDay === '02-29' && !isLeap ? '02-28' : monthDay}`;
}

/** Returns when a day such as 2027-02-28 begins by the clocks of a zone. */
export function beginOfDay(day: string, timeZone: string): Date {
  return new Date(reachesLocal(timeZone, Date.parse(day) / secondsMs) * secondsMs);
}

/** A wait until so long before a moment of the lead. */
export type MomentWait = StepOf<'wait'> & { readonly until: { readonly before: MomentOf; readonly by: string } };

export const isMomentWait = (step: Step | undefined): step is MomentWait => step?.do === 'wait' && typeof step.until === 'object';

/** What binds a mail to a moment of its lead: it goes before it, and no sooner than the wait says, wherever the moment has moved. */
export type MomentBound = { readonly notBefore: Date; readonly notAfter: Date } | 'over';

/** Returns what binds the mail at which a run rests; null where it comes before nothing. */
export function boundOf({ moment, about }: Pick<Enrolment, 'moment' | 'about'>, moments: LeadMoments | undefined): MomentBound | null {
  if (!moment) return null;
  const notAfter = nextMoment(moment.of, about, moments, new Date(moment.from));
  return notAfter ? { notBefore: addMs(notAfter, -durationMs(moment.by)), notAfter } : 'over';
}

/** Returns the moment that the mail at which a run rests comes before; null where it comes before none. */
export function comesBefore(run: Pick<Enrolment, 'moment' | 'about'>, moments: LeadMoments | undefined): Date | null {
  const bound = boundOf(run, moments);
  return bound === null || bound === 'over' ? null : bound.notAfter;
}

/** Returns the task that the mail at which a run rests comes before; undefined where it comes before none. */
export function taskAhead(run: Pick<Enrolment, 'moment' | 'about'>, moments: LeadMoments | undefined) {
  const of = run.moment?.of;
  if (!moments || (of !== 'appointment' && of !== 'task')) return undefined;
  const before = comesBefore(run, moments)?.getTime();
  return meant(of, moments.tasks).find(({ at }) => at.getTime() === before)?.record;
}

/** Where a wait until so long before a moment stands. */
export type MomentLook =
  /** There is nothing to wait for any more, or it is too late and the step says to leave it then. */
  | { readonly is: 'over' }
  | { readonly is: 'ahead'; readonly dueAt: Date; readonly moment: NonNullable<Enrolment['moment']> }
  | { readonly is: 'come'; readonly from: Date; readonly due: Date; readonly moment: NonNullable<Enrolment['moment']> };

/**
 * Looks at a wait until so long before a moment: the moment is looked for anew each time, so that one that was moved moves the wait.
 * @param arrived the moment from which on the wait counts, where it begins now
 */
export function lookAtMoment(
  { id: stepId, until: { before: of, by }, ifLate = 'go' }: MomentWait,
  enrolment: Pick<Enrolment, 'moment' | 'about' | 'dueAt' | 'stepId'>,
  {
    arrived,
    moments,
    at,
    countsFrom,
  }: { readonly arrived: Date; readonly moments: LeadMoments | undefined; readonly at: Date; readonly countsFrom: (due: Date) => Date },
): MomentLook {
  const begun = waitsAtMoment(enrolment) && enrolment.stepId === stepId ? enrolment.moment : undefined;
  const from = begun ? new Date(begun.from) : arrived;
  const next = nextMoment(of, enrolment.about, moments, from);
  if (!next || next <= at) return { is: 'over' };
  const due = addMs(next, -durationMs(by));
  const moment = { stepId, of, by };
  if (due > at) return { is: 'ahead', dueAt: due, moment: { ...moment, from: from.toISOString() } };
  const isLate = begun ? due.toISOString() !== enrolment.dueAt : due < from;
  if (isLate && ifLate === 'skip') return { is: 'over' };
  const goesOn = later(from, countsFrom(due));
  return { is: 'come', from: goesOn, due: later(from, due), moment: { ...moment, from: goesOn.toISOString() } };
}

/** Tells whether a run rests at a wait for a moment that has begun. */
export const waitsAtMoment = ({ moment, stepId }: Pick<Enrolment, 'moment' | 'stepId'>): boolean => moment?.stepId === stepId;
