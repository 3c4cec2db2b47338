import { addMs, daysMs, epochSeconds } from '../platform/clock.ts';
import { CorruptItemError } from '../platform/errors.ts';
import type { CallId } from '../platform/ids.ts';
import { indexAttributes, indexes, indexKeys, keys, partitionId } from '../platform/keys.ts';
import { ConditionFailedError, type Item, type PutWrite, type Table } from '../platform/table.ts';
import { versioned } from '../platform/versioned.ts';
import { Call } from './record.ts';

/** Longer than a call may be tried, so that its attempts can be looked up after the end. */
const keptDays = 30;
/** An answer that somebody was told of and did not take may tell of a person: it goes when the dead letters do that could still have it taken. */
const untakenDays = 18;

function parse(item: Item): Call {
  const parsed = Call.safeParse({
    request: null,
    answer: null,
    tells: null,
    reason: null,
    about: null,
    leadId: null,
    isListed: false,
    repeats: null,
    repeatedBy: null,
    ...item,
    callId: partitionId(item),
  });
  if (!parsed.success) throw new CorruptItemError('a call does not have the shape this version knows');
  return parsed.data;
}

function endOf({ createdAt, attempts, answer, tells }: Pick<Call, 'createdAt' | 'attempts' | 'answer' | 'tells'>): Date {
  const end = addMs(new Date(createdAt), keptDays * daysMs);
  const endedAt = attempts.at(-1)?.endedAt ?? null;
  if (answer === null || tells === null || endedAt === null) return end;
  return new Date(Math.min(end.getTime(), addMs(new Date(endedAt), untakenDays * daysMs).getTime()));
}

function toItem({ callId, request, answer, tells, reason, about, leadId, isListed, repeats, repeatedBy, ...call }: Call): Item {
  const expiresAt = epochSeconds(endOf({ ...call, answer, tells }));
  const given = Object.entries({ request, answer, tells, reason, about, repeats, repeatedBy }).filter(([, value]) => value !== null);
  // What is kept of one that has ended tells of nobody.
  const passing = leadId === null || call.state !== 'waiting' ? {} : { leadId, ...indexKeys.passing(leadId, call.createdAt) };
  const listed = isListed ? { isListed, ...indexKeys.listedCall(call.endpoint, call.createdAt, callId) } : {};
  return { ...keys.call(callId), ...call, ...Object.fromEntries(given), ...passing, ...listed, expiresAt };
}

const store = versioned({ parse, toItem, elementIds: { attempts: 'attemptId' } });

/** Reads what is known of an item of the table. @throws CorruptItemError */
export const parseCall = store.parse;

/** Reads a call consistently; undefined when it never was or has expired. */
export const readCall = (table: Pick<Table, 'get'>, callId: CallId): Promise<Call | undefined> =>
  store.read(table, keys.call(callId), { consistent: true });

/** Returns the write by which an answer goes that somebody has taken: it may tell of a person, and nobody reads it twice. */
export function forgetAnswer(call: Call): PutWrite {
  return store.put(call, { ...call, answer: null, tells: null, version: call.version + 1 });
}

/** Replaces what was read, or makes a new call; refused when somebody was quicker. */
export const putCall = (before: Call | null, after: Call): PutWrite => store.put(before, after);

/** Asks for a call that nothing else is written with; where the same was asked for before, nothing happens. */
export async function askOnce(asked: PutWrite, table: Pick<Table, 'put'>): Promise<void> {
  try {
    await table.put(asked.Put);
  } catch (error) {
    if (!(error instanceof ConditionFailedError)) throw error;
  }
}

/** A page of the calls that are listed under an endpoint. */
export interface CallPage {
  readonly calls: readonly Call[];
  /** Where the next page begins; null at the end. */
  readonly next: string | null;
}

/** Lists calls of an endpoint by when they were asked for. `after`: `next` of the page before; `since`: none that was asked for earlier. */
export async function listCalls(
  table: Pick<Table, 'query' | 'batchGet'>,
  endpoint: string,
  {
    after,
    since = '0',
    order,
    limit,
  }: { readonly after: string | null; readonly since?: string; readonly order: 'newestFirst' | 'oldestFirst'; readonly limit: number },
): Promise<CallPage> {
  const { pk, sk } = indexAttributes.gsi2;
  const isForward = order === 'oldestFirst';
  const [from, to] = isForward ? [after ?? since, '~'] : [since, after ?? '~'];
  const { items, lastKey } = await table.query({
    IndexName: indexes.gsi2,
    KeyConditionExpression: `${pk} = :endpoint AND ${sk} BETWEEN :from AND :to`,
    ExpressionAttributeValues: { ':endpoint': indexKeys.callsPartition(endpoint), ':from': from, ':to': to },
    ScanIndexForward: isForward,
    // The place that a page begins behind is read once more: a range has no open end.
    Limit: limit + (after === null ? 0 : 1),
  });
  const places = items.filter((item) => item[sk] !== after);
  const found = await table.batchGet(
    places.map((item) => ({ pk: String(item.pk), sk: String(item.sk) })),
    { consistent: true },
  );
  const byId = new Map(found.map((item) => [String(item.pk), parseCall(item)]));
  const calls = places.flatMap((item) => byId.get(String(item.pk)) ?? []);
  return { calls, next: lastKey === undefined ? null : String(places.at(-1)?.[sk] ?? after) };
}
