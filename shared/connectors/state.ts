import { z } from 'zod';
import { isoTime } from '../platform/clock.ts';
import type { SourceId } from '../platform/ids.ts';
import { keys } from '../platform/keys.ts';
import type { Table, WriteItem } from '../platform/table.ts';
import type { DeliveryState } from './delivery.ts';

/** How many things of each kind a connector told, and what went wrong last. */
const ConnectorState = z.object({
  taken: z.number().default(0),
  held: z.number().default(0),
  test: z.number().default(0),
  ignored: z.number().default(0),
  failed: z.number().default(0),
  refused: z.number().default(0),
  lastAt: z.string().nullable().default(null),
  lastFailure: z.object({ at: z.string(), reason: z.string() }).nullable().default(null),
});
export type ConnectorState = z.infer<typeof ConnectorState>;

/** Reads how a connector stands; of one that never told anything all is nothing. */
export async function readState(table: Pick<Table, 'get'>, connectorId: SourceId): Promise<ConnectorState> {
  return ConnectorState.safeParse((await table.get(keys.connectorState(connectorId))) ?? {}).data ?? ConnectorState.parse({});
}

/** Returns the write that counts what became of a delivery; in the transaction that says so, it counts once. */
export function countDelivery(
  connectorId: SourceId,
  {
    state,
    before,
    reason,
    at,
  }: { readonly state: DeliveryState; readonly before: DeliveryState; readonly reason: string | null; readonly at: Date },
): WriteItem {
  const isFailure = state === 'failed';
  // What was held, or failed, and is taken is so no more.
  const leaves = (before === 'held' || before === 'failed') && before !== state ? ', #before :less' : '';
  return {
    Update: {
      Key: keys.connectorState(connectorId),
      UpdateExpression: `ADD #state :one${leaves} SET lastAt = :at${isFailure ? ', lastFailure = :failure' : ''}`,
      ExpressionAttributeNames: { '#state': state, ...(leaves ? { '#before': before } : {}) },
      ExpressionAttributeValues: {
        ':one': 1,
        ':at': isoTime(at),
        ...(leaves ? { ':less': -1 } : {}),
        ...(isFailure ? { ':failure': { at: isoTime(at), reason: reason ?? 'unknown' } } : {}),
      },
    },
  };
}

/** Notes that somebody was refused: a wrong token, key or signature. */
export async function noteRefusal(table: Pick<Table, 'update'>, connectorId: SourceId, reason: string, at: Date): Promise<void> {
  await table.update({
    Key: keys.connectorState(connectorId),
    UpdateExpression: 'ADD refused :one SET lastFailure = :failure',
    ExpressionAttributeValues: { ':one': 1, ':failure': { at: isoTime(at), reason } },
  });
}
