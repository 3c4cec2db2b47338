import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ListLeadsQuery } from '../../../api/leads/list-leads.ts';
import { may, type Principal } from '../../../shared/access/index.ts';
import { activityAt } from '../../../shared/cards/index.ts';
import { kindOf } from '../../../shared/identity/index.ts';
import type { Lead } from '../../../shared/leads/index.ts';
import type { Opportunity } from '../../../shared/needs/index.ts';
import { InvalidInputError } from '../../../shared/platform/errors.ts';
import { PoolId, RepId } from '../../../shared/platform/ids.ts';
import { listLeads } from '../../../shared/reading/index.ts';
import { findItemsOf, wordsFit, wordsOf } from '../../../shared/search/index.ts';
import { seedCards } from '../../support/cards.ts';
import { digests } from '../../support/digests.ts';
import { anyLead } from '../../support/lead-world/any-lead.ts';
import { seedLeads } from '../../support/lead-world/stored-leads.ts';
import { listPartsOf } from '../../support/list-parts.ts';
import { memoryTable } from '../../support/memory-table.ts';
import { needOf } from '../../support/need.ts';
import { report, runs, seed } from '../../support/seeded.ts';

const principals: Principal[] = [
  { role: 'admin', userId: 'admin' },
  { role: 'manager', userId: 'south', regions: ['south'] },
  { role: 'manager', userId: 'cities', regions: ['79', '01', 'central'] },
  { role: 'leader', userId: 'leader of the south', pools: [PoolId.parse('south')] },
  { role: 'leader', userId: 'leader of all', pools: [PoolId.parse('south'), PoolId.parse('north')] },
  { role: 'rep', userId: 'lan', repId: RepId.parse('rep-lan') },
];
const needPools = ['south', 'specialists'].map((pool) => PoolId.parse(pool));
const filters = fc.record(
  {
    owner: fc.constantFrom('rep-lan', 'rep-anh'),
    region: fc.constantFrom('south', '79', 'Hà Nội'),
    q: fc.constantFrom('Hường', 'nam', 'thi huo', 'nguyễn'),
    product: fc.constantFrom('kho'),
    campaign: fc.constantFrom('thang-11'),
    stage: fc.constantFrom('lead', 'mql'),
    createdFrom: fc.constantFrom('2026-11-01T00:00:05Z'),
    createdTo: fc.constantFrom('2026-11-01T00:00:20Z'),
    temperature: fc.constantFrom('hot'),
    source: fc.constantFrom('facebook', 'contact'),
    tag: fc.constantFrom('vip'),
    kind: fc.constantFrom('b2b', 'b2c'),
    activeFrom: fc.constantFrom('2026-11-01T00:25:00Z'),
    activeTo: fc.constantFrom('2026-11-01T00:49:59Z'),
  },
  { requiredKeys: [] },
);
/** Two filters at most: more of them leave nothing to page through. */
const fewFilters = filters
  .map((all) => Object.fromEntries(Object.entries(all).slice(0, 2)))
  .chain((some) => fc.subarray(Object.entries(some)).map(Object.fromEntries));

/** Moments of the last activity by lead, to ten minutes; of others their creation. */
type Active = ReadonlyMap<string, string>;
const activeAt = (lead: Lead, active: Active) => activityAt(lead.createdAt, active.get(lead.leadId) ?? lead.createdAt);
const order = (lead: Lead) => `${lead.createdAt}#${lead.leadId}`;
const foldedIn = (text: string) => wordsOf(text).map(({ folded }) => folded);
const codes: Record<string, string> = { '79': '79', 'Hà Nội': '01' };

