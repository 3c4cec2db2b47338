import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addMs, daysMs, hoursMs } from '../../../shared/platform/clock.ts';
import { SequenceId, StepId } from '../../../shared/platform/ids.ts';
import { type DueMail, type PlannedSequenceMail, planMails, type Receiver } from '../../../shared/sequences/index.ts';
import { seed, size } from '../../support/proof.ts';

/** Everything happens at whole hours, so that all moments can be tried. */
const at = new Date('2026-11-22T03:00:00.000Z');
const plus = (hours: number) => addMs(at, hours * hoursMs);

/** Mails arrive between 07:00 and 22:00 UTC. */
function byDay(moment: Date): Date {
  const hour = moment.getUTCHours();
  if (hour >= 7 && hour < 22) return moment;
  return addMs(moment, (hour < 7 ? 7 - hour : 31 - hour) * hoursMs);
}

const anyMails = fc
  .array(
    fc.record({
      dueHoursAgo: fc.nat({ max: 30 }),
      priority: fc.integer({ min: 1, max: 3 }),
      purpose: fc.constantFrom('advertising', 'advertising', 'advertising', 'service' as const),
      momentInHours: fc.option(fc.integer({ min: -20, max: 240 })),
    }),
    { minLength: 1, maxLength: 6 },
  )
  .map((mails) =>
    mails.map(
      ({ dueHoursAgo, momentInHours, ...own }, place): DueMail => ({
        ...own,
        sequenceId: SequenceId.parse(`chuoi-${place}`),
        run: 1,
        stepId: StepId.parse('mot'),
        dueAt: plus(-dueHoursAgo),
        topic: own.purpose === 'service' ? null : 'tin-tuc',
        isPaused: false,
        usefulMs: 400 * daysMs,
        moment: momentInHours === null ? null : { notBefore: plus(momentInHours), notAfter: plus(400 * 24) },
      }),
    ),
  );

const someHour = fc.integer({ min: -40, max: 60 }).map(plus);
const anyReceiver: fc.Arbitrary<Receiver> = fc.record({
  isReachable: fc.constant(true),
  isDisqualified: fc.constant(false),
  mayBeContacted: fc.constant(true),
  refusedAll: fc.constant(false),
  refusedTopics: fc.constant([]),
  confirmedTopics: fc.constant(['tin-tuc']),
  pausedUntil: fc.option(someHour),
  heldUntil: fc.option(someHour),
  slotsFreeAt: fc.array(someHour, { minLength: 1, maxLength: 3 }),
  slotMs: fc.constant(24 * hoursMs),
  promised: fc.option(
    fc.record({ freeAt: fc.array(someHour, { minLength: 1, maxLength: 3 }), restMs: fc.constantFrom(3 * daysMs, 7 * daysMs) }),
  ),
  byDay: fc.constant(byDay),
});

const laterOf = (...moments: readonly (Date | null | undefined)[]): Date => new Date(Math.max(...moments.map((one) => Number(one ?? 0))));

/** When a mail that was planned takes its slot. */
function takes(mail: PlannedSequenceMail): Date {
  if (mail.act !== 'send') throw new Error('each of them may be sent');
  return laterOf(mail.at, at);
}

/** Tells, hour by hour, whether one more mail at a moment leaves each limit kept while it rests. */
function hasRoom({ slotsFreeAt, slotMs, promised }: Receiver, taken: readonly Date[], moment: Date): boolean {
  const limits = [{ freeAt: slotsFreeAt, restMs: slotMs }, ...(promised ? [promised] : [])];
  return limits.every(({ freeAt, restMs }) => {
    for (let hour = moment; hour < addMs(moment, restMs); hour = addMs(hour, hoursMs)) {
      const resting = taken.filter((one) => one <= hour && hour < addMs(one, restMs));
      if (freeAt.filter((free) => free > hour).length + resting.length >= freeAt.length) return false;
    }
    return true;
  });
}

/** Returns the first hour at which a mail may go, found by trying each. */
function firstHour(mail: DueMail, receiver: Receiver, taken: readonly Date[]): Date {
  const { heldUntil, pausedUntil } = receiver;
  const isAdvertising = mail.purpose === 'advertising';
  const notBefore = mail.moment && mail.moment !== 'over' ? mail.moment.notBefore : null;
  let hour = laterOf(at, mail.dueAt, notBefore, isAdvertising ? heldUntil : null, isAdvertising ? pausedUntil : null);
  while (byDay(hour) > hour || (isAdvertising && !hasRoom(receiver, taken, hour))) hour = addMs(hour, hoursMs);
  return hour;
}

describe('the mails of one lead, whatever moments they wait for', () => {
  it('each get the first moment at which the mailbox has room beside those that go before', () => {
    let besideLater = 0;
    fc.assert(
      fc.property(anyMails, anyReceiver, (mails, receiver) => {
        const taken: Date[] = [];
        for (const mail of planMails(mails, receiver, at)) {
          const moment = takes(mail);
          expect(moment).toEqual(firstHour(mail, receiver, taken));
          if (mail.purpose === 'service') continue;
          if (taken.some((other) => other > moment)) besideLater += 1;
          taken.push(moment);
        }
      }),
      { numRuns: size(2_000, 200_000), seed },
    );
    expect(besideLater).toBeGreaterThan(200);
  });

  it('keep their moments whatever less urgent mails there are', () => {
    fc.assert(
      fc.property(anyMails, anyReceiver, (mails, receiver) => {
        const planned = planMails(mails, receiver, at);
        for (const [place, mail] of planned.entries()) {
          expect(planMails(planned.slice(0, place + 1), receiver, at).at(-1)).toEqual(mail);
        }
      }),
      { numRuns: size(500, 20_000), seed },
    );
  });
});
