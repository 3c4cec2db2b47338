import { describe, expect, it } from '@jest/globals';
import { EventDescription } from '../../../api/forms/form-description.ts';
import { formKind } from '../../../shared/capture/form-config.ts';
import type { Table } from '../../../shared/platform/table.ts';
import { describeEvent } from '../../../shared/registrations/index.ts';
import { standingOf } from '../../../shared/registrations/rules-places.ts';
import { formId, registeringWorld, workshop } from '../../support/registering.ts';

const before = new Date('2026-12-01T05:00:00.000Z');
const after = new Date('2026-12-13T00:00:00.000Z');

describe('how registration for an event of 20 places stands', () => {
  it.each([
    ['open', { taken: 0, waiting: 0 }, {}, before],
    ['open', { taken: 17, waiting: 0 }, {}, before],
    ['few', { taken: 18, waiting: 0 }, {}, before],
    ['few', { taken: 19, waiting: 0 }, {}, before],
    ['waitingList', { taken: 20, waiting: 0 }, {}, before],
    // The place that is free goes to whoever waits.
    ['waitingList', { taken: 19, waiting: 1 }, {}, before],
    ['full', { taken: 20, waiting: 0 }, { waitingList: false }, before],
    ['open', { taken: 19, waiting: 0 }, { tellsPlaces: false }, before],
    ['open', { taken: 20, waiting: 3 }, { tellsPlaces: false }, before],
    ['full', { taken: 20, waiting: 0 }, { tellsPlaces: false, waitingList: false }, before],
    ['closed', { taken: 0, waiting: 0 }, { closesAt: '2026-11-30T00:00:00.000Z' }, before],
    ['over', { taken: 0, waiting: 0 }, {}, after],
    ['over', { taken: 0, waiting: 0 }, { closesAt: '2026-11-30T00:00:00.000Z' }, after],
    ['calledOff', { taken: 0, waiting: 0 }, { calledOff: true }, before],
    ['calledOff', { taken: 0, waiting: 0 }, { calledOff: true }, after],
  ] as const)('%s: %j, %j', (standing, counts, change, now) => {
    expect(standingOf({ ...workshop, capacity: 20, ...change }, counts, now)).toBe(standing);
  });
});

describe('what a form says of its event', () => {
  async function said(broken?: Error) {
    const workshopOf = registeringWorld({ capacity: 2 });
    for (const name of ['lan', 'minh']) await workshopOf.post({ fullName: name, email: `${name}@example.com` });
    await workshopOf.settle();
    const { world } = workshopOf;
    const form = (await world.config.current(formKind)).documents.get(formId);
    if (!form) throw new Error('the world has no such form');
    const get: Table['get'] = async (...args) => {
      if (broken) throw broken;
      return world.table.get(...args);
    };
    const logged: unknown[] = [];
    const log = { ...world.parts.log, error: (...line: unknown[]) => void logged.push(line) };
    const parts = { table: { get }, config: world.config, clock: world.parts.clock, log } as unknown as Parameters<typeof describeEvent>[1];
    return { event: await describeEvent(form, parts), plain: await describeEvent({ ...form, event: undefined }, parts), logged };
  }

  it('is when and where it is and how registration stands, in both languages, and no number of people', async () => {
    const { event, plain } = await said();

    expect(EventDescription.strict().parse(event)).toEqual({
      startsAt: workshop.startsAt,
      endsAt: workshop.endsAt,
      when: { vi: '08:30–11:30, 12/12/2026', en: '08:30–11:30, 12 Dec 2026' },
      where: workshop.place,
      standing: 'waitingList',
      says: expect.objectContaining({ vi: expect.stringContaining('danh sách chờ') }),
      takesPosts: true,
    });
    expect(plain).toBeUndefined();
  });

  it('is that people may register where nobody can say how many did', async () => {
    const { event, logged } = await said(new Error('no table'));

    expect(event).toMatchObject({ standing: 'open', takesPosts: true });
    expect(logged).toHaveLength(1);
  });
});
