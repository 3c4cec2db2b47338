import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ListLeadsQuery } from '../../../api/leads/list-leads.ts';
import type { Log } from '../../../shared/platform/logging.ts';
import { silentLog } from '../../../shared/platform/logging.ts';
import { listLeads } from '../../../shared/reading/index.ts';
import { seedCards } from '../../support/cards.ts';
import { anyLead } from '../../support/lead-world/any-lead.ts';
import { itemsOfLead } from '../../support/lead-world/stored-leads.ts';
import { listPartsOf } from '../../support/list-parts.ts';
import { memoryTable } from '../../support/memory-table.ts';

describe('a malformed lead', () => {
  it('is left out of a list and told in the log, and the others are shown', async () => {
    const [broken, whole] = fc
      .sample(fc.uniqueArray(anyLead(), { selector: ({ leadId }) => leadId, minLength: 2, maxLength: 2 }), {
        numRuns: 1,
        seed: 7,
      })
      .flat();
    if (!broken || !whole) throw new Error('two leads were asked for');
    const table = memoryTable();
    for (const [lead, change] of [[broken, { nameKey: ['not a text'] }] as const, [whole, {}] as const]) {
      const [own, ...profile] = itemsOfLead(lead);
      for (const item of [{ ...own, ...change }, ...profile]) table.seed(item);
    }
    seedCards(table, [broken, whole]);
    const told: unknown[] = [];
    const log: Log = { ...silentLog, error: (_message, _error, fields) => told.push(fields) };

    const page = await listLeads(listPartsOf(table, log), { role: 'admin', userId: 'admin' }, ListLeadsQuery.parse({}));

    expect(page.leads.map(({ leadId }) => leadId)).toEqual([whole.leadId]);
    expect(told).toEqual([{ key: `LEAD#${broken.leadId}` }]);
  });
});
