import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ListLeadsQuery } from '../../../api/leads/list-leads.ts';
import { may, type Principal } from '../../../shared/access/index.ts';
import { CompanyConfig, companyKind } from '../../../shared/company/company-config.ts';
import type { ConfigReader, ConfigSet } from '../../../shared/config/index.ts';
import { Lead } from '../../../shared/leads/index.ts';
import { cardRegions, indexKeys } from '../../../shared/platform/keys.ts';
import type { Table } from '../../../shared/platform/table.ts';
import { listLeads } from '../../../shared/reading/index.ts';
import { provinceOf } from '../../../shared/regions/index.ts';
import { seedCards } from '../../support/cards.ts';
import { anyLead } from '../../support/lead-world/any-lead.ts';
import { createFixedConfig } from '../../support/lead-world/config.ts';
import { seedLeads } from '../../support/lead-world/stored-leads.ts';
import { listPartsOf } from '../../support/list-parts.ts';
import { memoryTable } from '../../support/memory-table.ts';
import { report, runs, seed } from '../../support/seeded.ts';

function tableOf(leads: readonly Lead[]) {
  const table = memoryTable();
  seedLeads(table, ...leads);
  seedCards(table, leads);
  return table;
}

/** A table that notes which partitions of indexes are asked. */
function watched(table: Table): { table: Table; asked: Set<string> } {
  const asked = new Set<string>();
  return {
    asked,
    table: {
      ...table,
      query(input) {
        if (input.IndexName !== undefined) asked.add(String(input.ExpressionAttributeValues?.[':pk']));
        return table.query(input);
      },
    },
  };
}

const places = ['north', 'central', 'south', '01', '48', '68', '79', '92'] as const;
const partOf = (place: string) => provinceOf(place)?.macroRegion ?? place;
const sorts = ['created', 'activity'] as const;

describe('a list of some regions', () => {
  it('asks the partitions of those regions only, and finds all that the caller may see', async () => {
    const numRuns = runs(60, 3_000);
    let partitions = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(anyLead(), { selector: ({ leadId }) => leadId, maxLength: 40, size: 'max' }),
        fc.option(fc.subarray([...places], { minLength: 1 }), { nil: null }),
        fc.option(fc.constantFrom(...places), { nil: undefined }),
        fc.constantFrom(...sorts),
        async (leads, regions, region, sort) => {
          const principal: Principal =
            regions === null ? { role: 'admin', userId: 'admin' } : { role: 'manager', userId: 'manager', regions };
          const { table, asked } = watched(tableOf(leads));

          const page = await listLeads(listPartsOf(table), principal, ListLeadsQuery.parse({ region, sort, limit: '100' }));

          const isAsked = (part: string) => region === undefined || partOf(region) === part;
          const isAllowed = (part: string) => regions === null || regions.some((one) => partOf(one) === part);
          const theirs = cardRegions.filter((part) => isAsked(part) && isAllowed(part));
          expect([...asked].sort()).toEqual(indexKeys.cardPartitions(theirs).sort());
          const inRegion = (lead: Lead) =>
            region === undefined || [lead.region.provinceCode, lead.region.macroRegion].some((one) => one === region);
          const expected = leads.filter((lead) => may(principal, 'lead.read', lead, []) && inRegion(lead));
          expect(page.leads.map(({ leadId }) => leadId).sort()).toEqual(expected.map(({ leadId }) => leadId).sort());
          partitions += asked.size;
        },
      ),
      { numRuns, seed },
    );
    report(`lists of regions: ${numRuns}, ${partitions} partitions asked, seed ${seed}`);
  });

  it.each(sorts)('finds leads of a province that the company counted elsewhere for a while, by %s', async (sort) => {
    const [template] = fc.sample(anyLead(), { numRuns: 1, seed });
    const inSouth = { provinceCode: '68', provinceName: 'Lâm Đồng', macroRegion: 'south', formerCode: null, reason: 'given', raw: null };
    const leads = [inSouth, { ...inSouth, macroRegion: provinceOf('68')?.macroRegion }].map((region, index) =>
      Lead.parse({ ...template, leadId: `L${index}`, region }),
    );
    const manager: Principal = { role: 'manager', userId: 'manager', regions: ['68'] };
    const { table, asked } = watched(tableOf(leads));

    const page = await listLeads(
      { ...listPartsOf(table), config: companyOf({}, { '68': 'south' }, {}) },
      manager,
      ListLeadsQuery.parse({ sort }),
    );

    expect(page.leads.map(({ leadId }) => leadId).sort()).toEqual(['L0', 'L1']);
    expect([...asked].sort()).toEqual(indexKeys.cardPartitions(['central', 'south']).sort());
  });
});

/** A configuration in whose versions the company counts provinces to these parts of the country. */
function companyOf(...versions: readonly Record<string, string>[]): ConfigReader {
  const config = createFixedConfig();
  const setOf = async (version: number): Promise<ConfigSet<CompanyConfig>> => {
    const set = await config.current(companyKind);
    const company = CompanyConfig.parse({ ...set.documents.get('company'), macroRegions: versions[version - 1] });
    return { ...set, version, documents: new Map([['company', company]]) };
  };
  return {
    ...config,
    current: async (kind) => (kind.name === 'company' ? ((await setOf(versions.length)) as never) : config.current(kind)),
    version: async (kind, version) => (kind.name === 'company' ? ((await setOf(version)) as never) : config.version(kind, version)),
  };
}
