import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addMs, daysMs, hoursMs } from '../../../shared/platform/clock.ts';
import type { LeadFacts } from '../../../shared/segments/index.ts';
import {
  advance,
  afterMail,
  boundOf,
  type DueMail,
  type Enrolment,
  end,
  enrol,
  type FollowedRun,
  forecast,
  type LeadMoments,
  onlyRefusedLeft,
  planMails,
  type Receiver,
  stepOf,
  usefulMs,
} from '../../../shared/sequences/index.ts';
import { withSlotsTaken } from '../../../shared/sequences/rules-plan.ts';
import { anyMoments, anySequence } from '../../support/any-sequence.ts';
import { seed, size } from '../../support/proof.ts';
import { anyFacts, firstHour } from '../../support/segments.ts';
import { causeAt } from '../../support/sequences.ts';

/** Of the leads: other clocks than those by which the rules of the company count. */
const ownZone = 'Europe/London';
const horizonMs = 30 * daysMs;

/** Mails arrive between 07:00 and 22:00 UTC. */
function byDay(at: Date): Date {
  const [midnight, hour] = [Math.floor(at.getTime() / daysMs) * daysMs, at.getUTCHours()];
  if (hour >= 7 && hour < 22) return at;
  return new Date(midnight + (hour < 7 ? 7 : 31) * hoursMs);
}

const someTime = fc.nat({ max: 48 }).map((hours) => new Date(firstHour + hours * hoursMs));
const anyReceiver: fc.Arbitrary<Receiver> = fc.record({
  isReachable: fc.constant(true),
  isDisqualified: fc.constant(false),
  mayBeContacted: fc.boolean(),
  refusedAll: fc.boolean(),
  refusedTopics: fc.subarray(['tin-tuc']),
  confirmedTopics: fc.subarray(['tin-tuc']),
  pausedUntil: fc.option(someTime),
  heldUntil: fc.option(someTime),
  slotsFreeAt: fc.array(someTime, { minLength: 1, maxLength: 3 }),
  slotMs: fc.constant(daysMs + hoursMs / 6),
  promised: fc.option(
    fc.record({ freeAt: fc.array(someTime, { minLength: 1, maxLength: 4 }), restMs: fc.constantFrom(7 * daysMs, 30 * daysMs) }),
  ),
  byDay: fc.constant(byDay),
});

const theTopic = { topics: ['tin-tuc'] };
const mailOf = ({ template }: { readonly template: string }): Pick<DueMail, 'purpose' | 'topic'> =>
  template === 'tin' ? { purpose: 'advertising', topic: 'tin-tuc' } : { purpose: 'service', topic: null };

/** Nobody has what the last of three runs is about, nobody hears of what the second has somebody told, and the lead has many tasks. */
const means = {
  refused: null,
  hasOwner: ({ sequenceId }: Pick<Enrolment, 'sequenceId'>) => sequenceId !== 'chuoi-2',
  noticeProblem: ({ sequenceId }: Pick<Enrolment, 'sequenceId'>) => (sequenceId === 'chuoi-1' ? ('nobodyToTell' as const) : null),
  roomForTasks: 2,
  looksAfter: { tags: true, tasks: true },
  webhooks: new Set(['kho']),
  // Some while later, as the hours of a company have it.
  taskDueAt: (_: unknown, now: Date) => addMs(now, 50 * hoursMs),
};

/** A run that waits for a moment is looked at when one was moved. */
const isHastened = ({ enrolment, sequence }: Pick<FollowedRun, 'enrolment' | 'sequence'>): boolean =>
  sequence.state === 'on' && enrolment.moment?.stepId === enrolment.stepId;

