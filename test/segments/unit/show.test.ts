import { expect, it } from '@jest/globals';
import { LeadView } from '../../../api/leads/lead-view.ts';
import { SegmentId } from '../../../shared/platform/ids.ts';
import { keys } from '../../../shared/platform/keys.ts';
import { readRoutes } from '../../support/lead-world/read-routes.ts';
import { sampleLead } from '../../support/lead-world/sample.ts';
import { seedLeads } from '../../support/lead-world/stored-leads.ts';
import { createWorld } from '../../support/lead-world/world.ts';

const since = '2026-11-22T03:00:00.000Z';
const lead = sampleLead();

it('shows the segments that a lead is in, and reads nothing more for it', async () => {
  const world = createWorld();
  seedLeads(world.table, lead);
  const read = readRoutes(world);
  const ask = () => read('/v1/leads/{leadId}', 'admin@example.com', { path: { leadId: lead.leadId } });
  const before = world.table.used.read;
  const alone = await ask();
  const cost = world.table.used.read - before;
  const kept = { version: 1, since, reason: 'manual' };
  for (const [id, isIn] of [
    ['khach-vip', true],
    ['mua-mot-lan', false],
    ['khong-con', true],
  ] as const) {
    world.table.seed({ ...keys.membership(lead.leadId, SegmentId.parse(id)), ...kept, isIn });
  }

  const shown = await ask();

  expect(LeadView.parse(alone.body).segments).toEqual([]);
  expect(LeadView.parse(shown.body).segments).toEqual([{ segmentId: 'khach-vip', names: { vi: 'Khách VIP', en: 'VIP customers' }, since }]);
  expect(world.table.used.read - before).toBe(2 * cost);
});
