import { describe, expect, it } from '@jest/globals';
import { daysMs } from '../../../shared/platform/clock.ts';
import { LeadId, SegmentId } from '../../../shared/platform/ids.ts';
import { keepByHand } from '../../../shared/segments/index.ts';
import { sampleLead } from '../../support/lead-world/sample.ts';
import { SegmentWorld } from '../../support/segment-world.ts';

const leadId = LeadId.parse('L1');
const names = { vi: 'Nhóm', en: 'Group' };
const list = { id: 'list', names, static: true };
const north = { id: 'north', names, rule: { region: ['north'] } };

function worldOf(...segments: readonly unknown[]) {
  const world = new SegmentWorld(...segments);
  world.put(sampleLead({ leadId }));
  const keep = (isIn: boolean, { segment = 'list', lead = leadId } = {}) =>
    keepByHand(
      {
        leadId: lead,
        segmentId: SegmentId.parse(segment),
        isIn,
        actor: { kind: 'user', id: 'mai' },
        correlationId: 'c',
        along: () => [],
      },
      { table: world.table, config: world.config, clock: () => world.now },
    );
  return { world, keep };
}

describe('a list that is kept by hand', () => {
  it('has whom somebody puts in, told once however often, until somebody takes them out', async () => {
    const { world, keep } = worldOf(list);

    await keep(true);
    await keep(true);
    expect(world.stored()).toEqual(['L1 list']);
    world.pass(1_000);
    await keep(false);
    await keep(false);

    expect(world.stored()).toEqual([]);
    expect(world.told()).toMatchObject([
      { what: 'entered', segment: 'list', reason: 'manual', seq: 1, starts: true },
      { what: 'left', segment: 'list', reason: 'manual', seq: 2, starts: true },
    ]);
  });

  it('tells one movement of two who put the lead in at once', async () => {
    const { world, keep } = worldOf(list);

    await Promise.all([keep(true), keep(true), keep(true)]);

    expect(world.told()).toHaveLength(1);
  });

  it('is left by nobody through time, other changes or other rules, and by all when it is no more', async () => {
    const { world, keep } = worldOf(list, north);
    await keep(true);
    world.put(sampleLead({ leadId, version: 2 }));
    await world.settle();
    world.publish(list);
    world.pass(daysMs);
    await world.settle();
    expect(world.stored()).toEqual(['L1 list']);

    world.publish(north);
    world.pass(daysMs);
    await world.settle();

    expect(world.stored().filter((one) => one.endsWith(' list'))).toEqual([]);
    expect(world.told().filter(({ segment }) => segment === 'list')).toMatchObject([
      { what: 'entered' },
      { what: 'left', reason: 'rules' },
    ]);
  });

  it.each([
    ['a segment with a rule', { segment: 'north' }, 'Leads come into this segment, and go, by its rule.'],
    ['a segment that nobody published', { segment: 'other' }, 'no such segment'],
    ['a lead that is not there', { lead: LeadId.parse('L2') }, 'no such lead'],
  ])('takes nobody into %s', async (_, asked, message) => {
    const { world, keep } = worldOf(list, north);

    await expect(keep(true, asked)).rejects.toThrow(message);
    await expect(keep(false, asked)).rejects.toThrow(message);

    expect(world.stored()).toEqual([]);
  });
});
