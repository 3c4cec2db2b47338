import { z } from 'zod';
import { breachFields } from '../../api/rights/breach-fields.ts';
import { ExtensionReason, RefusalReason, RequestKind, RequestVia } from '../../api/rights/rights-words.ts';
import { CorruptItemError } from '../platform/errors.ts';
import { BreachId, LeadId, RightsRequestId } from '../platform/ids.ts';
import { indexAttributes, indexes, indexKeys, keys, partitionId } from '../platform/keys.ts';
import type { PutWrite, Table } from '../platform/table.ts';
import { versioned } from '../platform/versioned.ts';

/** A request of a person about their data: ids, words and moments, nothing that tells who asks. */
export const RightsRequest = z.object({
  requestId: RightsRequestId,
  version: z.number().int().positive(),
  kind: RequestKind,
  via: RequestVia,
  leadId: LeadId.nullable(),
  withProcessors: z.boolean(),
  receivedAt: z.string(),
  by: z.string(),
  /** As they were reckoned when it was noted, or extended: a calendar that changes later moves nothing. */
  acknowledgeBy: z.string(),
  answerBy: z.string(),
  acknowledgedAt: z.string().exactOptional(),
  extension: z.object({ at: z.string(), by: z.string(), reason: ExtensionReason }).exactOptional(),
  closedAt: z.string().exactOptional(),
  outcome: z.enum(['done', 'refused']).exactOptional(),
  refusal: RefusalReason.exactOptional(),
});
export type RightsRequest = z.infer<typeof RightsRequest>;

const requests = versioned<RightsRequest>({
  parse: (item) => {
    const parsed = RightsRequest.safeParse({ ...item, requestId: partitionId(item) });
    if (!parsed.success) throw new CorruptItemError('a request of a person does not have the shape this version knows');
    return parsed.data;
  },
  toItem: ({ requestId, ...request }) => ({
    ...keys.rightsRequest(requestId),
    ...indexKeys.rightsRequest(requestId, request.closedAt === undefined ? 'open' : 'closed', request.closedAt ?? request.answerBy),
    ...request,
  }),
});

export const readRequest = (table: Pick<Table, 'get'>, requestId: RightsRequestId): Promise<RightsRequest | undefined> =>
  requests.read(table, keys.rightsRequest(requestId), { consistent: true });

export const putRequest = (before: RightsRequest | null, after: RightsRequest): PutWrite => requests.put(before, after);

/** A breach of personal data, with what the form of the authority asks for. */
export const Breach = z.object({
  breachId: BreachId,
  version: z.number().int().positive(),
  detectedAt: z.string(),
  by: z.string(),
  notifiedAt: z.string().exactOptional(),
  ...breachFields,
});
export type Breach = z.infer<typeof Breach>;

const breaches = versioned<Breach>({
  parse: (item) => {
    const parsed = Breach.safeParse({ ...item, breachId: partitionId(item) });
    if (!parsed.success) throw new CorruptItemError('a breach does not have the shape this version knows');
    return parsed.data;
  },
  toItem: ({ breachId, ...breach }) => ({ ...keys.breach(breachId), ...indexKeys.breach(breachId, breach.detectedAt), ...breach }),
});

export const readBreach = (table: Pick<Table, 'get'>, breachId: BreachId): Promise<Breach | undefined> =>
  breaches.read(table, keys.breach(breachId), { consistent: true });

export const putBreach = (before: Breach | null, after: Breach): PutWrite => breaches.put(before, after);

const most = 100;

/** Lists requests: open ones, what is due first before the others; closed ones, the last one first. */
export async function listRequests(table: Pick<Table, 'query' | 'batchGet'>, state: 'open' | 'closed'): Promise<RightsRequest[]> {
  const found = await listed(table, indexKeys.rightsRequestsPartition(state), state === 'open', requests.parse);
  return found.toSorted((one, other) =>
    state === 'open' ? (one.answerBy < other.answerBy ? -1 : 1) : (one.closedAt ?? '') > (other.closedAt ?? '') ? -1 : 1,
  );
}

/** Lists breaches, the latest first. */
export async function listBreaches(table: Pick<Table, 'query' | 'batchGet'>): Promise<Breach[]> {
  const found = await listed(table, indexKeys.breachesPartition, false, breaches.parse);
  return found.toSorted((one, other) => (one.detectedAt > other.detectedAt ? -1 : 1));
}

async function listed<Found>(
  table: Pick<Table, 'query' | 'batchGet'>,
  partition: string,
  isForward: boolean,
  parse: (item: Record<string, unknown>) => Found,
): Promise<Found[]> {
  const { items } = await table.query({
    IndexName: indexes.gsi1,
    KeyConditionExpression: `${indexAttributes.gsi1.pk} = :pk`,
    ExpressionAttributeValues: { ':pk': partition },
    ScanIndexForward: isForward,
    Limit: most,
  });
  const places = items.map(({ pk, sk }) => ({ pk: String(pk), sk: String(sk) }));
  return places.length === 0 ? [] : (await table.batchGet(places)).map(parse);
}
