import type { DeliveryView, WebhookView } from '../../api/webhooks/webhook-view.ts';
import type { Delivery } from './deliveries.ts';
import type { Endpoint } from './endpoint.ts';

/** Shows an endpoint, without its secrets. */
export function endpointView({ off, ...endpoint }: Endpoint): WebhookView {
  return { ...endpoint, isOn: off === null, off: off && { at: off.at, because: off.because } };
}

const textIn = (data: Readonly<Record<string, unknown>> | undefined, name: string): string | null => {
  const value = data?.[name];
  return typeof value === 'string' ? value : null;
};

/** Shows a delivery: times, statuses and ids. */
export function deliveryView({ call, event }: Delivery): DeliveryView {
  const { callId, repeats, repeatedBy, state, createdAt, nextAttemptAt, attempts } = call;
  return {
    deliveryId: callId,
    messageId: repeats ?? callId,
    type: event?.type ?? null,
    eventId: textIn(event?.data, 'id'),
    leadId: textIn(event?.data, 'leadId'),
    state,
    createdAt,
    nextAttemptAt: state === 'waiting' ? nextAttemptAt : null,
    attempts: attempts.map(({ startedAt, endedAt, status, fault }) => ({ startedAt, endedAt, status, fault })),
    repeats,
    repeatedBy,
  };
}
