import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type Lead, type LeadPage, walkLeads } from '../../../shared/leads/index.ts';
import { keys } from '../../../shared/platform/keys.ts';
import type { Table } from '../../../shared/platform/table.ts';
import type { PlaceSpan } from '../../../shared/platform/walk-index.ts';
import { seedCards } from '../../support/cards.ts';
import { anyLead } from '../../support/lead-world/any-lead.ts';
import { seedLeads } from '../../support/lead-world/stored-leads.ts';
import { memoryTable } from '../../support/memory-table.ts';
import { report, runs, seed } from '../../support/seeded.ts';

const order = ({ createdAt, leadId }: Pick<Lead, 'createdAt' | 'leadId'>) => `${createdAt}#${leadId}`;
const allTime: PlaceSpan = { from: null, to: null, before: null };

function tableOf(leads: readonly Lead[]) {
  const table = memoryTable();
  seedLeads(table, ...leads);
  seedCards(table, leads);
  return table;
}

async function walked(table: Table, span: PlaceSpan, limit?: number) {
  const pages: LeadPage[] = [];
  for await (const page of walkLeads(table, span, limit)) pages.push(page);
  return { leads: pages.flatMap(({ leads }) => leads.map(order)), malformed: pages.flatMap((page) => page.malformed), pages };
}

const moment = fc.option(
  fc.integer({ min: 0, max: 3_000 }).map((second) => new Date(Date.parse('2026-11-01T00:00:00Z') + second * 10)),
  { nil: null },
);

describe('walking through leads by their creation', () => {
  it('gives every lead of the span once, newest first, over all shards, whatever the parts it is walked in', async () => {
    const numRuns = runs(40, 2_000);
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(anyLead(), { selector: ({ leadId }) => leadId, maxLength: 150, size: 'max' }),
        fc.record({ from: moment, to: moment }),
        fc.integer({ min: 1, max: 120 }),
        async (leads, span, limit) => {
          const table = tableOf(leads);
          const isWithin = ({ createdAt }: Lead) =>
            (span.from === null || createdAt >= span.from.toISOString()) && (span.to === null || createdAt <= span.to.toISOString());
          const expected = leads.filter(isWithin).map(order).sort().reverse();

          const given: string[] = [];
          let before: string | null = null;
          do {
            const part = await walked(table, { ...span, before }, limit);
            expect(part.leads.length).toBeLessThanOrEqual(limit);
            given.push(...part.leads);
            before = part.pages.at(-1)?.next ?? null;
          } while (before !== null);

          expect(given).toEqual(expected);
        },
      ),
      { seed, numRuns },
    );
    report(`walking through leads: ${numRuns} tables (seed ${seed})`);
  });

  it('leaves out what is no lead, and what was erased meanwhile, and names the former', async () => {
    const [one, other, third] = fc.sample(anyLead(), { numRuns: 3, seed: 1 });
    if (!one || !other || !third) throw new Error('no leads');
    const table = tableOf([one, other, third]);
    table.seed({ ...(await table.get(keys.lead(other.leadId))), stage: 'sold' });
    const losing: Table = {
      ...table,
      async query(input) {
        const answer = await table.query(input);
        await table.deleteAll([keys.lead(third.leadId)]);
        return answer;
      },
    };

    const { leads, malformed } = await walked(losing, allTime);

    expect([leads, malformed]).toEqual([[order(one)], [keys.leadPk(other.leadId)]]);
  });
});
