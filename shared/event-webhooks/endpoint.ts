import { z } from 'zod';
import { CallUrl } from '../calls/url-config.ts';
import { Stage } from '../leads/index.ts';
import { CorruptItemError } from '../platform/errors.ts';
import { WebhookId } from '../platform/ids.ts';
import { keys, sortId } from '../platform/keys.ts';
import { type Item, type PutWrite, queryAll, type Table, type WriteItem } from '../platform/table.ts';
import { unchangedSince, versioned } from '../platform/versioned.ts';

/** What a lead has to be for an endpoint to hear of it; an empty list: whatever it is. */
export const EndpointFilter = z.object({
  pools: z.array(z.string()),
  products: z.array(z.string()),
  stages: z.array(Stage),
});
export type EndpointFilter = z.infer<typeof EndpointFilter>;

/** What an endpoint gets of a lead beside the event: nothing, the record without contact details, or with them. */
export const LeadShare = z.enum(['none', 'masked', 'full']);
export type LeadShare = z.infer<typeof LeadShare>;

/** Why an endpoint hears nothing: somebody turned it off, a week of deliveries was lost, or it answered that it is gone (410). */
export const OffBecause = z.enum(['person', 'failing', 'gone']);
export type OffBecause = z.infer<typeof OffBecause>;

/** A secret by which an endpoint is signed to; the secret itself follows from the number of its generation. */
const Secret = z.object({ generation: z.number().int().positive(), endsAt: z.string().nullable() });

/** An address outside that is told of events. */
export const Endpoint = z.object({
  webhookId: WebhookId,
  version: z.number().int().positive(),
  url: CallUrl,
  description: z.string(),
  /** Names of events; `*` for all of them. */
  events: z.array(z.string()),
  filter: EndpointFilter,
  lead: LeadShare.default('none'),
  /** The user who answers for the address, and hears when it is turned off. */
  owner: z.string(),
  /** The newest first; two while one is exchanged. */
  secrets: z.array(Secret),
  /** Null while it hears of events. `callId`: the delivery that turned it off. */
  off: z.object({ at: z.string(), because: OffBecause, by: z.string().nullable(), callId: z.string().nullable() }).nullable(),
  /** When a delivery was lost that none has followed which arrived; null while they arrive. */
  failingSince: z.string().nullable(),
  createdAt: z.string(),
  createdBy: z.string(),
});
export type Endpoint = z.infer<typeof Endpoint>;

const store = versioned<Endpoint>({
  parse: (item) => {
    const parsed = Endpoint.safeParse({ ...item, webhookId: sortId(item) });
    if (!parsed.success) throw new CorruptItemError('an endpoint of webhooks does not have the shape this version knows');
    return parsed.data;
  },
  toItem: ({ webhookId, ...endpoint }) => ({ ...keys.webhook(webhookId), ...endpoint }),
});

/** Reads an endpoint consistently; undefined when there is none. */
export const readEndpoint = (table: Pick<Table, 'get'>, webhookId: WebhookId): Promise<Endpoint | undefined> =>
  store.read(table, keys.webhook(webhookId), { consistent: true });

/** All endpoints. `malformed`: how many there are that this version cannot read; none of them keeps the others back. */
export interface Endpoints {
  readonly endpoints: readonly Endpoint[];
  readonly malformed: number;
}

/** Reads all endpoints, the oldest first; 0.5 RRU while there are none, 1 where it is to be consistent. */
export async function readEndpoints(table: Pick<Table, 'query'>, { isConsistent = false } = {}): Promise<Endpoints> {
  const items = await queryAll(table, {
    KeyConditionExpression: 'pk = :pk',
    ExpressionAttributeValues: { ':pk': keys.webhooksPk },
    ConsistentRead: isConsistent,
  });
  const endpoints = items.flatMap(unlessCorrupt);
  return { endpoints, malformed: items.length - endpoints.length };
}

function unlessCorrupt(item: Item): Endpoint[] {
  try {
    return [store.parse(item)];
  } catch (error) {
    if (error instanceof CorruptItemError) return [];
    throw error;
  }
}

export const putEndpoint = (before: Endpoint | null, after: Endpoint): PutWrite => store.put(before, after);

/** Returns the write that takes an endpoint away, if it is as it was read. */
export function deleteEndpoint(endpoint: Endpoint): WriteItem {
  return { Delete: { Key: keys.webhook(endpoint.webhookId), ...unchangedSince(endpoint) } };
}
