import { daysMs } from '../platform/clock.ts';
import type { SequenceId, StepId } from '../platform/ids.ts';
import type { LeadFacts } from '../segments/index.ts';
import type { EndReason, Enrolment } from './enrolment.ts';
import type { Effect, MailResult, SeenEvent } from './machine.ts';
import { advance, afterMail, end } from './rules-advance.ts';
import { usefulMs } from './rules-late.ts';
import { leaving } from './rules-leaving.ts';
import { type LeftOutReason, leftOutReason, type Means, type NoticeProblem } from './rules-left-out.ts';
import { boundOf, type LeadMoments, waitsAtMoment, withTask } from './rules-moments.ts';
import {
  type DueMail,
  type PlannedSequenceMail,
  planMails,
  type Receiver,
  type SkipReason,
  type WaitReason,
  withSlotsTaken,
} from './rules-plan.ts';
import { onlyRefusedLeft, type Refusal } from './rules-refused.ts';
import { stepOf } from './rules-routes.ts';
import { later } from './rules-time.ts';
import { withTags } from './rules-walk.ts';
import type { SequenceConfig } from './sequence-config.ts';
import type { StepOf } from './step-config.ts';

/** A run of a lead, with what it follows. */
export interface FollowedRun {
  readonly enrolment: Enrolment;
  readonly sequence: SequenceConfig;
  /** What happened already and may be waited for. */
  readonly seen: readonly SeenEvent[];
}

/** What is known of a lead now. */
export interface Outlook {
  readonly runs: readonly FollowedRun[];
  readonly facts: LeadFacts;
  /** Whose clocks the lead lives by. */
  readonly timeZone: string;
  /** Returns what decides about mails at a moment, where nothing else happens until then. */
  readonly receiverAt: (at: Date) => Receiver;
  /** Returns what the template of a mail makes of it; null where it is configured no more. */
  readonly mailOf: (step: StepOf<'mail'>) => Pick<DueMail, 'purpose' | 'topic'> | null;
  /** Moments that the runs are to come before. @default - none asks for one */
  readonly moments?: LeadMoments | undefined;
  /** Tells why nobody hears what a run has somebody told; null where somebody does. */
  readonly noticeProblem: (run: Enrolment) => NoticeProblem | null;
  /** What advertising the person refused, as the record says; null where none. */
  readonly refused: Refusal | null;
  /** Tells whether somebody has what a run is about. */
  readonly hasOwner: (run: Enrolment) => boolean;
  /** How many further tasks the lead may have. */
  readonly roomForTasks: number;
  readonly looksAfter: LooksAfter;
  readonly webhooks: Means['webhooks'];
  /** Returns when a task is due that a step makes at a moment. */
  readonly taskDueAt: (step: StepOf<'task'>, at: Date) => Date;
  readonly at: Date;
}

/** What steps do after which all runs of the lead are looked at: one may end by it, or wait for it. */
export interface LooksAfter {
  readonly tags: boolean;
  readonly tasks: boolean;
}

/** Something that will be done for a lead where nothing else happens. */
export type ForeseenStep = { readonly sequenceId: SequenceId; readonly run: number; readonly stepId: StepId; readonly at: Date } & (
  | { readonly does: Effect['do'] }
  | { readonly does: 'mail'; readonly waitsFor: WaitReason | null }
  | { readonly does: 'skip'; readonly reason: SkipReason | LeftOutReason | 'templateGone' }
  | { readonly does: 'hold'; readonly waitsFor: 'sequencePaused' }
  | { readonly does: 'end'; readonly reason: EndReason; readonly exitId?: string }
);

/** How far a forecast looks ahead. */
export const forecastMs = 30 * daysMs;

/** A run as it is foreseen to stand. */
interface ForeseenRun extends FollowedRun {
  /** When a mail that waits is looked at again; null: when it is due. Nobody looks again at another step of a paused sequence. */
  readonly retryAt: Date | 'never' | null;
  /** What that mail waits for, as is stored of it. */
  readonly waitsFor: WaitReason | null;
}

