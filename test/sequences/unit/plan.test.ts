import { describe, expect, it } from '@jest/globals';
import { addMs, daysMs, hoursMs, minutesMs } from '../../../shared/platform/clock.ts';
import { SequenceId, StepId } from '../../../shared/platform/ids.ts';
import { type DueMail, planMails, type Receiver } from '../../../shared/sequences/index.ts';

/** 10:00 in Vietnam. */
const at = new Date('2026-11-22T03:00:00.000Z');
const plus = (ms: number) => addMs(at, ms);
const tomorrowMorning = plus(21 * hoursMs);

/** Mails arrive between 07:00 and 22:00. */
function byDay(moment: Date): Date {
  const hour = (moment.getUTCHours() + 7) % 24;
  if (hour >= 7 && hour < 22) return moment;
  const midnight = Math.floor((moment.getTime() + 7 * hoursMs) / daysMs) * daysMs - 7 * hoursMs;
  return new Date(midnight + (hour < 7 ? 7 : 31) * hoursMs);
}

const receiver: Receiver = {
  isReachable: true,
  isDisqualified: false,
  mayBeContacted: true,
  refusedAll: false,
  refusedTopics: [],
  confirmedTopics: ['tin-tuc', 'uu-dai'],
  pausedUntil: null,
  heldUntil: null,
  slotsFreeAt: [new Date(0), new Date(0), new Date(0)],
  slotMs: daysMs + 10 * minutesMs,
  promised: null,
  byDay,
};

const dueMail = (sequence: string, change: Partial<DueMail> = {}): DueMail => ({
  sequenceId: SequenceId.parse(sequence),
  run: 1,
  stepId: StepId.parse('mot'),
  dueAt: at,
  priority: 5,
  purpose: 'advertising',
  topic: 'tin-tuc',
  isPaused: false,
  usefulMs: 14 * daysMs,
  ...change,
});
const service = { purpose: 'service', topic: null } as const;

const planOf = (mails: readonly DueMail[], change: Partial<Receiver> = {}, now = at) => planMails(mails, { ...receiver, ...change }, now);

