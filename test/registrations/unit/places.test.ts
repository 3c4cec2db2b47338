import { beforeEach, describe, expect, it } from '@jest/globals';
import { daysMs } from '../../../shared/platform/clock.ts';
import { readCode } from '../../../shared/registrations/code.ts';
import { erasingOf } from '../../support/erasing.ts';
import { type Registering, registeringWorld, workshop } from '../../support/registering.ts';

const lan = { fullName: 'Trần Thị Lan', email: 'lan@example.com' };
const minh = { fullName: 'Phạm Quang Minh', email: 'minh@example.com' };
const hai = { fullName: 'Lê Văn Hải', email: 'hai@example.com' };
const thu = { fullName: 'Ngô Minh Thu', email: 'thu@example.com' };

let workshopOf: Registering;
beforeEach(() => {
  workshopOf = registeringWorld();
});

async function come(...people: readonly Readonly<Record<string, string>>[]) {
  for (const person of people) {
    await workshopOf.post(person);
    await workshopOf.settle();
    workshopOf.world.pass(60_000);
  }
}

const states = () => [lan, minh, hai, thu].map(({ email }) => workshopOf.of(email)?.state ?? null);
const told = () =>
  workshopOf.world
    .timeline()
    .flatMap(({ type, data }) => (type === 'registration.changed' ? [`${String(data.state)} ${String(data.reason)}`] : []));

describe('places at an event', () => {
  it('go to whoever comes first; whoever comes later waits', async () => {
    await come(lan, minh, hai);

    expect(states()).toEqual(['confirmed', 'confirmed', 'waiting', null]);
    expect(await workshopOf.ledger()).toMatchObject({ taken: 2, waiting: 1 });
    expect(told()).toEqual(['confirmed posted', 'confirmed posted', 'waiting full']);
  });

  it('are one a person, however often they post and each message comes', async () => {
    await come(lan, lan, lan);
    workshopOf.hearAgain();
    await workshopOf.settle(3);

    expect(await workshopOf.ledger()).toMatchObject({ taken: 1, waiting: 0 });
    expect(told()).toEqual(['confirmed posted']);
  });

  it('go to whoever waits longest once one is given back, and to nobody who comes meanwhile', async () => {
    await come(lan, minh, hai);
    const before = workshopOf.of(lan.email);
    if (before) await workshopOf.giveBack(before);
    await workshopOf.post(thu);
    await workshopOf.settle();

    expect(states()).toEqual(['cancelled', 'confirmed', 'confirmed', 'waiting']);
    expect(told()).toContain('confirmed movedUp');
  });

  it('are taken again by whoever gave one back and posts again, and not by an old message', async () => {
    await come(lan);
    const before = workshopOf.of(lan.email);
    if (before) await workshopOf.giveBack(before);
    workshopOf.hearAgain();
    await workshopOf.settle();
    expect(states()[0]).toBe('cancelled');

    await come(lan);
    expect(workshopOf.of(lan.email)).toMatchObject({ state: 'confirmed', round: 2 });
    // The link of the mail of that time gives nothing back.
    expect(before && (await workshopOf.giveBack(before))).toBeNull();
    expect(states()[0]).toBe('confirmed');
  });

  it('are refused where nobody may wait, after the end of registration, and of an event that is called off', async () => {
    workshopOf = registeringWorld({ capacity: 1, waitingList: false });
    await come(lan, minh);
    expect(states().slice(0, 2)).toEqual(['confirmed', 'refused']);

    workshopOf = registeringWorld({ closesAt: '2026-11-21T00:00:00.000Z' });
    await come(lan);
    expect(told()).toEqual(['refused closed']);

    workshopOf = registeringWorld({ calledOff: true });
    await come(lan);
    expect(told()).toEqual(['refused calledOff']);
  });

  it('are more once the capacity is raised; a lower one takes nobody’s away', async () => {
    await come(lan, minh, hai, thu);
    await workshopOf.publish({ capacity: 1 });
    await workshopOf.settle();
    expect(states()).toEqual(['confirmed', 'confirmed', 'waiting', 'waiting']);

    await workshopOf.publish({ capacity: 3 });
    await workshopOf.settle();
    expect(states()).toEqual(['confirmed', 'confirmed', 'confirmed', 'waiting']);
  });

  it('are nobody’s any more where the event is called off', async () => {
    await come(lan, minh, hai);
    await workshopOf.publish({ calledOff: true });
    await workshopOf.settle();

    expect(states().slice(0, 3)).toEqual(['cancelled', 'cancelled', 'cancelled']);
    expect(await workshopOf.ledger()).toMatchObject({ taken: 0, waiting: 0 });
  });

  it('are one a person also after two records of theirs became one, and each their own after they parted', async () => {
    await come(lan, minh, hai);
    const [older, newer] = [workshopOf.merging.record(lan.email), workshopOf.merging.record(minh.email)];
    expect((await workshopOf.merging.ask('merge', older.leadId, { otherLeadId: newer.leadId })).status).toBe(200);
    await workshopOf.settle();
    expect(workshopOf.all().map(({ state, reason }) => `${state} ${reason}`)).toEqual([
      'confirmed posted',
      'cancelled merged',
      'confirmed movedUp',
    ]);

    expect((await workshopOf.merging.ask('merge/undo', older.leadId, { otherLeadId: newer.leadId })).status).toBe(200);
    await workshopOf.settle();
    expect(workshopOf.all().map(({ state, reason }) => `${state} ${reason}`)).toEqual([
      'confirmed posted',
      'waiting full',
      'confirmed movedUp',
    ]);
  });

  it('become free with whoever is erased, and nothing leads to them any more', async () => {
    await come(lan, minh, hai);
    const { leadId } = workshopOf.merging.record(lan.email);
    const erasing = erasingOf(workshopOf.world);
    await erasing.ask(leadId);
    await erasing.runAll();
    await workshopOf.settle();

    expect([workshopOf.of(minh.email)?.state, workshopOf.of(hai.email)?.state]).toEqual(['confirmed', 'confirmed']);
    expect(await workshopOf.ledger()).toMatchObject({ taken: 2, waiting: 0 });
    expect(workshopOf.world.itemsOf('EVENT#').filter((item) => item.leadId === leadId)).toEqual([]);
  });

  it('count from nought for the next event of the same form', async () => {
    await come(lan, minh);
    workshopOf.world.pass(30 * daysMs);
    await workshopOf.publish({ startsAt: '2027-01-16T01:30:00.000Z', endsAt: '2027-01-16T04:30:00.000Z' });
    await workshopOf.settle();
    await come(lan);

    expect(await workshopOf.ledger()).toMatchObject({ edition: 2, taken: 1 });
    expect(workshopOf.of(lan.email)).toMatchObject({ edition: 2, round: 2, state: 'confirmed' });
  });

  it.each(['k7ab-91zz', 'K7AB 9IZZ', ' k7ab9lzz '])('have a code that is read as people type it: %s', (typed) => {
    expect(readCode(typed)).toBe('K7AB91ZZ');
  });

  it('begin and end where the configuration says so', () => {
    expect(workshop.endsAt > workshop.startsAt).toBe(true);
  });
});
