import { putHeldSubmission, putNewSubmission } from '../capture/index.ts';
import { companyKind } from '../company/company-config.ts';
import { fieldKind } from '../fields/field-config.ts';
import { heldOutcome } from '../intake/index.ts';
import { addMs, daysMs, epochSeconds, minutesMs } from '../platform/clock.ts';
import { PheuError, UnavailableError } from '../platform/errors.ts';
import { keys } from '../platform/keys.ts';
import { ConditionFailedError, type WriteItem } from '../platform/table.ts';
import { untilWritten } from '../platform/versioned.ts';
import { takeOrder } from '../purchases/index.ts';
import { defineWork, type WorkParts } from '../work/index.ts';
import { type ConnectorConfig, connectorKind } from './connector-config.ts';
import type { Taken, Told } from './connector-type.ts';
import { type Delivery, putDelivery, readDelivery } from './delivery.ts';
import { deliveryDays, heldDays } from './delivery-days.ts';
import { orderOf, type ReadDelivery, type ReadToldParts, readTold, reasonsToHold, submissionOf } from './read-told.ts';
import { countDelivery } from './state.ts';
import { takeRequest } from './take-request.ts';
import { takers } from './takers.ts';

/** Takes what a connector told: as a post for intake, as an order, or as something that has to be fetched first. */
export const takeDeliveryWork = defineWork({
  kind: takeRequest.kind,
  schema: takeRequest.schema,
  run: ({ connectorId, deliveryId }, parts) => untilWritten(() => take(connectorId, deliveryId, parts)),
});

/** After that long every function knows a connector that was published: one that is not there then is gone. */
const knownAfterMs = 2 * minutesMs;

async function take(connectorId: Delivery['connectorId'], deliveryId: string, parts: WorkParts): Promise<void> {
  const delivery = await readDelivery(parts.table, connectorId, deliveryId);
  if (delivery?.state !== 'waiting') return;
  const connector = await connectorOf(delivery, parts);
  const taken = connector ? await takenOf(delivery, connector, parts.clock()) : ({ kind: 'failed', reason: 'notConfigured' } as const);
  if (!connector || taken.kind === 'failed' || taken.kind === 'ignored') {
    const reason = taken.kind === 'failed' || taken.kind === 'ignored' ? taken.reason : null;
    return end(delivery, { state: taken.kind === 'ignored' ? 'ignored' : 'failed', reason }, [], parts);
  }
  if (taken.kind === 'fetch') return end(delivery, { state: 'fetching' }, [taken.call], parts);
  if (taken.isTest || delivery.isTest) return end(delivery, { state: 'test' }, [], parts);
  return settleTold(delivery, taken.told, connector, parts);
}

/** @throws UnavailableError for a connector that this function may only not know yet */
async function connectorOf({ connectorId, receivedAt }: Delivery, { config, clock }: WorkParts): Promise<ConnectorConfig | undefined> {
  const connector = (await config.current(connectorKind)).documents.get(connectorId);
  if (!connector && clock().getTime() - Date.parse(receivedAt) < knownAfterMs)
    throw new UnavailableError('the connector of a delivery cannot be read yet');
  return connector;
}

async function takenOf(delivery: Delivery, connector: ConnectorConfig, at: Date): Promise<Taken> {
  try {
    return await takers[connector.type].take(delivery, connector, at);
  } catch (error) {
    if (error instanceof PheuError) throw error;
    // Whatever a stranger wrote is no reason to try for ever.
    return { kind: 'failed', reason: 'unreadable' };
  }
}

/** Reads what a delivery says once more; null for one of which nothing can be made. */
export async function toldOf(delivery: Delivery, connector: ConnectorConfig, at: Date): Promise<Told | null> {
  const taken = await takenOf(delivery, connector, at);
  return taken.kind === 'told' ? taken.told : null;
}