/** What is foreseen so far. */
interface Foreseen {
  readonly outlook: Outlook;
  readonly steps: ForeseenStep[];
  runs: readonly ForeseenRun[];
  facts: LeadFacts;
  moments: LeadMoments | undefined;
  slots: Pick<Receiver, 'slotsFreeAt' | 'slotMs' | 'promised'>;
  roomForTasks: number;
  /** When all runs are looked at because of what a step did; null: they are not. */
  lookAt: Date | null;
}

/** Tells what will be done for a lead within 30 days where nothing else happens, in the order of time; mails before they are paced. */
export function forecast(outlook: Outlook): ForeseenStep[] {
  const { runs, facts, moments, receiverAt, roomForTasks, at } = outlook;
  const foreseen: Foreseen = { outlook, steps: [], runs: [], facts, moments, slots: slotsOf(receiverAt(at)), roomForTasks, lookAt: null };
  foreseen.runs = runs
    .filter(({ enrolment }) => enrolment.state === 'active')
    // A moment that was moved a moment ago: the run is looked at by now.
    .map((run) => ({ ...run, retryAt: isHastened(run) ? at : null, waitsFor: null }))
    // And one of which nothing is left but what was refused a moment ago.
    .map((run) => endedWhereRefused(foreseen, run, at))
    .map((run) => (wasLookedAt(run, at) ? held(foreseen, run, 'never', at) : run));
  for (let now = nextMoment(foreseen); now !== null; now = nextMoment(foreseen)) {
    takeSteps(foreseen, now);
    sendNextMail(foreseen, now);
  }
  return foreseen.steps;
}

const slotsOf = ({ slotsFreeAt, slotMs, promised }: Receiver): Foreseen['slots'] => ({ slotsFreeAt, slotMs, promised });

const placeOf = ({ sequenceId, run, stepId }: Enrolment, at: Date) => ({ sequenceId, run, stepId, at });

const isAtMail = ({ enrolment, sequence }: FollowedRun): boolean => stepOf(sequence, enrolment.stepId)?.do === 'mail';

/** A step of a paused sequence whose timer rang. */
function wasLookedAt(run: FollowedRun, at: Date): boolean {
  const { dueAt, state } = run.enrolment;
  return state === 'active' && run.sequence.state === 'paused' && !isAtMail(run) && (dueAt === null || Date.parse(dueAt) < at.getTime());
}

/** Tells once that a step is held because its sequence is paused. */
function held({ steps }: Foreseen, run: ForeseenRun, retryAt: ForeseenRun['retryAt'], now: Date): ForeseenRun {
  if (run.waitsFor !== 'sequencePaused') steps.push({ ...placeOf(run.enrolment, now), does: 'hold', waitsFor: 'sequencePaused' });
  return { ...run, retryAt, waitsFor: 'sequencePaused' };
}

/** When a run is asked for. */
const askedAt = ({ enrolment, retryAt }: ForeseenRun, now: Date): Date =>
  retryAt && retryAt !== 'never' ? retryAt : new Date(enrolment.dueAt ?? now);

/** When something is to be done about a run: now, where it is late; null: nothing more is. */
function momentOf(run: ForeseenRun, now: Date): Date | null {
  return run.enrolment.state === 'ended' || run.retryAt === 'never' ? null : later(now, askedAt(run, now));
}

function nextMoment({ runs, lookAt, outlook: { at } }: Foreseen): Date | null {
  // The message that asks for a look comes behind those of what is due already.
  const looks = lookAt ? [lookAt.getTime()] : [];
  const next = Math.min(...looks, ...runs.flatMap((run) => momentOf(run, at)?.getTime() ?? []));
  return next <= at.getTime() + forecastMs ? new Date(next) : null;
}