/** The list by a plain filter over everything. */
function expected(
  leads: readonly Lead[],
  needs: readonly Opportunity[],
  active: Active,
  principal: Principal,
  query: Record<string, string>,
): string[] {
  const { owner, region, q, product, campaign, source, stage, temperature, createdFrom, createdTo, activeFrom, activeTo, tag, kind } =
    query;
  const place = (lead: Lead) => (query.sort === 'activity' ? `${activeAt(lead, active)}#${lead.leadId}` : order(lead));
  const isLed = ({ poolId }: Opportunity) => principal.role === 'leader' && poolId !== null && principal.pools.includes(poolId);
  const subjectsOf = ({ leadId }: Lead) => needs.filter((need) => need.leadId === leadId && isLed(need)).map(({ subject }) => subject);
  return leads
    .filter((lead) => may(principal, 'lead.read', lead, subjectsOf(lead)))
    .filter((lead) => owner === undefined || lead.owner?.repId === owner)
    .filter((lead) => region === undefined || [lead.region.macroRegion, lead.region.provinceCode].includes(codes[region] ?? 'south'))
    .filter((lead) => q === undefined || wordsFit(foldedIn(q), foldedIn(lead.fullName ?? '')))
    .filter((lead) => product === undefined || lead.products.includes(product))
    .filter((lead) => campaign === undefined || lead.source.first.utm.campaign === campaign)
    .filter((lead) => stage === undefined || lead.stage === stage)
    .filter((lead) => createdFrom === undefined || Date.parse(lead.createdAt) >= Date.parse(createdFrom))
    .filter((lead) => createdTo === undefined || Date.parse(lead.createdAt) <= Date.parse(createdTo))
    .filter((lead) => temperature === undefined || lead.evidence.temperature === temperature)
    .filter((lead) => source === undefined || lead.source.first.utm.source === source || lead.source.first.sourceId === source)
    .filter((lead) => tag === undefined || lead.tags.includes(tag))
    .filter((lead) => kind === undefined || kindOf(lead) === kind)
    .filter((lead) => activeFrom === undefined || activeAt(lead, active) >= activityAt(activeFrom))
    .filter((lead) => activeTo === undefined || activeAt(lead, active) <= activityAt(activeTo))
    .sort((a, b) => (place(a) < place(b) ? 1 : -1))
    .map(({ leadId }) => leadId);
}

function tableOf(leads: readonly Lead[], active: Active = new Map(), needs: readonly Opportunity[] = []) {
  const table = memoryTable();
  seedLeads(table, ...leads);
  seedCards(table, leads, active, needs);
  for (const lead of leads) {
    table.seed(
      ...findItemsOf(
        lead,
        needs.filter(({ leadId }) => leadId === lead.leadId),
        digests,
      ),
    );
  }
  return table;
}

describe('paging through leads', () => {
  it('gives every fitting lead once, newest first, over all shards, whatever the filters and the page size', async () => {
    const numRuns = runs(30, 2_000);
    let pages = 0;
    let found = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(anyLead(), { selector: ({ leadId }) => leadId, maxLength: 60, size: 'max' }),
        fc.constantFrom(...principals),
        fewFilters,
        fc.integer({ min: 1, max: 20 }),
        fc.array(fc.integer({ min: 0, max: 60 }), { minLength: 60, maxLength: 60 }),
        fc.constantFrom('created', 'activity'),
        fc.array(fc.record({ of: fc.nat(), poolId: fc.option(fc.constantFrom(...needPools)) }), { maxLength: 30 }),
        async (leads, principal, few, limit, minutes, sort, wanted) => {
          const filter = { ...few, sort };
          const active: Active = new Map(
            leads.map(({ leadId }, index) => [
              leadId,
              new Date(Date.parse('2026-11-01T00:00:00Z') + (minutes[index] ?? 0) * 60_000).toISOString(),
            ]),
          );
          const needs = wanted.flatMap(({ of, poolId }, index) => {
            const lead = leads[of % leads.length];
            return lead ? [needOf(lead.leadId, poolId, `N${index}`)] : [];
          });
          const table = tableOf(leads, active, needs);
          const given: string[] = [];
          let cursor: string | null = null;
          do {
            const query = ListLeadsQuery.parse({ ...filter, limit: String(limit), ...(cursor === null ? {} : { cursor }) });
            const page = await listLeads(listPartsOf(table), principal, query);
            expect(page.leads.length).toBeLessThanOrEqual(limit);
            given.push(...page.leads.map(({ leadId }) => leadId));
            cursor = page.nextCursor;
            pages += 1;
            found += page.leads.length;
            expect(page.listed).toBe(given.length);
          } while (cursor !== null);
          expect(given).toEqual(expected(leads, needs, active, principal, filter));
        },
      ),
      { numRuns, seed },
    );
    report(`listings: ${numRuns}, ${pages} pages, ${found} leads, seed ${seed}`);
  });

  it('takes no cursor but one it gave', async () => {
    const numRuns = runs(100, 10_000);
    const table = tableOf(fc.sample(anyLead(), { numRuns: 20, seed }));
    const forged = fc.oneof(
      fc.string(),
      fc.constantFrom('', '0', '~', 'zzz', '0000-00-00T00:00:00.000Z#L', '2026-11-01T00:00:00.000Z#La', '1999-01-01T00:00:00.000Z#L1'),
    );
    await fc.assert(
      fc.asyncProperty(forged, async (cursor) => {
        const query = ListLeadsQuery.safeParse({ cursor, createdFrom: '2026-01-01T00:00:00Z' });
        if (!query.success) return;
        const page = listLeads(listPartsOf(table), { role: 'admin', userId: 'admin' }, query.data);
        await expect(page).rejects.toThrow(InvalidInputError);
      }),
      { numRuns, seed },
    );
    report(`forged cursors: ${numRuns}, seed ${seed}`);
  });
});