/** Reads what the rules of a delivery need. */
export async function readingParts({ config, clock }: Pick<WorkParts, 'config' | 'clock'>) {
  const [fields, companies] = await Promise.all([config.current(fieldKind), config.current(companyKind)]);
  const zone = companies.documents.get('company')?.timeZone ?? 'Asia/Ho_Chi_Minh';
  return { fields: fields.documents, zone, at: clock() };
}

/**
 * Makes a post or an order of what a platform told, or lays it by until its connector is approved. Safe to repeat: the end of the delivery and what it
 * became are one transaction. Whoever fetched what a delivery only named calls it with the delivery as it was read. @throws ConditionFailedError
 */
export async function settleTold(delivery: Delivery, told: Told, connector: ConnectorConfig, parts: WorkParts): Promise<void> {
  const reading = await readingParts(parts);
  const read = readTold(told, connector, reading);
  if (connector.kind === 'orders')
    return connector.isApproved ? settleOrder(delivery, told, connector, read, reading, parts) : hold(delivery, null, [], parts);
  const submission = submissionOf(read, told, delivery, connector, { digests: parts.digests, zone: reading.zone });
  const { submissionId } = submission;
  // What the platform told before, in other words: the first counts.
  const isKnown = (await parts.table.get(keys.submission(submission), { consistent: true })) !== undefined;
  if (isKnown) return end(delivery, { state: 'taken', reason: 'known', submissionId }, [], parts);
  // The stream tells intake of it.
  if (connector.isApproved) return end(delivery, { state: 'taken', submissionId }, [putNewSubmission(submission)], parts);
  const outcome = heldOutcome(submission, null, { reasons: ['connectorNew', ...reasonsToHold(read)], at: reading.at });
  return hold(delivery, submissionId, putHeldSubmission(submission, outcome), parts);
}

async function settleOrder(
  delivery: Delivery,
  told: Told,
  connector: ConnectorConfig,
  read: ReadDelivery,
  reading: ReadToldParts,
  parts: WorkParts,
): Promise<void> {
  const { assign, score } = parts.queues;
  try {
    const order = orderOf(read, told, connector, { ...reading, digests: parts.digests });
    // Read again by another mapping, it lacks something still.
    if (!order && delivery.state === 'failed') return;
    if (!order) return await end(delivery, { state: 'failed', reason: read.row.problem ?? 'orderWithoutId' }, [], parts);
    await takeOrder(order, { ...parts, assign, score });
  } catch (error) {
    // What is refused for good holds up nothing; what passes comes back.
    if (!(error instanceof PheuError) || error.retryable || error.status >= 500 || error instanceof ConditionFailedError) throw error;
    return end(delivery, { state: 'failed', reason: 'orderRefused' }, [], parts);
  }
  return end(delivery, { state: 'taken' }, [], parts);
}

/** Ends a delivery, counts it, and writes what it became: all or nothing. */
export async function end(
  delivery: Delivery,
  {
    state,
    reason = null,
    submissionId = delivery.submissionId,
  }: { readonly state: Delivery['state'] } & Partial<Pick<Delivery, 'reason' | 'submissionId'>>,
  along: readonly WriteItem[],
  { table, clock, log }: WorkParts,
): Promise<void> {
  const at = clock();
  const days = state === 'held' ? heldDays : deliveryDays;
  const expiresAt = epochSeconds(addMs(at, days * daysMs));
  const { connectorId, deliveryId, state: before } = delivery;
  const counted = state === 'fetching' ? [] : [countDelivery(connectorId, { state, before, reason, at })];
  await table.transact([putDelivery(delivery, { state, reason, submissionId, expiresAt }), ...counted, ...along]);
  const level = state === 'failed' ? 'warn' : 'info';
  log[level]('delivery of a connector', { connectorId, deliveryId, state, reason });
}

const hold = (delivery: Delivery, submissionId: Delivery['submissionId'], along: readonly WriteItem[], parts: WorkParts): Promise<void> =>
  end(delivery, { state: 'held', reason: 'connectorNew', submissionId }, along, parts);
