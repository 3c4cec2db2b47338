import { z } from 'zod';
import { askForCall, type Call, type CallState, callIdFor, listCalls, putCall, readCall } from '../calls/index.ts';
import { type Clock, isoTime } from '../platform/clock.ts';
import { InvalidInputError, NotFoundError, NotPossibleNowError } from '../platform/errors.ts';
import { CallId, type WebhookId } from '../platform/ids.ts';
import type { Queue } from '../platform/queues.ts';
import { type Table, type WriteItem, writeIfAny } from '../platform/table.ts';
import { untilWritten } from '../platform/versioned.ts';
import { askFor } from '../work/index.ts';
import type { Endpoint } from './endpoint.ts';
import { EventPayload, eventCall } from './event-call.ts';
import { findEndpoint } from './keep-endpoints.ts';
import { resendRequest } from './resend-request.ts';

/** A delivery: a call with the event that it tells, as far as that can be read. */
export interface Delivery {
  readonly call: Call;
  readonly event: EventPayload | null;
}

export interface DeliveryParts {
  readonly table: Table;
  readonly clock: Clock;
}

const Kept = z.object({ event: EventPayload });

export function deliveryOf(call: Call): Delivery {
  const kept = Kept.safeParse(call.request);
  return { call, event: kept.success ? kept.data.event : null };
}

/** Lists deliveries of an endpoint, the newest first. @throws NotFoundError */
export async function listDeliveries(
  table: Pick<Table, 'get' | 'query' | 'batchGet'>,
  {
    webhookId,
    cursor,
    state,
    limit,
  }: { readonly webhookId: WebhookId; readonly cursor: string | null; readonly state: CallState | null; readonly limit: number },
): Promise<{ readonly deliveries: readonly Delivery[]; readonly next: string | null }> {
  await findEndpoint(table, webhookId);
  const { calls, next } = await listCalls(table, webhookId, { after: cursor, order: 'newestFirst', limit });
  return { deliveries: calls.filter((call) => state === null || call.state === state).map(deliveryOf), next };
}

/** Sends an endpoint a test. @throws NotFoundError; NotPossibleNowError for one that is off */
export async function pingEndpoint(
  { webhookId, name }: { readonly webhookId: WebhookId; readonly name: string },
  along: (deliveryId: CallId) => readonly WriteItem[],
  { table, clock }: DeliveryParts,
): Promise<CallId> {
  refuseOff(await findEndpoint(table, webhookId));
  const at = clock();
  const callId = callIdFor('ping', webhookId, name);
  const event = { type: 'ping', timestamp: isoTime(at), data: { webhookId } };
  await table.transact([
    askForCall(eventCall, { callId, endpoint: webhookId, request: { webhookId, event }, at, isListed: true }),
    ...along(callId),
  ]);
  return callId;
}

/**
 * Tells an endpoint of an event again, under the id that the other side knows it by. `name`: the same one makes no second delivery.
 * @throws NotFoundError; NotPossibleNowError for a delivery that still waits, or an endpoint that is off; InvalidInputError where the event is not kept
 */
export async function resendDelivery(
  { webhookId, deliveryId, name }: { readonly webhookId: WebhookId; readonly deliveryId: string; readonly name: string },
  along: (deliveryId: CallId) => readonly WriteItem[],
  parts: DeliveryParts,
): Promise<CallId> {
  refuseOff(await findEndpoint(parts.table, webhookId));
  return untilWritten(async () => {
    const before = await readCall(parts.table, CallId.parse(deliveryId));
    if (!before || before.endpoint !== webhookId || before.kind !== eventCall.kind) throw new NotFoundError('no such delivery');
    if (before.state === 'waiting') throw new NotPossibleNowError('The delivery is not over yet. Wait for its last attempt.');
    const repeated = repeatOf(before, { webhookId, name, at: parts.clock() });
    if (!repeated)
      throw new InvalidInputError('What it told is not kept any more.', [{ path: 'deliveryId', message: 'ask for the lead instead' }]);
    await parts.table.transact([...repeated.writes, ...along(repeated.callId)]);
    return repeated.callId;
  });
}

/** Has all told again that an endpoint never got of what was asked for since a moment. @throws NotFoundError; NotPossibleNowError for one that is off */
export async function resendLost(
  { webhookId, since, name }: { readonly webhookId: WebhookId; readonly since: string; readonly name: string },
  along: () => readonly WriteItem[],
  { table, clock, work }: DeliveryParts & { readonly work: Queue },
): Promise<null> {
  refuseOff(await findEndpoint(table, webhookId));
  // Asked for before it is answered: asked twice, it makes no second delivery.
  await work.send(askFor(resendRequest, { webhookId, since, until: isoTime(clock()), name, after: null }));
  await writeIfAny(table, along());
  return null;
}

/** Returns the writes by which an event is told again, and its old delivery knows it; null where the event cannot be read. */
export function repeatOf(
  before: Call,
  { webhookId, name, at }: { readonly webhookId: WebhookId; readonly name: string; readonly at: Date },
): { readonly callId: CallId; readonly writes: readonly WriteItem[] } | null {
  const { event } = deliveryOf(before);
  if (!event) return null;
  const callId = callIdFor('resend', before.callId, name);
  const repeats = before.repeats ?? before.callId;
  return {
    callId,
    writes: [
      askForCall(eventCall, { callId, endpoint: webhookId, request: { webhookId, event }, at, isListed: true, repeats }),
      putCall(before, { ...before, repeatedBy: callId, version: before.version + 1 }),
    ],
  };
}

function refuseOff({ off }: Endpoint): void {
  if (off) throw new NotPossibleNowError('The webhook is turned off. Turn it on first: {"isOn": true}.');
}