/** Lets timers ring one after another, as the functions hear them: each run for itself, each mail for itself. */
function live(
  runs: readonly FollowedRun[],
  start: Readonly<{ facts: LeadFacts; receiver: Receiver; moments: LeadMoments; at: Date }>,
): string[] {
  const lived: string[] = [];
  let { facts, receiver, moments } = start;
  let room = means.roomForTasks;
  const looks: Date[] = [];
  const standing = runs.map(({ enrolment, sequence }) => ({
    enrolment,
    sequence,
    rings: enrolment.state === 'ended' ? null : isHastened({ enrolment, sequence }) ? start.at : new Date(enrolment.dueAt ?? 0),
    isHeld: false,
  }));
  const isMail = ({ enrolment, sequence }: (typeof standing)[number]) => stepOf(sequence, enrolment.stepId)?.do === 'mail';
  const restMailOf = ({ enrolment, sequence }: (typeof standing)[number]): DueMail[] => {
    const step = stepOf(sequence, enrolment.stepId);
    if (enrolment.state === 'ended' || step?.do !== 'mail') return [];
    const { sequenceId, run, stepId, dueAt } = enrolment;
    return [
      {
        sequenceId,
        run,
        stepId,
        dueAt: new Date(dueAt ?? 0),
        priority: sequence.priority,
        moment: boundOf(enrolment, moments),
        isPaused: sequence.state === 'paused',
        usefulMs: usefulMs(step, sequence, mailOf(step).purpose),
        ...mailOf(step),
      },
    ];
  };
  const moveTo = (one: (typeof standing)[number], after: Enrolment, now: Date) => {
    one.enrolment = after;
    one.isHeld = false;
    one.rings = after.dueAt === null ? null : new Date(after.dueAt);
    if (after.ended) lived.push(`${now.toISOString()} ${after.sequenceId}: end ${after.ended.reason}`);
  };
  const hold = (one: (typeof standing)[number], rings: Date | null, now: Date) => {
    if (!one.isHeld) lived.push(`${now.toISOString()} ${one.enrolment.sequenceId}.${one.enrolment.stepId}: hold`);
    one.isHeld = true;
    one.rings = rings;
  };
  /** Takes what is due of a run, with what it does. */
  const taken = ({ enrolment, sequence }: (typeof standing)[number], now: Date): Enrolment => {
    const { sequenceId } = enrolment;
    const { after, effects } = advance(enrolment, sequence, { facts, seen: [], moments, timeZone: ownZone, at: now });
    const [roomBefore, tagsBefore] = [room, facts.tags.toSorted()];
    for (const effect of effects) {
      const ofTask = effect.do !== 'task' ? null : !means.hasOwner({ sequenceId }) ? 'noOwner' : room > 0 ? null : 'tooManyTasks';
      const why = effect.do === 'notice' ? means.noticeProblem({ sequenceId }) : ofTask;
      lived.push(`${now.toISOString()} ${sequenceId}.${effect.id}: ${why ? `skip ${why}` : effect.do}`);
      if (effect.do === 'task' && !why) {
        room -= 1;
        moments = { ...moments, tasks: [...moments.tasks, { at: means.taskDueAt(effect, now), isAppointment: false }] };
      }
      if (effect.do === 'tag') facts = { ...facts, tags: [...new Set([...facts.tags.filter((tag) => tag !== 'cu'), 'vip'])] };
    }
    if (room < roomBefore || facts.tags.toSorted().join() !== tagsBefore.join()) looks.push(now);
    return after;
  };
  for (let turns = 0; ; turns += 1) {
    if (turns > 1_000) throw new Error('the timers ring for ever');
    const [next] = standing
      .filter(({ rings }) => rings !== null)
      .sort((one, other) => Number(one.rings) - Number(other.rings) || Number(isMail(one)) - Number(isMail(other)));
    const [lookAt] = looks;
    if (lookAt && !(next?.rings && next.rings <= lookAt)) {
      // Whoever tags the lead or makes a task has all of its runs looked at.
      const now = lookAt;
      looks.length = 0;
      for (const one of standing.filter(({ enrolment }) => enrolment.state === 'active')) {
        const after = taken(one, now);
        if (after !== one.enrolment) moveTo(one, after, now);
      }
      continue;
    }
    if (!next?.rings || next.rings.getTime() > start.at.getTime() + horizonMs) return lived.sort();
    const now = new Date(Math.max(Number(next.rings), Number(start.at)));
    const { sequenceId, stepId } = next.enrolment;
    const after = taken(next, now);
    if (after !== next.enrolment || !isMail(next)) {
      // Whoever has the sequence on again wakes the run.
      const isHeld = after === next.enrolment && next.sequence.state === 'paused';
      if (isHeld) hold(next, null, now);
      else moveTo(next, after, now);
      continue;
    }
    const plan = planMails(standing.flatMap(restMailOf), receiver, now).find((mail) => mail.sequenceId === sequenceId);
    if (!plan) throw new Error('a mail that is due is planned');
    if (plan.act === 'hold') {
      hold(next, plan.at, now);
      continue;
    }
    if (plan.act === 'send' && plan.at > now) {
      next.rings = plan.at;
      continue;
    }
    if (plan.act === 'skip') lived.push(`${now.toISOString()} ${sequenceId}.${stepId}: skip ${plan.reason}`);
    else {
      lived.push(`${now.toISOString()} ${sequenceId}.${stepId}: mail`);
      if (plan.purpose === 'advertising') receiver = { ...receiver, ...withSlotsTaken(receiver, now) };
    }
    const result = {
      stepId,
      outcome: plan.act === 'skip' ? 'skipped' : 'sent',
      plannedAt: plan.act === 'skip' ? plan.dueAt : plan.at,
    } as const;
    const refused = plan.act !== 'skip' ? null : plan.reason === 'refusedAll' ? 'all' : plan.reason === 'refusedTopic' ? theTopic : null;
    if (refused && onlyRefusedLeft(next.sequence, next.enrolment, mailOf, refused))
      moveTo(next, end(next.enrolment, 'optOut', now).after, now);
    else moveTo(next, afterMail(next.enrolment, next.sequence, result, { at: now, timeZone: ownZone }).after, now);
  }
}

