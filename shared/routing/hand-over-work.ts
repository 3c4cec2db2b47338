import { walkLeads } from '../leads/index.ts';
import { inTurns } from '../platform/in-turns.ts';
import { askFor, defineWork } from '../work/index.ts';
import { handOver } from './hand-over.ts';
import { handOverRequest, handOversRequest } from './hand-over-request.ts';
import { currentRules } from './read-rules.ts';
import { marketingMove } from './rules-marketing.ts';

/** Looks at a lead of marketing that has changed. */
export const handOverWork = defineWork({
  kind: handOverRequest.kind,
  schema: handOverRequest.schema,
  run: ({ leadId }, parts) => handOver(leadId, parts),
});

/** Leads that one run looks at: where all of them move it takes some ten seconds. */
const leadsPerSlice = 500;

/** Looks at all leads of marketing after rules were published, newest first, slice by slice. */
export const lookAtMarketingWork = defineWork({
  kind: handOversRequest.kind,
  schema: handOversRequest.schema,
  async run({ before }, parts) {
    const rules = await currentRules(parts.config);
    let moved = 0;
    let next: string | null = null;
    for await (const page of walkLeads(parts.table, { from: null, to: null, before }, leadsPerSlice)) {
      for (const key of page.malformed) parts.log.warn('a malformed lead is not looked at', { key });
      // What waits without a decision is of a try that ended before it asked, and is asked for by that try's own message.
      const found = page.leads.filter((lead) => marketingMove(lead, rules) !== null);
      await inTurns(found, 8, ({ leadId }) => handOver(leadId, parts));
      moved += found.length;
      next = page.next;
    }
    parts.log.info('leads of marketing were looked at', { before, moved, next });
    if (next !== null) await parts.queues.work.send(askFor(handOversRequest, { before: next }));
  },
});