function isDue(run: ForeseenRun, now: Date): boolean {
  const moment = momentOf(run, now);
  return moment !== null && moment <= now;
}

/** Takes what is due but mails, and lets those go that need nothing more. */
function takeSteps(foreseen: Foreseen, now: Date): void {
  const { outlook, roomForTasks: roomBefore } = foreseen;
  const isLook = foreseen.lookAt !== null && !foreseen.runs.some((run) => isDue(run, now));
  if (isLook) foreseen.lookAt = null;
  foreseen.runs = foreseen.runs.map((run) => {
    if (!isDue(run, now) && (!isLook || run.enrolment.state === 'ended')) return run;
    const { enrolment, sequence, seen } = run;
    const tagsBefore = foreseen.facts.tags;
    const { after, effects } = advance(enrolment, sequence, {
      facts: foreseen.facts,
      seen,
      moments: foreseen.moments,
      timeZone: outlook.timeZone,
      at: now,
    });
    for (const effect of effects) {
      const place = { ...placeOf(enrolment, now), stepId: effect.id };
      const { roomForTasks } = foreseen;
      const { webhooks } = outlook;
      const means = { hasOwner: outlook.hasOwner(enrolment), noticeProblem: outlook.noticeProblem(enrolment), roomForTasks, webhooks };
      const reason = leftOutReason(effect, means);
      foreseen.steps.push(reason ? { ...place, does: 'skip', reason } : { ...place, does: effect.do });
      if (effect.do === 'task' && !reason) {
        foreseen.roomForTasks -= 1;
        foreseen.moments = foreseen.moments && withTask(foreseen.moments, outlook.taskDueAt(effect, now));
      }
      if (effect.do === 'tag') foreseen.facts = withTags(foreseen.facts, effect);
    }
    if (outlook.looksAfter.tags && !haveSame(tagsBefore, foreseen.facts.tags)) foreseen.lookAt = now;
    tellEnd(foreseen, after, now);
    if (after !== enrolment) return endedWhereRefused(foreseen, { ...run, enrolment: after, retryAt: null, waitsFor: null }, now);
    if (isAtMail(run) || !isDue(run, now)) return run;
    return sequence.state === 'paused' ? held(foreseen, run, 'never', now) : { ...run, retryAt: null };
  });
  if (outlook.looksAfter.tasks && foreseen.roomForTasks < roomBefore) foreseen.lookAt = now;
}

const haveSame = (some: readonly string[], others: readonly string[]): boolean =>
  some.length === others.length && some.every((one) => others.includes(one));

/** Ends a run of which nothing is left but what the record says was refused, as whoever moves it does. */
function endedWhereRefused(foreseen: Foreseen, run: ForeseenRun, now: Date): ForeseenRun {
  const { refused, mailOf } = foreseen.outlook;
  const { enrolment, sequence } = run;
  if (!refused || enrolment.state === 'ended' || !onlyRefusedLeft(sequence, enrolment, mailOf, refused)) return run;
  const { after } = end(enrolment, 'optOut', now);
  tellEnd(foreseen, after, now);
  return { ...run, enrolment: after };
}

/** Tells whether a run that waits for a moment goes on when it is looked at. */
const isHastened = ({ enrolment, sequence }: FollowedRun): boolean =>
  enrolment.state === 'active' && sequence.state === 'on' && waitsAtMoment(enrolment);

function tellEnd({ steps }: Foreseen, enrolment: Enrolment, now: Date): void {
  const { ended } = enrolment;
  if (!ended) return;
  const exit = ended.exitId === undefined ? {} : { exitId: ended.exitId };
  steps.push({ ...placeOf(enrolment, now), does: 'end', reason: ended.reason, ...exit });
}

/**
 * Sends the mail that is asked for first of those that are due, or says what it waits for. One after another, as messages come: a run that goes on
 * from a mail may stand before the next one when another mail is looked at.
 */
