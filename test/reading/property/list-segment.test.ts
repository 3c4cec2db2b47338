import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ListLeadsQuery } from '../../../api/leads/list-leads.ts';
import { may, type Principal } from '../../../shared/access/index.ts';
import { activityAt } from '../../../shared/cards/index.ts';
import type { Lead } from '../../../shared/leads/index.ts';
import { PoolId, RepId, SegmentId } from '../../../shared/platform/ids.ts';
import type { Item } from '../../../shared/platform/table.ts';
import { listLeads } from '../../../shared/reading/index.ts';
import { putMembership } from '../../../shared/segments/membership.ts';
import { seedCards } from '../../support/cards.ts';
import { anyLead } from '../../support/lead-world/any-lead.ts';
import { seedLeads } from '../../support/lead-world/stored-leads.ts';
import { listPartsOf } from '../../support/list-parts.ts';
import { type MemoryTable, memoryTable } from '../../support/memory-table.ts';
import { report, runs, seed } from '../../support/seeded.ts';

const listId = SegmentId.parse('khach-vip');
const otherId = SegmentId.parse('mua-mot-lan');

const principals: Principal[] = [
  { role: 'admin', userId: 'admin' },
  { role: 'marketer', userId: 'marketer' },
  { role: 'manager', userId: 'south', regions: ['south'] },
  { role: 'manager', userId: 'cities', regions: ['79', '01', 'central'] },
  { role: 'leader', userId: 'leader', pools: [PoolId.parse('south')] },
  { role: 'rep', userId: 'lan', repId: RepId.parse('rep-lan') },
];
const fewFilters = fc
  .record(
    {
      owner: fc.constantFrom('rep-lan', 'rep-anh'),
      region: fc.constantFrom('south', 'north'),
      status: fc.constantFrom('active', 'retired'),
      temperature: fc.constantFrom('hot'),
      createdTo: fc.constantFrom('2026-11-01T04:00:00Z'),
      activeFrom: fc.constantFrom('2026-11-01T03:00:00Z'),
    },
    { requiredKeys: [] },
  )
  .chain((some) => fc.subarray(Object.entries(some), { maxLength: Math.min(2, Object.keys(some).length) }))
  .map((some): Record<string, string> => Object.fromEntries(some));

/** A lead, since when it is in the segment (null: it never was; gone: it left it), and whether it is in another one. */
const anyMember = fc.record({
  lead: anyLead(),
  status: fc.constantFrom('active' as const, 'disqualified' as const, 'retired' as const),
  minute: fc.option(fc.nat({ max: 60 }), { nil: null }),
  isGone: fc.boolean(),
  isInOther: fc.boolean(),
});
const since = (minute: number) => new Date(Date.parse('2026-11-20T00:00:00Z') + minute * 60_000).toISOString();

interface Known {
  readonly lead: Lead;
  readonly since: string | null;
}

function seedMember(table: MemoryTable, lead: Lead, segmentId: SegmentId, at: string, isIn: boolean): void {
  const membership = { leadId: lead.leadId, segmentId, version: 1, isIn, since: at, reason: 'manual' as const };
  table.seed(putMembership(null, membership).Put.Item as Item);
}

/** The list by a plain filter over everything. */
function expected(known: readonly Known[], principal: Principal, query: Record<string, string>): string[] {
  const { owner, region, status, temperature, createdTo, activeFrom, sort } = query;
  const byEntering = owner === undefined && sort === 'created' && principal.role !== 'rep';
  const active = ({ createdAt }: Lead) => activityAt(createdAt);
  const moment = ({ lead, since }: Known) => (byEntering ? since : sort === 'activity' ? active(lead) : lead.createdAt);
  const place = (one: Known) => `${moment(one)}#${one.lead.leadId}`;
  return known
    .filter(({ since }) => since !== null)
    .filter(({ lead }) => may(principal, 'lead.read', lead, []))
    .filter(({ lead }) => owner === undefined || lead.owner?.repId === owner)
    .filter(({ lead }) => region === undefined || lead.region.macroRegion === region)
    .filter(({ lead }) => status === undefined || lead.status === status)
    .filter(({ lead }) => temperature === undefined || lead.evidence.temperature === temperature)
    .filter(({ lead }) => createdTo === undefined || Date.parse(lead.createdAt) <= Date.parse(createdTo))
    .filter(({ lead }) => activeFrom === undefined || active(lead) >= activityAt(activeFrom))
    .sort((a, b) => (place(a) < place(b) ? 1 : -1))
    .map(({ lead }) => lead.leadId);
}

describe('paging through the leads of a segment', () => {
  it('gives each that is in it and that the caller may see once, in order, whatever the filters and the page size', async () => {
    const numRuns = runs(40, 2_000);
    let found = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(anyMember, { selector: ({ lead }) => lead.leadId, maxLength: 50, size: 'max' }),
        fc.constantFrom(...principals),
        fewFilters,
        fc.integer({ min: 1, max: 20 }),
        fc.constantFrom('created', 'activity'),
        async (members, principal, few, limit, sort) => {
          const table = memoryTable();
          const known = members.map(({ lead, status, minute, isGone, isInOther }): Known => {
            const moved = { ...lead, status };
            seedLeads(table, moved);
            seedCards(table, [moved]);
            if (minute !== null) seedMember(table, lead, listId, since(minute), !isGone);
            if (isInOther) seedMember(table, lead, otherId, since(7), true);
            return { lead: moved, since: minute === null || isGone ? null : since(minute) };
          });
          const filter = { ...few, sort, segment: listId };
          const given: string[] = [];
          let cursor: string | null = null;

          do {
            const query = ListLeadsQuery.parse({ ...filter, limit: String(limit), ...(cursor === null ? {} : { cursor }) });
            const page = await listLeads(listPartsOf(table), principal, query);
            expect(page.leads.length).toBeLessThanOrEqual(limit);
            given.push(...page.leads.map(({ leadId }) => leadId));
            cursor = page.nextCursor;
          } while (cursor !== null);

          expect(given).toEqual(expected(known, principal, filter));
          found += given.length;
        },
      ),
      { numRuns, seed },
    );
    report(`lists of a segment: ${numRuns}, ${found} leads, seed ${seed}`);
  });
});
