import { z } from 'zod';
import { CallEnded, CallUrl, callIdFor, defaultWaits, defineCall } from '../calls/index.ts';
import { type CallId, WebhookId } from '../platform/ids.ts';
import { signedPost } from '../webhooks/index.ts';
import { readEndpoint } from './endpoint.ts';
import { secretOf, signingGenerations } from './secrets.ts';

/** What an endpoint is told: an event, with its ids, words and names of fields. */
export const EventPayload = z.object({ type: z.string(), timestamp: z.string(), data: z.record(z.string(), z.unknown()) });
export type EventPayload = z.infer<typeof EventPayload>;

const EventDelivery = z.object({
  webhookId: WebhookId,
  event: EventPayload,
  /** The record of the lead, as far as the endpoint may see it; it goes when the call ends, and with the lead. */
  lead: z.record(z.string(), z.unknown()).optional(),
  /** As the endpoint stands when an attempt is made. */
  target: z.object({ url: CallUrl, generations: z.array(z.number().int()), isFailing: z.boolean() }).optional(),
});

/** The work that looks at a delivery which was lost, or which arrived after others were. */
export const deliveryEnded = { kind: 'webhookEnded' as const, schema: CallEnded };

/** Nobody is there any more, and says so (RFC 9110 §15.5.11). */
export const goneStatus = 410;

/**
 * Tells an endpoint of an event. Where it is, and by which secrets it is signed to, is read at each attempt: who moves their address, or exchanges
 * a secret, gets what waits there.
 */
export const eventCall = defineCall({
  kind: 'event',
  schema: EventDelivery,
  async bringUpToDate(request, table, at) {
    const endpoint = await readEndpoint(table, request.webhookId);
    if (!endpoint || endpoint.off) return null;
    const { url, failingSince } = endpoint;
    return { ...request, target: { url, generations: signingGenerations(endpoint, at), isFailing: failingSince !== null } };
  },
  secretPlace: 'deployment',
  secretOf: () => 'webhooks',
  build: ({ webhookId, event, lead, target }, attempt, keys) => {
    if (!target) throw new TypeError('a delivery is made once its endpoint was read');
    const secrets = target.generations.flatMap((generation) => keys.split(' ').map((key) => secretOf(key, webhookId, generation)));
    return signedPost(target.url, lead === undefined ? event : { ...event, lead }, attempt, secrets);
  },
  // A receiver that is deployed anew, or stands behind a proxy that does not find it, answers anything for a while: only 410 says that it is over.
  judge: ({ status, fault }) => {
    if (status !== null) return status >= 200 && status < 300 ? 'done' : status === goneStatus ? 'refused' : 'again';
    return fault === 'withdrawn' || fault === 'malformed' || fault === 'forbiddenAddress' ? 'refused' : 'again';
  },
  waits: defaultWaits,
  // Whoever answers for the address is told when it has failed for a week; what was lost is on the list of deliveries.
  isLossTold: true,
  tells: deliveryEnded,
  isToldOf: (end, { target }) => target !== undefined && (end !== 'done' || target.isFailing),
  kept: ({ webhookId, event }) => ({ webhookId, event }),
});

/** Names the delivery of an event to an endpoint: the other side gets it as `webhook-id`, and the same one whenever it is told again. */
export const deliveryIdOf = (webhookId: WebhookId, eventId: string): CallId => callIdFor('event', webhookId, eventId);
