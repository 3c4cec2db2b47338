import { daysMs, isoTime } from '../platform/clock.ts';
import { isIn } from '../segments/rules-membership.ts';
import { type EndReason, type Enrolment, maxCauses } from './enrolment.ts';
import type { Advanced, Cause, Enrolled, MailResult, NotEnrolledReason, Situation } from './machine.ts';
import { leaving } from './rules-leaving.ts';
import { isMomentWait, waitsAtMoment } from './rules-moments.ts';
import { endRun, timerOf } from './rules-rest.ts';
import { nextOf, stepOf } from './rules-routes.ts';
import { countsFrom, earliestOf } from './rules-time.ts';
import { eventWaitedFor, walk } from './rules-walk.ts';
import type { SequenceConfig } from './sequence-config.ts';

/**
 * Puts a lead into a sequence, or says why not, and takes the first steps. A run that finds its moment over and would end at
 * once, without having done anything, is none: of an appointment in an hour nobody is reminded a day before.
 * @param before what is stored of the lead in this sequence; undefined where it never was in it
 */
export function enrol(sequence: SequenceConfig, before: Enrolment | undefined, cause: Cause, situation: Situation): Enrolled {
  const reason = notEnrolled(sequence, before, cause, situation);
  const [first] = sequence.steps;
  if (reason || !first) return { isEnrolled: false, reason: reason ?? 'paused' };
  const { at, timeZone } = situation;
  const happened = earliestOf(cause.happenedAt, at);
  const begun: Enrolment = {
    leadId: cause.leadId,
    sequenceId: sequence.id,
    version: before?.version ?? 0,
    run: (before?.run ?? 0) + 1,
    sequenceVersion: cause.sequenceVersion,
    state: 'active',
    stepId: first.id,
    since: isoTime(at),
    stepSince: isoTime(happened),
    dueAt: null,
    waits: null,
    done: [],
    causes: [...(before?.causes ?? []), cause.entryId].slice(-maxCauses),
    about: cause.about,
    ended: null,
  };
  const start = { stepId: first.id, from: countsFrom(happened, at), due: happened, stepSince: happened };
  const walked = walk(begun, sequence, start, { at, timeZone, situation });
  return isForNothing(sequence, walked) ? { isEnrolled: false, reason: 'nothingToDo' } : { isEnrolled: true, ...walked };
}

/** Tells whether a run came to a wait for a moment, and was over at once without having done anything. */
function isForNothing({ steps }: SequenceConfig, { after: { state, stepId, done }, effects }: Advanced): boolean {
  if (state === 'active' || effects.length > 0) return false;
  return steps.some((step) => isMomentWait(step) && (step.id === stepId || done.includes(step.id)));
}

function notEnrolled(
  sequence: SequenceConfig,
  before: Enrolment | undefined,
  { entryId }: Cause,
  { facts, at }: Situation,
): NotEnrolledReason | null {
  if (sequence.state === 'paused') return 'paused';
  if (before?.causes.includes(entryId)) return 'knownCause';
  if (before?.state === 'active') return 'active';
  if (before && !mayEnterAgain(sequence, before, at)) return 'again';
  if (facts.status === 'disqualified') return 'status';
  if (sequence.enterIf && !isIn(sequence.enterIf, facts, at)) return 'rule';
  const leaves = leaving(sequence, facts, at);
  return leaves && (leaves.reason === 'goal' ? 'goal' : 'exit');
}

function mayEnterAgain({ reentry }: SequenceConfig, { ended }: Enrolment, at: Date): boolean {
  if (reentry === 'never') return false;
  return ended !== null && at.getTime() >= Date.parse(ended.at) + reentry.afterDays * daysMs;
}

/**
 * Takes the steps that are due, and none that is not: safe to be asked at any time and any number of times. An enrolment of which nothing
 * is due is returned as the same object. A paused sequence takes no step, and its runs may leave it.
 */
export function advance(enrolment: Enrolment, sequence: SequenceConfig, situation: Situation): Advanced {
  const { facts, timeZone, at } = situation;
  const unchanged = { after: enrolment, effects: [], timer: timerOf(enrolment, sequence) };
  if (enrolment.state === 'ended') return unchanged;
  const leaves = leaving(sequence, facts, at);
  if (leaves) return { ...endRun(enrolment, leaves, at), effects: [] };
  const step = stepOf(sequence, enrolment.stepId);
  const due = new Date(enrolment.dueAt ?? at);
  const isMet = step?.do === 'wait' && eventWaitedFor(enrolment, step, situation) !== null;
  // One until before a moment is looked at each time: the moment may have been moved.
  const began = isMomentWait(step) && waitsAtMoment(enrolment) ? enrolment.moment?.from : undefined;
  if (sequence.state === 'paused' || step?.do === 'mail' || (due > at && !isMet && began === undefined)) return unchanged;
  const stepSince = new Date(enrolment.stepSince);
  // An open wait began when the step before was taken.
  const open = enrolment.waits ? stepSince : began === undefined ? undefined : new Date(began);
  const start = { stepId: enrolment.stepId, from: open ?? countsFrom(due, at), due: open ?? due, stepSince };
  const walked = walk(enrolment, sequence, start, { at, timeZone, situation });
  return began !== undefined && isSameRest(enrolment, walked) ? unchanged : walked;
}

const isSameRest = (before: Enrolment, { after, effects }: Advanced): boolean =>
  after.state === 'active' && after.stepId === before.stepId && after.dueAt === before.dueAt && effects.length === 0;

/**
 * Moves an enrolment on from a mail that was sent, or is skipped for good. It takes no facts, so that it fits the transaction that settles
 * the mail: where the next step needs some, the enrolment rests there and is due. One that rests elsewhere is returned as the same object.
 */
export function afterMail(
  enrolment: Enrolment,
  sequence: SequenceConfig,
  { stepId, outcome, plannedAt }: MailResult,
  { at, timeZone }: { readonly at: Date; readonly timeZone: string },
): Omit<Advanced, 'effects'> {
  const step = stepOf(sequence, stepId);
  if (enrolment.state === 'ended' || enrolment.stepId !== stepId || step?.do !== 'mail') {
    return { after: enrolment, timer: timerOf(enrolment, sequence) };
  }
  // Waits count from now where the mail was long late, also those until a time of day: the next one does not follow at once.
  const stepSince = outcome === 'sent' ? plannedAt : new Date(enrolment.stepSince);
  const place = { stepId: nextOf(sequence, step), from: countsFrom(plannedAt, at), stepSince };
  const { after, timer } = walk({ ...enrolment, done: [...enrolment.done, stepId] }, sequence, place, { at, timeZone, situation: null });
  return { after, timer };
}

/** Ends the run of an enrolment because of something beside the sequence's own rules. */
export function end(enrolment: Enrolment, reason: Exclude<EndReason, 'goal' | 'exit' | 'finished'>, at: Date): Omit<Advanced, 'effects'> {
  return endRun(enrolment, { reason }, at);
}
