import { clickIdsIn, readSubmissions } from '../capture/index.ts';
import { connectorKind } from '../connectors/connector-config.ts';
import { type Lead, partitionsOf, readCountedPosts, readLead } from '../leads/index.ts';
import { ConditionFailedError, type Table } from '../platform/table.ts';
import { askFor, defineWork, type WorkParts } from '../work/index.ts';
import { type Conversion, conversionsOf, putConversion } from './conversion.ts';
import { gatherSeconds, noteConversionsRequest, tellConversionsRequest } from './note-request.ts';
import { hasAgreed, stagesPassed, tellingOf } from './rules-note.ts';
import { type BroughtPost, referenceIn } from './rules-reference.ts';

/** A call holds so many at most: each is changed in the transaction that asks for the call. Meta takes a thousand, Google two thousand. */
export const mostTogether = 50;

/** Notes of a lead that came to a stage what the platforms are to be told that brought it. Safe to repeat: each stage is noted once. */
export const noteConversionsWork = defineWork({
  kind: noteConversionsRequest.kind,
  schema: noteConversionsRequest.schema,
  async run({ leadId, from, to, at }, parts) {
    const telling = tellingOf((await parts.config.current(connectorKind)).documents.values());
    if (telling.length === 0) return;
    const lead = await readLead(parts.table, leadId, { consistent: true });
    if (!lead) return;
    const passed = stagesPassed(from, to ?? lead.stage);
    const agreed = telling.filter(
      (connector) => hasAgreed(lead, connector) && passed.some((stage) => connector.conversions.stages[stage] !== undefined),
    );
    if (agreed.length === 0) return;
    const [posts, known] = await Promise.all([postsOf(lead, parts.table), conversionsOf(parts.table, lead)]);
    for (const connector of agreed) {
      const reference = referenceIn(posts, connector, at);
      if (!reference) continue;
      const wanted = passed.filter(
        (stage) =>
          connector.conversions.stages[stage] !== undefined &&
          !known.some((one) => one.connectorId === connector.id && one.stage === stage),
      );
      for (const stage of wanted) {
        const notedAt = parts.clock().toISOString();
        await noteOnce({ leadId: lead.leadId, connectorId: connector.id, stage, at, notedAt, reference, ...fresh, dueAt: notedAt }, parts);
      }
      // Also where all were noted before: whoever noted them may not have lived to ask.
      await parts.queues.work.send(askFor(tellConversionsRequest, { connectorId: connector.id }, { delaySeconds: gatherSeconds }));
    }
  },
});

const fresh = {
  state: 'waiting' as const,
  reason: null,
  callId: null,
  value: null,
  tries: 0,
  together: mostTogether,
  endedAt: null,
  version: 1,
};

async function noteOnce(conversion: Conversion, { table }: Pick<WorkParts, 'table'>): Promise<void> {
  try {
    await table.put(putConversion(null, conversion).Put);
  } catch (error) {
    if (!(error instanceof ConditionFailedError)) throw error;
  }
}

/** What somebody posted under whichever record; what was posted long ago may be gone. */
async function postsOf(lead: Lead, table: Table): Promise<BroughtPost[]> {
  const refs = await Promise.all(partitionsOf(lead).map((leadId) => readCountedPosts(table, leadId)));
  const posts = await readSubmissions(table, refs.flat());
  return posts.map((post) => ({ ...post, pageClicks: clickIdsIn(post.context.pageUrl) }));
}