function sendNextMail(foreseen: Foreseen, now: Date): void {
  const { outlook } = foreseen;
  const resting = foreseen.runs.filter((run) => isDue(run, now) && isAtMail(run));
  const [next] = resting.toSorted((one, other) => askedAt(one, outlook.at).getTime() - askedAt(other, outlook.at).getTime());
  if (!next) return;
  const receiver = { ...outlook.receiverAt(now), ...foreseen.slots };
  // Those that wait until later are due as well, and may go before; not those whose run is to end.
  const staying = foreseen.runs.filter(
    ({ enrolment, sequence }) => enrolment.state === 'active' && !leaving(sequence, foreseen.facts, now),
  );
  const due = staying.flatMap((run) => dueMail(run, foreseen, now) ?? []);
  const mail = planMails(due, receiver, now).find(({ sequenceId }) => sequenceId === next.enrolment.sequenceId);
  foreseen.runs = foreseen.runs.map((run) => (run === next ? afterPlan(foreseen, run, mail, now) : run));
  const isSent = mail?.act === 'send' && mail.at <= now && mail.purpose === 'advertising';
  if (isSent) foreseen.slots = withSlotsTaken(foreseen.slots, now);
}

function dueMail({ enrolment, sequence }: ForeseenRun, { outlook: { mailOf }, moments }: Foreseen, now: Date): DueMail | null {
  const { sequenceId, run, stepId, dueAt } = enrolment;
  const step = stepOf(sequence, stepId);
  const template = step?.do === 'mail' ? mailOf(step) : null;
  if (step?.do !== 'mail' || !template) return null;
  const moment = boundOf(enrolment, moments);
  const own = { sequenceId, run, stepId, dueAt: new Date(dueAt ?? now), priority: sequence.priority, moment };
  return { ...own, isPaused: sequence.state === 'paused', usefulMs: usefulMs(step, sequence, template.purpose), ...template };
}

/** What becomes of a run at a mail; one that was not planned has no template. */
function afterPlan(foreseen: Foreseen, run: ForeseenRun, mail: PlannedSequenceMail | undefined, now: Date): ForeseenRun {
  const { enrolment, sequence } = run;
  if (mail?.act === 'hold') return held(foreseen, run, mail.at, now);
  if (mail?.act === 'send' && mail.at > now) return { ...run, retryAt: mail.at, waitsFor: mail.waitsFor };
  const place = placeOf(enrolment, now);
  if (mail?.act === 'send') foreseen.steps.push({ ...place, does: 'mail', waitsFor: run.waitsFor ?? mail.waitsFor });
  else foreseen.steps.push({ ...place, does: 'skip', reason: mail?.reason ?? 'templateGone' });
  const { stepId, dueAt } = enrolment;
  const result: MailResult =
    mail?.act === 'send'
      ? { stepId, outcome: 'sent', plannedAt: mail.at }
      : { stepId, outcome: 'skipped', plannedAt: new Date(dueAt ?? now) };
  const refused = mail?.act === 'skip' ? refusalOf(mail) : null;
  const isOver = refused !== null && onlyRefusedLeft(sequence, enrolment, foreseen.outlook.mailOf, refused);
  const { after } = isOver
    ? end(enrolment, 'optOut', now)
    : afterMail(enrolment, sequence, result, { at: now, timeZone: foreseen.outlook.timeZone });
  tellEnd(foreseen, after, now);
  return endedWhereRefused(foreseen, { ...run, enrolment: after, retryAt: null, waitsFor: null }, now);
}

/** What was refused that a mail is skipped for; null where it is skipped for something else. */
function refusalOf({ reason, topic }: { readonly reason: SkipReason; readonly topic: string | null }): Refusal | null {
  if (reason === 'refusedAll') return 'all';
  return reason === 'refusedTopic' && topic !== null ? { topics: [topic] } : null;
}
