import { beforeEach, describe, expect, it } from '@jest/globals';
import { afterAnotherRecord, planPlaceMail } from '../../../shared/nurture/rules-place-mail.ts';
import { daysMs, hoursMs } from '../../../shared/platform/clock.ts';
import { type Registering, registeringWorld, workshop } from '../../support/registering.ts';

const lan = { fullName: 'Trần Thị Lan', email: 'lan@example.com' };
const minh = { fullName: 'Phạm Quang Minh', email: 'minh@example.com' };

let workshopOf: Registering;
beforeEach(async () => {
  workshopOf = registeringWorld({ capacity: 1 });
  for (const person of [lan, minh]) {
    await workshopOf.post(person);
    await workshopOf.settle();
  }
});

// The gate sends what is asked for twice once: the same request names the same mail.
const told = () =>
  [...new Map(workshopOf.mails().map((mail) => [JSON.stringify(mail), mail])).values()].map(({ what, hours }) =>
    hours === undefined ? what : `${String(what)} ${String(hours)}`,
  );

describe('mails about a registration', () => {
  it('tell each of their place, or that they wait, once, however often it is heard of', async () => {
    workshopOf.hearAgain();
    await workshopOf.settle(3);

    expect(told()).toEqual(['confirmed', 'waiting']);
  });

  it('tell who moves up, and remind who has a place before the beginning', async () => {
    const first = workshopOf.of(lan.email);
    if (first) await workshopOf.giveBack(first);
    await workshopOf.settle();
    expect(told()).toEqual(['confirmed', 'waiting', 'movedUp']);

    workshopOf.world.pass(20 * daysMs);
    await workshopOf.settle();
    // Of whoever gave the place back as well: the mail itself looks whether it still stands.
    expect(told().slice(3).toSorted()).toEqual(['reminder 1', 'reminder 1', 'reminder 24', 'reminder 24']);
  });

  it('tell everybody who registered of an event that is moved or called off, and nobody of other hours of reminders', async () => {
    await workshopOf.publish({ remindHoursBefore: [2] });
    await workshopOf.settle();
    expect(told()).toHaveLength(2);

    await workshopOf.publish({ startsAt: '2026-12-12T02:30:00.000Z' });
    await workshopOf.publish({});
    await workshopOf.settle(2);
    expect(told().slice(2)).toEqual(['changed', 'changed']);

    await workshopOf.publish({ calledOff: true });
    await workshopOf.settle(2);
    expect(told().slice(4)).toEqual(['calledOff', 'calledOff']);
  });
});

describe('whether such a mail goes', () => {
  const noon = new Date('2026-12-01T05:00:00.000Z');
  const midnight = new Date('2026-12-01T17:00:00.000Z');
  const receiver = {
    form: { welcomeMail: false, mailsWithoutToken: true },
    submitter: { email: lan.email },
    address: {},
    addressProblem: null,
    hasValidToken: undefined,
  };

  async function planOf(what: string, { more = {}, change = {}, event = {}, now = noon }: Record<string, object> & { now?: Date } = {}) {
    const registration = workshopOf.of(lan.email);
    const place = { registration: { ...registration, ...change }, ledger: await workshopOf.ledger(), event: { ...workshop, ...event } };
    const request = { what, code: registration?.code, sequence: 0, ...more };
    const asked = { request, company: { timeZone: 'Asia/Ho_Chi_Minh' }, facts: { ...receiver, place } };
    const plan = planPlaceMail(asked as unknown as Parameters<typeof planPlaceMail>[0], now as Date);
    return 'why' in plan ? `${plan.act} ${plan.why}` : plan.act;
  }

  it.each([
    ['confirmed', {}, 'send'],
    ['confirmed', { change: { state: 'cancelled' } }, 'skip placeGone'],
    ['confirmed', { change: { code: 'OTHER000' } }, 'skip registeredAnew'],
    ['waiting', {}, 'skip placeChanged'],
    ['confirmed', { now: new Date('2026-12-13T00:00:00.000Z') }, 'skip eventOver'],
    // Somebody waits for it.
    ['confirmed', { now: midnight }, 'send'],
    ['movedUp', { now: midnight }, 'postpone quietHours'],
    ['changed', { more: { sequence: 1 } }, 'skip changedSince'],
    ['reminder', { more: { startsAt: workshop.startsAt, hours: 24 } }, 'send'],
    ['reminder', { more: { startsAt: workshop.startsAt, hours: 24 }, change: { state: 'cancelled' } }, 'skip placeGone'],
    ['reminder', { more: { startsAt: workshop.startsAt, hours: 3 } }, 'skip eventMoved'],
    ['reminder', { more: { startsAt: '2026-12-11T01:30:00.000Z', hours: 24 } }, 'skip eventMoved'],
    ['reminder', { more: { startsAt: workshop.startsAt, hours: 24 }, event: { calledOff: true } }, 'skip eventMoved'],
    [
      'reminder',
      { more: { startsAt: workshop.startsAt, hours: 1 }, now: new Date(Date.parse(workshop.startsAt) + hoursMs) },
      'skip eventBegan',
    ],
  ])('%s, where %j: %s', async (what, how, plan) => {
    expect(await planOf(what, how as Parameters<typeof planOf>[1])).toBe(plan);
  });

  it('waits for no morning that is too late', async () => {
    const startsAt = '2026-12-02T00:30:00.000Z';
    expect(await planOf('reminder', { more: { startsAt, hours: 1 }, event: { startsAt }, now: new Date('2026-12-01T23:30:00.000Z') })).toBe(
      'send',
    );
  });

  it.each([
    ['waits for a day where its mailbox was told of the place of another record', noon, 'postpone writtenLately'],
    [
      'stays out where that day would be too late for the event',
      new Date(Date.parse(workshop.startsAt) - 20 * hoursMs),
      'fail mailboxQuota',
    ],
  ])('%s', async (_, now, plan) => {
    const after = afterAnotherRecord({ place: { event: workshop } } as unknown as Parameters<typeof afterAnotherRecord>[0], now);

    expect(`${after.act} ${'why' in after ? after.why : 'reason' in after ? after.reason : ''}`).toBe(plan);
  });
});
