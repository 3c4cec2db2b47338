import { z } from 'zod';
import { recountStage, walkLeads } from '../leads/index.ts';
import { UnavailableError } from '../platform/errors.ts';
import { inTurns } from '../platform/in-turns.ts';
import { askFor, defineWork } from '../work/index.ts';
import { recountLead } from './recount-lead.ts';
import { lifecycleInForce } from './rules-in-force.ts';

/** Leads that one run looks at: where all of them move it takes some ten seconds. */
export const leadsPerSlice = 500;

/** Moves all leads up to the stages that published rules give them, newest first, slice by slice. */
export const recountStagesWork = defineWork({
  kind: 'recountStages',
  schema: z.object({
    /** Of the rules that were previewed. */
    version: z.number().int().positive(),
    /** The place where the slice before ended; null: at the newest lead. */
    before: z.string().nullable(),
  }),
  async run(request, parts) {
    const rules = await lifecycleInForce(parts.config);
    // Half a minute after a publication an instance may still have the rules before it.
    if (rules.version < request.version) throw new UnavailableError('the rules of a recount are not in force here yet');
    if (rules.version > request.version) {
      parts.log.warn('a recount ends because other rules were published since', { asked: request.version, inForce: rules.version });
      return;
    }
    let moved = 0;
    let next: string | null = null;
    for await (const page of walkLeads(parts.table, { from: null, to: null, before: request.before }, leadsPerSlice)) {
      for (const key of page.malformed) parts.log.warn('a malformed lead is left out of a recount', { key });
      const found = page.leads.filter((lead) => recountStage(lead, rules)?.isKept === false);
      const done = await inTurns(found, 8, ({ leadId }) => recountLead(leadId, rules, parts));
      moved += done.filter(Boolean).length;
      next = page.next;
    }
    parts.log.info('leads were moved by their rules', { version: request.version, before: request.before, moved, next });
    if (next !== null) await parts.queues.work.send(askFor(recountStagesWork, { ...request, before: next }));
  },
});
