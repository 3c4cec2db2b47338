import { z } from 'zod';
import { type HeldDecision, readSubmissionAndOutcome } from '../capture/index.ts';
import { openConfigReader } from '../config/index.ts';
import { UnavailableError } from '../platform/errors.ts';
import { keys } from '../platform/keys.ts';
import { untilWritten } from '../platform/versioned.ts';
import { putDecision } from '../quarantine/index.ts';
import { askFor, defineWork, type WorkParts } from '../work/index.ts';
import { type ConnectorConfig, connectorKind } from './connector-config.ts';
import { heldDeliveries, readDelivery, waitsForMapping } from './delivery.ts';
import { beginLooks } from './look-work.ts';
import { readTold, submissionOf } from './read-told.ts';
import { type ReleaseRequest, releaseRequest } from './take-request.ts';
import { end, readingParts, settleTold, toldOf } from './take-work.ts';

/** Deliveries of one slice; each is a transaction or two. */
export const releasedPerSlice = 25;

/** Lets what waited for approved connectors, or for another mapping, go on by the mapping that was published; a slice at a time, the oldest first. */
export const releaseConnectorsWork = defineWork({
  kind: releaseRequest.kind,
  schema: releaseRequest.schema,
  async run(request, parts) {
    const connectors = await approved(request, parts);
    // Once for each publication, and before what waits: looks find what platforms did not tell.
    if (request.connectorId === null) await beginLooks(connectors, parts);
    const connector = connectors.find(({ id }) => request.connectorId === null || id >= request.connectorId);
    if (!connector) return;
    const after = connector.id === request.connectorId ? request.after : null;
    const slice = await heldDeliveries(parts.table, connector.id, { after, most: releasedPerSlice });
    const by = await publisherOf(parts);
    for (const { deliveryId } of slice) await untilWritten(() => release(deliveryId, connector, by, parts));
    if (slice.length > 0) parts.log.info('deliveries of a connector released', { connectorId: connector.id, deliveries: slice.length });
    const isMore = slice.length === releasedPerSlice;
    const next = isMore ? connector : connectors.find(({ id }) => id > connector.id);
    if (!next) return;
    const place = isMore ? (slice.at(-1)?.place ?? null) : null;
    await parts.queues.work.send(askFor(releaseRequest, { ...request, connectorId: next.id, after: place }));
  },
});

/** In the order of their ids, by the version that was published or a later one. @throws UnavailableError */
async function approved({ version }: ReleaseRequest, { table, config, clock }: WorkParts): Promise<ConnectorConfig[]> {
  const known = await config.current(connectorKind);
  const set = known.version >= version ? known : await openConfigReader(table, clock).current(connectorKind);
  if (set.version < version) throw new UnavailableError('the connectors that were published cannot be read yet');
  return [...set.documents.values()].filter(({ isApproved }) => isApproved).sort((one, other) => (one.id < other.id ? -1 : 1));
}

/** Who published the connectors, and so let in what waited. */
async function publisherOf({ table }: WorkParts): Promise<string> {
  const current = await table.get(keys.configCurrent(connectorKind.name));
  return z.object({ by: z.string().min(1) }).safeParse(current).data?.by ?? 'deployment';
}

async function release(deliveryId: string, connector: ConnectorConfig, by: string, parts: WorkParts): Promise<void> {
  const delivery = await readDelivery(parts.table, connector.id, deliveryId);
  if (!delivery || !waitsForMapping(delivery)) return;
  const told = await toldOf(delivery, connector, parts.clock());
  if (!told) return end(delivery, { state: 'failed', reason: 'unreadable' }, [], parts);
  if (delivery.submissionId === null) return settleTold(delivery, told, connector, parts);
  const ref = { channel: 'connector', sourceId: connector.id, submissionId: delivery.submissionId } as const;
  const { submission, outcome } = await readSubmissionAndOutcome(parts.table, ref);
  // Somebody decided about this one, or it was erased.
  if (!submission) return end(delivery, { state: 'ignored', reason: 'gone' }, [], parts);
  if (outcome?.kind !== 'quarantine' || outcome.decision) return end(delivery, { state: 'taken', reason: 'decided' }, [], parts);
  const reading = await readingParts(parts);
  const read = submissionOf(readTold(told, connector, reading), told, delivery, connector, { digests: parts.digests, zone: reading.zone });
  const decision: HeldDecision = { kind: 'released', by, at: parts.clock().toISOString(), formVersion: 0 };
  return end(delivery, { state: 'taken' }, putDecision(outcome, decision, read), parts);
}
