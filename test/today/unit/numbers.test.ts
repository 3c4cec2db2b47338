import { describe, expect, it } from '@jest/globals';
import type { Activity } from '../../../shared/leads/index.ts';
import { LoggedCallId } from '../../../shared/platform/ids.ts';
import { revenueSince } from '../../../shared/purchases/index.ts';
import { dayOf } from '../../../shared/today/rules-numbers.ts';

const since = '2026-11-23T17:00:00.000Z';
const at = (time: string) => `2026-11-24T${time}:00.000Z`;
const minutes = (from: string, to: string) => Date.parse(to) - Date.parse(from);
const call = (number: number, time: string, more: Partial<Extract<Activity, { is: 'call' }>> = {}): Activity => ({
  is: 'call',
  callId: LoggedCallId.parse(`C01K9ZQ3V7N3S3B0JH7E5A8R2X${'0123456789'[number]}`),
  at: at(time),
  isReached: false,
  ...more,
});
const undone = (activity: Activity): Activity => ({
  is: 'callUndone',
  callId: activity.is === 'call' ? activity.callId : LoggedCallId.parse(''),
});

describe('the day of a rep', () => {
  it('counts calls that were made today, each once, and none that was taken back', () => {
    const mistake = call(2, '03:00', { isReached: true });
    const yesterdays = { ...call(3, '03:00'), at: '2026-11-23T16:59:59.999Z' } as Activity;

    const day = dayOf(
      [call(1, '02:00'), call(1, '02:00'), mistake, undone(mistake), yesterdays, call(4, '04:00', { isReached: true })],
      since,
      minutes,
    );

    expect(day).toMatchObject({ calls: 2, reached: 1, firstContact: null });
  });

  it.each([
    [['03:05'], 5],
    [['03:05', '03:11'], 8],
    [['03:30', '03:05', '03:11'], 11],
  ])('tells in what time half of those reached at %j were reached', (times, median) => {
    const calls = times.map((time, index) => call(index, time, { isReached: true, firstSince: at('03:00') }));

    expect(dayOf(calls, since, minutes).firstContact).toEqual({ medianMs: median * 60_000, leads: times.length });
  });

  it('counts what was accepted and which meetings were arranged', () => {
    expect(dayOf([{ is: 'accepted' }, { is: 'accepted' }, { is: 'meeting' }], since, minutes)).toMatchObject({
      accepted: 2,
      meetings: 1,
      calls: 0,
    });
  });
});

describe('what orders come to on a day', () => {
  const fact = (kind: 'confirmed' | 'paid' | 'refunded' | 'returned', moment: string, amount?: number) => ({
    factId: `${kind} ${moment}`,
    kind,
    at: moment,
    ...(amount === undefined ? {} : { amount }),
  });
  const yesterday = '2026-11-23T03:00:00.000Z';

  it('is what happened on that day, and not what the whole order comes to', () => {
    const order = { currency: 'VND', facts: [fact('confirmed', yesterday, 900), fact('paid', at('03:00'), 400)] };

    expect(revenueSince([order], since)).toEqual([{ currency: 'VND', booked: 0, net: 400 }]);
  });

  it('is less than nothing on the day on which something is returned', () => {
    const order = {
      currency: 'VND',
      facts: [fact('confirmed', yesterday, 900), fact('paid', yesterday, 900), fact('returned', at('03:00'), 300)],
    };

    expect(revenueSince([order], since)).toEqual([{ currency: 'VND', booked: -300, net: 0 }]);
  });

  it('is told by currency, and leaves out those that came to nothing', () => {
    const orders = [
      { currency: 'VND', facts: [fact('confirmed', at('03:00'), 700)] },
      { currency: 'USD', facts: [fact('confirmed', at('03:00'), 90)] },
      { currency: 'VND', facts: [fact('confirmed', at('04:00'), 300)] },
      { currency: 'EUR', facts: [fact('confirmed', yesterday, 50)] },
    ];

    expect(revenueSince(orders, since)).toEqual([
      { currency: 'USD', booked: 90, net: 0 },
      { currency: 'VND', booked: 1_000, net: 0 },
    ]);
  });

  it('leaves out a fact that never happened', () => {
    const order = { currency: 'VND', facts: [{ ...fact('confirmed', at('03:00'), 700), voidedAt: at('04:00') }] };

    expect(revenueSince([order], since)).toEqual([]);
  });
});
