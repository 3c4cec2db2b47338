import { partitionsOf, type WholeLead } from '../leads/index.ts';
import { CorruptItemError } from '../platform/errors.ts';
import type { LeadId } from '../platform/ids.ts';
import { keys, partitionId } from '../platform/keys.ts';
import { beginningWith, type Item, queryAll, type Table, type WriteItem } from '../platform/table.ts';
import { LoggedCall } from './logged-call.ts';

/** What a usual call has no word for takes no room. */
const empty = { repId: null, durationMs: null, note: null, callbackAt: null, ended: [], statusBefore: null };

/** @throws CorruptItemError for an item that is no call. */
export function parseLoggedCall(item: Item): LoggedCall {
  const parsed = LoggedCall.safeParse({ ...empty, ...item, leadId: partitionId(item) });
  if (!parsed.success) throw new CorruptItemError('a call does not have the shape this version knows');
  return parsed.data;
}

/** Returns the write of a call, which never changes. */
export function putCall({ leadId, ...call }: LoggedCall): WriteItem {
  const isEmpty = (value: unknown) => value === null || (Array.isArray(value) && value.length === 0);
  // Of consent it means something that there was none.
  const said = Object.entries(call).filter(([name, value]) => name === 'consentBefore' || !isEmpty(value));
  return {
    Put: {
      Item: { ...keys.loggedCall(leadId, call.at, call.callId), ...Object.fromEntries(said) },
      ConditionExpression: 'attribute_not_exists(pk)',
    },
  };
}

/** Returns the write that takes a call back; refused when it is gone. */
export function deleteCall({ leadId, at, callId }: LoggedCall): WriteItem {
  return { Delete: { Key: keys.loggedCall(leadId, at, callId), ConditionExpression: 'attribute_exists(pk)' } };
}

/** Reads all calls that lie under the very id of a lead, as they stand now. @throws CorruptItemError */
export async function readCallsUnder(table: Pick<Table, 'query'>, leadId: LeadId): Promise<LoggedCall[]> {
  const items = await queryAll(table, { ...beginningWith(keys.leadPk(leadId), keys.loggedCallPrefix), ConsistentRead: true });
  return items.map(parseLoggedCall);
}

/** Where a call stands among those of a person. */
export const placeOfCall = ({ at, callId }: Pick<LoggedCall, 'at' | 'callId'>): string => `${at}#${callId}`;

interface CallPage {
  readonly limit: number;
  /** The place of the last one already seen. @default - from the newest */
  readonly before?: string | undefined;
  readonly consistent?: boolean;
}

/** Reads the newest calls of a lead and of those that were merged into it. @throws CorruptItemError */
export async function readCalls(table: Pick<Table, 'query'>, lead: WholeLead, page: CallPage): Promise<LoggedCall[]> {
  const found = await Promise.all(partitionsOf(lead).map((leadId) => callsUnder(table, leadId, page)));
  const newestFirst = found.flat().toSorted((one, other) => (placeOfCall(one) < placeOfCall(other) ? 1 : -1));
  return newestFirst.slice(0, page.limit);
}

async function callsUnder(
  table: Pick<Table, 'query'>,
  leadId: LeadId,
  { limit, before, consistent = false }: CallPage,
): Promise<LoggedCall[]> {
  const pk = keys.leadPk(leadId);
  const { items } = await table.query({
    ...beginningWith(pk, keys.loggedCallPrefix),
    ScanIndexForward: false,
    ConsistentRead: consistent,
    Limit: limit,
    ...(before === undefined ? {} : { ExclusiveStartKey: { pk, sk: `${keys.loggedCallPrefix}${before}` } }),
  });
  return items.map(parseLoggedCall);
}
