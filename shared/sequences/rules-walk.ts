import { addMs, isoTime } from '../platform/clock.ts';
import type { StepId } from '../platform/ids.ts';
import type { LeadFacts } from '../segments/index.ts';
import { isIn } from '../segments/rules-membership.ts';
import type { Enrolment } from './enrolment.ts';
import type { Advanced, Effect, SeenEvent, Situation } from './machine.ts';
import { leaving } from './rules-leaving.ts';
import { isMomentWait, lookAtMoment, type MomentWait } from './rules-moments.ts';
import { endRun, type Leaving, type OpenWait, restAt, restWaiting } from './rules-rest.ts';
import { nextOf, stepOf } from './rules-routes.ts';
import { countsFrom, later, timeOfDaySince } from './rules-time.ts';
import { haveFields } from './rules-triggers.ts';
import type { SequenceConfig } from './sequence-config.ts';
import { durationMs, lookBackMs, type Step, type StepOf, type WaitStep } from './step-config.ts';

/** Effects of one transaction: each is some items of the hundred that it takes. */
const mostEffects = 10;

/** Where a walk stands. */
export interface Place {
  /** Null: no step is left. */
  readonly stepId: StepId | null;
  /** The moment from which on waits of time count. */
  readonly from: Date;
  /** From when on waits until a time of day count, where whoever takes the step is late. @default - `from` */
  readonly due?: Date | undefined;
  /** When the last step was taken that is no wait: what happens later counts for a wait. */
  readonly stepSince: Date;
}

/** What a walk knows. Without a situation it rests where it takes one to decide. */
export interface Knowledge {
  readonly at: Date;
  readonly timeZone: string;
  readonly situation: Situation | null;
}

interface Walk extends Place {
  readonly done: readonly StepId[];
  readonly effects: readonly Effect[];
  /** What the mails behind come before; undefined: nothing. */
  readonly moment: Enrolment['moment'] | undefined;
  /** With the tags that the walk itself put and took; null: nobody knows. */
  readonly facts: LeadFacts | null;
}

/** Takes steps from a place on until the enrolment rests: where something is due later, where a mail is to be sent, where the run is over. */
export function walk(enrolment: Enrolment, sequence: SequenceConfig, start: Place, known: Knowledge): Advanced {
  let here: Walk = { ...start, done: enrolment.done, effects: [], moment: enrolment.moment, facts: known.situation?.facts ?? null };
  for (;;) {
    const { done, effects } = here;
    const standing = withMoment({ ...enrolment, done: [...done], stepSince: isoTime(here.stepSince) }, here.moment);
    const step = stepOf(sequence, here.stepId);
    if (!step || step.do === 'end') return { ...endRun(standing, { reason: 'finished' }, known.at), effects };
    const moved = move(enrolment, sequence, step, here, known);
    if ('stepId' in moved) here = moved;
    else if ('reason' in moved) return { ...endRun({ ...standing, stepId: step.id }, moved, known.at), effects };
    else if ('dueAt' in moved) return { ...restAt(withMoment(standing, moved.moment), step, moved.dueAt), effects };
    else if ('until' in moved && step.do === 'wait') return { ...restWaiting(standing, step, moved), effects };
    else return { ...restAt(standing, step, here.from), effects };
  }
}

/** A wait until before a moment that is still ahead. */
type Ahead = Pick<Extract<ReturnType<typeof lookAtMoment>, { is: 'ahead' }>, 'dueAt' | 'moment'>;

function withMoment({ moment: _before, ...enrolment }: Enrolment, moment: Enrolment['moment'] | undefined): Enrolment {
  return moment ? { ...enrolment, moment } : enrolment;
}

type Moved = Walk | OpenWait | Ahead | Leaving | { readonly rests: true };
const rests = { rests: true } as const;

/** Takes one step, or says why not. */
function move(enrolment: Enrolment, sequence: SequenceConfig, step: Step, here: Walk, known: Knowledge): Moved {
  // Where an edit put a step behind one that was taken already.
  if (here.done.includes(step.id)) return { ...here, stepId: passing(sequence, step) };
  const taken = { ...here, stepId: nextOf(sequence, step), done: [...here.done, step.id], moment: momentBehind(step, here) };
  if (step.do === 'wait' && !step.event && !isMomentWait(step)) return { ...taken, from: waitedFor(step, here, known), due: undefined };
  if (step.do === 'mail' || step.do === 'end' || here.from > known.at || here.effects.length === mostEffects) return rests;
  // The tasks of this walk are tasks of the lead once they are written.
  if (isMomentWait(step) && step.until.before === 'task' && here.effects.some((effect) => effect.do === 'task')) return rests;
  if (isMomentWait(step)) return waitedBefore(enrolment, step, taken, known);
  if (step.do === 'wait') return waited(enrolment, sequence, step, taken, known);
  if (!here.facts) return rests;
  const leaves = leavingAfterEffects(sequence, here.facts, here, known.at);
  if (leaves) return leaves;
  if (step.do === 'branch') return { ...taken, stepId: caseOf(sequence, step, here.facts, known.at) };
  const facts = step.do === 'tag' ? withTags(here.facts, step) : here.facts;
  return { ...taken, facts, effects: [...here.effects, step], stepSince: here.from };
}

