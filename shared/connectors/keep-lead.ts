import type { SourceId } from '../platform/ids.ts';
import { untilWritten } from '../platform/versioned.ts';
import type { WorkParts } from '../work/index.ts';
import type { ConnectorType } from './connector-config.ts';
import { type Delivery, fetchedType, keepArrival, putDelivery, readDelivery } from './delivery.ts';
import { arrivalOf, bytesOf, contentOf } from './platform-content.ts';
import type { PlatformLead } from './platform-lead.ts';
import { askToTake } from './take-request.ts';

/**
 * Keeps a lead that a platform was asked for, once, and has it taken: what no delivery told of is new, what one only named is filled in, and of
 * what was taken nothing changes. Safe to repeat.
 */
export async function keepLead(
  lead: PlatformLead,
  connectorId: SourceId,
  type: ConnectorType,
  parts: WorkParts,
): Promise<{ readonly isNew: boolean }> {
  const { deliveryId, isNew } = await keepArrival(parts.table, { connectorId, type }, arrivalOf({ is: 'lead', lead }), parts.clock());
  if (isNew) await parts.queues.work.send(askToTake({ connectorId, deliveryId }));
  else
    await untilWritten(async () => {
      const delivery = await readDelivery(parts.table, connectorId, deliveryId);
      if (delivery) await fillDelivery(delivery, lead, parts);
    });
  return { isNew };
}

/** Lays what a person answered into a delivery that only named them, and has it taken. @throws ConditionFailedError */
export async function fillDelivery(delivery: Delivery, lead: PlatformLead, { table, queues }: WorkParts): Promise<void> {
  const { connectorId, deliveryId, state } = delivery;
  const isNamedOnly = (state === 'fetching' || state === 'failed' || state === 'waiting') && contentOf(delivery)?.is === 'reference';
  if (isNamedOnly) {
    const change = {
      state: 'waiting' as const,
      reason: null,
      content: Uint8Array.from(bytesOf({ is: 'lead', lead })),
      contentType: fetchedType,
      isTest: lead.isTest,
    };
    await table.put(putDelivery(delivery, change).Put);
  } else if (state !== 'waiting') return;
  await queues.work.send(askToTake({ connectorId, deliveryId }));
}
