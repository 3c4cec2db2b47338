import { expect, it } from '@jest/globals';
import { afterMail, enrol } from '../../../shared/sequences/index.ts';
import { causeAt, mail, plainFacts, sequenceOf, wait } from '../../support/sequences.ts';

const { timeZone } = plainFacts;
const hanoi = (time: string) => new Date(`2026-12-${time}:00+07:00`);

it.each([
  ['in time', '03T05:00', '03T05:01', '03T08:30', {}],
  ['late, and still before it', '03T05:00', '03T07:00', '03T08:30', {}],
  ['some minutes after it', '03T05:00', '03T08:40', '03T08:30', {}],
  ['in the afternoon', '03T05:00', '03T15:00', '03T15:00', {}],
  ['two days later, before it', '01T05:00', '03T06:00', '03T08:30', {}],
  ['two days later, after it', '01T05:00', '03T10:00', '03T10:00', {}],
  ['late, on a day that is none of its days', '05T05:00', '05T10:00', '07T08:30', { days: ['monday'] }],
  ['by something that happened after it', '03T09:00', '03T09:00', '04T08:30', {}],
  ['late, by something that happened after it', '03T09:00', '03T15:00', '04T08:30', {}],
])('a wait until half past eight that is begun %s is over that morning or at once', (_, happened, at, due, more) => {
  const sequence = sequenceOf([wait('w1', { until: '08:30', ...more }), mail('m1')]);
  const situation = { facts: plainFacts, seen: [], at: hanoi(at), timeZone };

  const begun = enrol(sequence, undefined, causeAt(hanoi(happened)), situation);

  expect(begun).toMatchObject({ isEnrolled: true, after: { stepId: 'm1', dueAt: hanoi(due).toISOString() } });
});

it('a wait behind a mail that went out late is over the next day: no second one follows at once', () => {
  const sequence = sequenceOf([mail('m1'), wait('w1', { until: '09:00' }), mail('m2')]);
  const at = hanoi('03T07:00');
  const begun = enrol(sequence, undefined, causeAt(at), { facts: plainFacts, seen: [], at, timeZone });
  if (!begun.isEnrolled) throw new Error(begun.reason);
  const sent = { stepId: begun.after.stepId, outcome: 'sent', plannedAt: at } as const;

  const { after } = afterMail(begun.after, sequence, sent, { at: hanoi('03T10:00'), timeZone });

  expect(after).toMatchObject({ stepId: 'm2', dueAt: hanoi('04T09:00').toISOString() });
});