/** What is behind a wait of another kind has nothing to do with the moment any more; a time of day says when on its day. */
function momentBehind(step: Step, { moment }: Walk): Walk['moment'] {
  return step.do === 'wait' && typeof step.until !== 'string' ? undefined : moment;
}

/** Goes on where the wait is over or there is nothing to wait for; else says how long it lasts as things stand. */
function waitedBefore(enrolment: Enrolment, step: MomentWait, taken: Walk, { at, situation }: Knowledge): Moved {
  if (!situation) return rests;
  const { moments } = situation;
  const look = lookAtMoment(step, enrolment, { arrived: taken.from, moments, at, countsFrom: (due) => countsFrom(due, at) });
  if (look.is === 'ahead') return look;
  if (look.is === 'come') return { ...taken, from: look.from, due: look.due, moment: look.moment };
  if (step.onGone === undefined) return { reason: 'momentOver' };
  return { ...taken, stepId: step.onGone, from: countsFrom(taken.from, at), due: undefined };
}

/** Before the first effect whoever began the walk has looked. */
function leavingAfterEffects(sequence: SequenceConfig, facts: LeadFacts, { effects }: Pick<Walk, 'effects'>, at: Date) {
  return effects.length === 0 ? null : leaving(sequence, facts, at);
}

/** The way from a step that nothing is known of: the one that is taken where nothing happens. */
function passing(sequence: SequenceConfig, step: Step): StepId | null {
  if (step.do === 'branch') return step.else ?? nextOf(sequence, step);
  if (step.do === 'wait') return step.onTimeout ?? nextOf(sequence, step);
  return nextOf(sequence, step);
}

function waitedFor({ for: duration, until, days }: WaitStep, { from, due = from }: Place, { at, timeZone }: Knowledge): Date {
  return duration === undefined
    ? timeOfDaySince(due, at, typeof until === 'string' ? until : '00:00', days, timeZone)
    : addMs(from, durationMs(duration));
}

/** Goes on where the event came or its time is over; else says how long it is waited for. */
function waited(
  enrolment: Enrolment,
  sequence: SequenceConfig,
  step: WaitStep,
  taken: Walk,
  { at, situation }: Knowledge,
): Walk | OpenWait {
  const { waits, stepId } = enrolment;
  const open: OpenWait =
    waits && stepId === step.id
      ? { from: new Date(waits.from), until: new Date(waits.until) }
      : { from: addMs(taken.stepSince, -lookBackMs(step)), until: addMs(taken.from, durationMs(step.within ?? '')) };
  const event = situation ? eventIn(step, open, situation) : null;
  const next = nextOf(sequence, step);
  if (event) {
    const happened = later(taken.from, countsFrom(event.at, at));
    return {
      ...taken,
      stepId: step.onEvent ?? next,
      from: happened,
      due: later(taken.from, event.at),
      stepSince: later(taken.stepSince, event.at),
    };
  }
  if (!situation || open.until > at) return open;
  return { ...taken, stepId: step.onTimeout ?? next, from: countsFrom(open.until, at), due: open.until };
}

/** Returns the event that an open wait is for, where it came. */
export function eventWaitedFor({ waits }: Enrolment, step: WaitStep, situation: Situation): SeenEvent | null {
  return waits && eventIn(step, { from: new Date(waits.from), until: new Date(waits.until) }, situation);
}

/** The first event after the step before, which may itself have an entry, or as long before it as the wait looks back; and no later than the time-out. */
function eventIn({ event }: WaitStep, { from, until }: OpenWait, { seen, at }: Situation): SeenEvent | null {
  const fitting = seen.filter(
    (one) =>
      event?.types.some((type) => type === one.type) &&
      haveFields(event.where, one.data) &&
      one.at > from &&
      one.at <= until &&
      one.at <= at,
  );
  return fitting.reduce<SeenEvent | null>((first, one) => (first && first.at <= one.at ? first : one), null);
}

function caseOf(sequence: SequenceConfig, step: StepOf<'branch'>, facts: LeadFacts, at: Date): StepId | null {
  return step.cases.find((one) => isIn(one.if, facts, at))?.goTo ?? step.else ?? nextOf(sequence, step);
}

/** Returns facts with the tags that a step puts and takes. */
export function withTags(facts: LeadFacts, { add = [], remove = [] }: StepOf<'tag'>): LeadFacts {
  return { ...facts, tags: [...new Set([...facts.tags.filter((tag) => !remove.includes(tag)), ...add])] };
}
