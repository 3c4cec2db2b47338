import { type CardRow, walkCards } from '../cards/index.ts';
import { readCompany } from '../company/index.ts';
import { beginErasure, byRule } from '../erasing/index.ts';
import { readLeads } from '../leads/index.ts';
import { indexes, indexKeys, momentOfPlace } from '../platform/keys.ts';
import { askFor, defineWork } from '../work/index.ts';
import { expirePostsRequest, putRetentionNight, retentionRequest } from './retention-request.ts';
import { isOutdated, latestCutOff } from './rules-outdated.ts';

/** Cards that one run looks at; each of them may begin an erasure, which is some writes now and some seconds of work later. */
export const outdatedPerSlice = 100;

const byActivity = {
  index: indexes.gsi2,
  partitions: [...indexKeys.cardPartitions(), ...indexKeys.retiredPartitions()],
  order: 'oldestFirst',
} as const;

/** Erases, each night, whom the company keeps no longer, slice by slice, and sets the next night. */
export const eraseOutdatedWork = defineWork({
  kind: 'eraseOutdated' satisfies typeof retentionRequest.kind,
  schema: retentionRequest.schema,
  async run({ night, after }, parts) {
    const { table, clock, ids, queues, log } = parts;
    // Before anything is erased: whatever happens to this night, there is another.
    if (after === null) await table.put(putRetentionNight(clock()).Put);
    const { retention = {} } = await readCompany(parts.config);
    const isPosts = retention.heldPostsAfterDays !== undefined || retention.refusedPostsAfterDays !== undefined;
    if (after === null && isPosts) await queues.work.send(askFor(expirePostsRequest, { night, partition: 0 }));
    const now = new Date(night);
    const until = latestCutOff(retention, now);
    if (until === null) return;
    const rows: CardRow[] = [];
    for await (const row of walkCards(table, byActivity, { from: null, to: until, before: after }, outdatedPerSlice)) {
      rows.push(row);
      if (rows.length === outdatedPerSlice) break;
    }
    const onMalformed = (_error: unknown, key: string) => log.warn('a malformed lead is not looked at', { key });
    const leads = await readLeads(
      table,
      rows.map(({ leadId }) => leadId),
      { consistent: true, onMalformed },
    );
    let begun = 0;
    for (const { leadId, place } of rows) {
      const lead = leads.get(leadId);
      if (!lead || lead.leadId !== leadId || !isOutdated(lead, momentOfPlace(place), retention, now)) continue;
      await beginErasure({ leadId, reason: 'purposeOver', reference: null, by: byRule }, () => [], {
        table,
        clock,
        ids,
        work: queues.work,
      });
      begun += 1;
    }
    const next = rows.length < outdatedPerSlice ? null : (rows.at(-1)?.place ?? null);
    log.info('outdated leads are erased', { night, looked: rows.length, begun, next });
    if (next !== null) await queues.work.send(askFor(retentionRequest, { night, after: next }));
  },
});