describe('the mails of one lead', () => {
  it('go by priority, then by what was due earliest, then by their names', () => {
    const mails = [dueMail('d'), dueMail('c'), dueMail('b', { dueAt: plus(-1) }), dueMail('a', { priority: 1, ...service })];

    expect(planOf(mails).map(({ sequenceId }) => sequenceId)).toEqual(['a', 'b', 'c', 'd']);
  });

  it('are left alone until they are due', () => {
    expect(planOf([dueMail('a', { dueAt: plus(1) })])).toEqual([]);
  });

  it('share the slots of the mailbox: who loses takes the slot that is free next, and service needs none', () => {
    const slotsFreeAt = [plus(-1), plus(5 * hoursMs), plus(3 * hoursMs)];
    const mails = [dueMail('a'), dueMail('b'), dueMail('c'), dueMail('d'), dueMail('e', service)];

    expect(planOf(mails, { slotsFreeAt }).map((mail) => mail.act === 'send' && [mail.sequenceId, mail.at, mail.waitsFor])).toEqual([
      ['a', at, null],
      ['b', plus(3 * hoursMs), 'mailbox'],
      ['c', plus(5 * hoursMs), 'mailbox'],
      // A day after the first.
      ['d', plus(daysMs + 10 * minutesMs), 'mailbox'],
      ['e', at, null],
    ]);
  });

  it.each<[string, Partial<DueMail>, Partial<Receiver>, string]>([
    ['an address that takes no mails', service, { isReachable: false }, 'noAddress'],
    ['a disqualified lead', service, { isDisqualified: true }, 'disqualified'],
    ['service where nobody agreed to be contacted', service, { mayBeContacted: false }, 'noConsent'],
    ['advertising after all of it was refused', {}, { refusedAll: true }, 'refusedAll'],
    ['advertising of a refused topic', {}, { refusedTopics: ['tin-tuc'] }, 'refusedTopic'],
    ['advertising of a topic that was not confirmed', { topic: 'sinh-nhat' }, {}, 'notConfirmed'],
    ['advertising of no topic', { topic: null }, {}, 'notConfirmed'],
  ])('are never sent: %s', (_, mail, change, reason) => {
    expect(planOf([dueMail('a', mail)], change)).toMatchObject([{ act: 'skip', reason }]);
  });

  it.each<[string, Partial<Receiver>]>([
    ['advertising was refused', { refusedAll: true, pausedUntil: plus(daysMs) }],
    ['the person is away', { awayUntil: plus(daysMs) }],
    ['a colleague talks to the person', { heldUntil: plus(daysMs) }],
    ['the mailbox has had its advertising', { slotsFreeAt: [plus(daysMs)] }],
  ])('go as service where %s', (_, change) => {
    expect(planOf([dueMail('a', service)], change)).toMatchObject([{ act: 'send', at }]);
  });

  it.each<[string, Partial<DueMail>, Partial<Receiver>, Date, Date, string]>([
    ['a colleague who talks to the person', {}, { heldUntil: plus(hoursMs) }, at, plus(hoursMs), 'colleague'],
    ['a person who wants no advertising for now', {}, { pausedUntil: plus(9 * hoursMs) }, at, plus(9 * hoursMs), 'personPaused'],
    ['a person who is away', {}, { awayUntil: plus(9 * hoursMs) }, at, plus(9 * hoursMs), 'personAway'],
    [
      'the later of a rest and an absence',
      {},
      { awayUntil: plus(3 * hoursMs), pausedUntil: plus(9 * hoursMs) },
      at,
      plus(9 * hoursMs),
      'personPaused',
    ],
    ['the morning', {}, {}, plus(13 * hoursMs), tomorrowMorning, 'night'],
    ['the morning after a hold', {}, { heldUntil: plus(13 * hoursMs) }, at, tomorrowMorning, 'night'],
    ['the morning, though it was due by day', {}, {}, plus(14 * hoursMs), tomorrowMorning, 'night'],
  ])('wait for %s', (_, mail, change, now, when, waitsFor) => {
    expect(planOf([dueMail('a', mail)], change, now)).toMatchObject([{ act: 'send', at: when, waitsFor }]);
  });

  it('keep the moment that they waited for once it has come', () => {
    expect(planOf([dueMail('a')], { heldUntil: plus(hoursMs) }, plus(hoursMs + 5_000))).toMatchObject([
      { act: 'send', at: plus(hoursMs), waitsFor: 'colleague' },
    ]);
  });

  it.each<[string, Partial<DueMail>, Partial<Receiver>, number]>([
    ['after an outage', {}, {}, 3 * hoursMs],
    ['where the mailbox has no room before', {}, { slotsFreeAt: [plus(3 * hoursMs)] }, 0],
    ['where a colleague talks to the person until then', {}, { heldUntil: plus(3 * hoursMs) }, 0],
    ['where it would be night until then', service, {}, 13 * hoursMs],
    ['where the person had a rest before it was due', {}, { pausedUntil: plus(-1) }, 3 * hoursMs],
  ])('are not sent when they are of no use any more: %s', (_, mail, change, lateMs) => {
    const usefulMs = lateMs > 12 * hoursMs ? 14 * hoursMs : 2 * hoursMs;

    expect(planOf([dueMail('a', { usefulMs, ...mail })], change, plus(lateMs))).toMatchObject([{ act: 'skip', reason: 'tooLate' }]);
  });

  it('leave their slot to others where they come too late', () => {
    const mails = [dueMail('a', { usefulMs: hoursMs, priority: 1 }), dueMail('b')];

    expect(planOf(mails, { slotsFreeAt: [plus(2 * hoursMs)] })).toMatchObject([
      { act: 'skip', reason: 'tooLate' },
      { act: 'send', at: plus(2 * hoursMs) },
    ]);
  });

  it('are of use for as long after a rest that the person asked for, and go in their last moment', () => {
    const mail = dueMail('a', { usefulMs: 2 * hoursMs });
    const pausedUntil = plus(30 * daysMs);

    expect(planOf([mail], { pausedUntil })).toMatchObject([{ act: 'send', at: pausedUntil }]);
    expect(planOf([mail], { pausedUntil }, addMs(pausedUntil, 2 * hoursMs))).toMatchObject([{ act: 'send' }]);
    expect(planOf([mail], { pausedUntil }, addMs(pausedUntil, 2 * hoursMs + 1))).toMatchObject([{ act: 'skip', reason: 'tooLate' }]);
    expect(planOf([{ ...mail, ...service }], { pausedUntil }, plus(2 * hoursMs + 1))).toMatchObject([{ act: 'skip', reason: 'tooLate' }]);
  });

  it('wait for their sequence while it is paused, and are late when it is on again', () => {
    const late = plus(3 * hoursMs);
    const mail = dueMail('a', { usefulMs: hoursMs });

    expect(planOf([{ ...mail, isPaused: true }], {}, late)).toMatchObject([{ act: 'hold', waitsFor: 'sequencePaused' }]);
    expect(planOf([mail], {}, late)).toMatchObject([{ act: 'skip', reason: 'tooLate' }]);
  });

  it('are held while nobody sends anything of their sequence, and leave their slot to others', () => {
    const mails = [dueMail('a', { isPaused: true, priority: 1 }), dueMail('b')];

    expect(planOf(mails, { slotsFreeAt: [at] })).toMatchObject([
      { act: 'hold', waitsFor: 'sequencePaused' },
      { act: 'send', at },
    ]);
  });
});
