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
    ['a colleague talks to the person', { heldUntil: plus(daysMs) }],
    ['the mailbox has had its advertising', { slotsFreeAt: [plus(daysMs)] }],
  ])('go as service where %s', (_, change) => {
    expect(planOf([dueMail('a', service)], change)).toMatchObject([{ act: 'send', at }]);
  });

  it.each<[string, Partial<DueMail>, Partial<Receiver>, Date, Date, string]>([
    ['a colleague who talks to the person', {}, { heldUntil: plus(hoursMs) }, at, plus(hoursMs), 'colleague'],
    ['a person who wants no advertising for now', {}, { pausedUntil: plus(9 * hoursMs) }, at, plus(9 * hoursMs), 'personPaused'],
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

  it('are held while nobody sends anything of their sequence, and leave their slot to others', () => {
    const mails = [dueMail('a', { isPaused: true, priority: 1 }), dueMail('b')];

    expect(planOf(mails, { slotsFreeAt: [at] })).toMatchObject([
      { act: 'hold', waitsFor: 'sequencePaused' },
      { act: 'send', at },
    ]);
  });
});
