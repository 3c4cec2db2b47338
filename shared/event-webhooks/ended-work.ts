import { type Call, readCall } from '../calls/index.ts';
import { WebhookId } from '../platform/ids.ts';
import { untilWritten } from '../platform/versioned.ts';
import { askFor, defineWork } from '../work/index.ts';
import { type Endpoint, putEndpoint, readEndpoint } from './endpoint.ts';
import { deliveryEnded, goneStatus } from './event-call.ts';
import { webhookOffRequest } from './off-request.ts';
import { type DeliveryEnd, followingOf } from './rules-off.ts';

/** Notes of an endpoint that deliveries are lost, or arrive again, and turns off one that is gone or has failed for a week. */
export const webhookEndedWork = defineWork({
  kind: 'webhookEnded' satisfies typeof deliveryEnded.kind,
  schema: deliveryEnded.schema,
  async run({ callId }, { table, queues, log }) {
    const call = await readCall(table, callId);
    const end = call && endOf(call);
    if (!call || !end) return;
    const webhookId = WebhookId.parse(call.endpoint);
    const off = await untilWritten(async () => {
      const before = await readEndpoint(table, webhookId);
      if (!before) return null;
      const after = afterEnd(before, call, end);
      if (after) await table.put(putEndpoint(before, after).Put);
      return (after ?? before).off;
    });
    // Also where an earlier try ended before anybody was told; a mail is named by the moment.
    if (off?.callId !== callId) return;
    log.warn('an endpoint of webhooks is turned off', { webhookId, because: off.because });
    await queues.work.send(askFor(webhookOffRequest, { webhookId, at: off.at }));
  },
});

function endOf({ state, attempts }: Call): DeliveryEnd | null {
  const last = attempts.at(-1);
  if (state === 'waiting' || !last) return null;
  const endedAt = last.endedAt ?? last.startedAt;
  if (state === 'done') return { end: 'arrived', endedAt };
  return { end: last.status === goneStatus ? 'gone' : 'lost', endedAt };
}

/** Null where nothing changes. */
function afterEnd(before: Endpoint, { callId }: Call, end: DeliveryEnd): Endpoint | null {
  const following = followingOf(before, end);
  const version = before.version + 1;
  if (following.what === 'failing') return { ...before, failingSince: following.since, version };
  if (following.what === 'off') return { ...before, off: { at: end.endedAt, because: following.because, by: null, callId }, version };
  return null;
}
