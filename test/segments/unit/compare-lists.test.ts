import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Principal } from '../../../shared/access/index.ts';
import { noEvidence } from '../../../shared/leads/index.ts';
import { SegmentId } from '../../../shared/platform/ids.ts';
import { silentLog } from '../../../shared/platform/logging.ts';
import { overlapOf } from '../../../shared/segments/index.ts';
import { segmentKind } from '../../../shared/segments/segment-config.ts';
import { seedCards } from '../../support/cards.ts';
import { sampleLead } from '../../support/lead-world/sample.ts';
import { leadsAmong } from '../../support/lead-world/stored-leads.ts';
import { CountWorld, listId } from '../../support/segment-count.ts';

const admin: Principal = { role: 'admin', userId: 'an' };
const marketer: Principal = { role: 'marketer', userId: 'mai' };
const secondId = SegmentId.parse('khach-lau-khong-mua');
const bought = { stage: 'customer', evidence: { ...noEvidence, purchases: { paid: 1 } } } as const;
const north = { ...sampleLead().region, provinceCode: '01', macroRegion: 'north' as const };
const exactly = (leads: number) => ({ count: leads, low: leads, high: leads });

/** Forty leads by hand, of whom thirty bought once and twenty are in a second list as well, which has sixty. */
function listsOf(): CountWorld {
  const world = new CountWorld();
  world.config.change(segmentKind, secondId, ({ id, names }) => ({ id, names, static: true as const }));
  for (let number = 0; number < 80; number += 1) {
    const isFirst = number < 40;
    const changes = { ...(number < 30 ? bought : {}), ...(number % 4 === 0 ? { region: north } : {}) };
    const leadId = world.add(changes, isFirst ? listId : secondId);
    const since = world.now.toISOString();
    if (number < 20) world.put({ leadId, segmentId: secondId, version: 1, isIn: true, since, reason: 'manual' });
  }
  seedCards(world.table, leadsAmong(world.table.all()));
  return world;
}

describe('lists by hand', () => {
  let world: CountWorld;
  beforeAll(() => {
    world = listsOf();
  });
  const compare = (a: string, b: string, principal: Principal = admin) =>
    overlapOf({ a, b }, principal, { table: world.table, config: world.config, clock: () => world.now, log: silentLog });

  it.each([
    ['mua-mot-lan', listId, [30, 40, 30]],
    [listId, 'mua-mot-lan', [40, 30, 30]],
    [listId, secondId, [40, 60, 20]],
    [secondId, listId, [60, 40, 20]],
    [secondId, 'mua-mot-lan', [60, 30, 20]],
    [listId, listId, [40, 40, 40]],
  ])('are compared lead by lead: %s with %s', async (a, b, [inA = 0, inB = 0, inBoth = 0]) => {
    const answer = { inA: exactly(inA), inB: exactly(inB), inBoth: exactly(inBoth), isExact: true };
    expect(await compare(a, b)).toMatchObject(answer);
  });

  it('are those of their regions to a manager', async () => {
    const manager: Principal = { role: 'manager', userId: 'minh', regions: ['north'] };

    expect(await compare(listId, secondId, manager)).toMatchObject({ inA: exactly(10), inB: exactly(15), inBoth: exactly(5) });
  });

  it('are told in tens to who sees no contact details, and nothing of under ten that are in both, or are not', async () => {
    expect(await compare(listId, secondId, marketer)).toMatchObject({ inA: { count: 40 }, inB: { count: 60 }, inBoth: { count: 20 } });
    expect(await compare(listId, listId, marketer)).toMatchObject({ inBoth: { count: null, low: null, high: null } });
  });

  it('are refused where they are too long to be looked through', async () => {
    const long = new CountWorld();
    for (let number = 0; number < 4_000; number += 1) long.add();
    const parts = { table: long.table, config: long.config, clock: () => long.now, log: silentLog };

    await expect(overlapOf({ a: 'mua-mot-lan', b: listId }, admin, parts)).rejects.toMatchObject({ faults: [{ path: 'b' }] });
  });
});