const sequences = fc
  .integer({ min: 1, max: 3 })
  .chain((count) => fc.tuple(...Array.from({ length: count }, (_, place) => anySequence(`chuoi-${place}`))));

describe('the forecast of a lead', () => {
  it('tells every step, its moment and its reason, as they then come about where nothing else happens', () => {
    let told = 0;
    fc.assert(
      fc.property(
        sequences,
        anyFacts,
        anyReceiver,
        fc.tuple(anyMoments(new Date(firstHour)), fc.option(anyMoments(new Date(firstHour)))),
        fc.nat({ max: 100 }),
        fc.nat({ max: 3 }),
        (published, facts, receiver, [stood, moved], hours, paused) => {
          const at = new Date(firstHour + hours * hoursMs);
          // Moved a moment ago: a message about it is under way.
          const moments = moved ?? stood;
          const runs = published.flatMap((sequence, place): FollowedRun[] => {
            const begun = enrol(sequence, undefined, causeAt(at), { facts, seen: [], moments: stood, timeZone: ownZone, at });
            const state = place === paused ? 'paused' : 'on';
            return begun.isEnrolled ? [{ enrolment: begun.after, sequence: { ...sequence, state }, seen: [] }] : [];
          });

          const foreseen = forecast({ runs, facts, moments, timeZone: ownZone, receiverAt: () => receiver, mailOf, ...means, at });

          const texts = foreseen.flatMap((step) => {
            const place = `${step.at.toISOString()} ${step.sequenceId}`;
            if (step.does === 'end') return [`${place}: end ${step.reason}`];
            return [`${place}.${step.stepId}: ${step.does}${step.does === 'skip' ? ` ${step.reason}` : ''}`];
          });
          expect(texts.toSorted()).toEqual(live(runs, { facts, receiver, moments, at }));
          expect(foreseen.map((step) => step.at)).toEqual(
            foreseen.map((step) => step.at).toSorted((one, other) => Number(one) - Number(other)),
          );
          told += foreseen.length;
        },
      ),
      { numRuns: size(300, 20_000), seed },
    );
    expect(told).toBeGreaterThan(200);
  });
});
