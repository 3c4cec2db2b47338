import { addMs, daysMs, epochSeconds } from '../platform/clock.ts';
import { CorruptItemError } from '../platform/errors.ts';
import type { CallId } from '../platform/ids.ts';
import { indexKeys, keys, partitionId } from '../platform/keys.ts';
import type { Item, PutWrite, Table } from '../platform/table.ts';
import { versioned } from '../platform/versioned.ts';
import { Call } from './record.ts';

/** Longer than a call may be tried, so that its attempts can be looked up after the end. */
const keptDays = 30;

function parse(item: Item): Call {
  const parsed = Call.safeParse({
    request: null,
    answer: null,
    tells: null,
    reason: null,
    about: null,
    leadId: null,
    ...item,
    callId: partitionId(item),
  });
  if (!parsed.success) throw new CorruptItemError('a call does not have the shape this version knows');
  return parsed.data;
}

function toItem({ callId, request, answer, tells, reason, about, leadId, ...call }: Call): Item {
  const expiresAt = epochSeconds(addMs(new Date(call.createdAt), keptDays * daysMs));
  const given = Object.entries({ request, answer, tells, reason, about }).filter(([, value]) => value !== null);
  const passing = leadId === null || request === null ? {} : { leadId, ...indexKeys.passing(leadId, call.createdAt) };
  return { ...keys.call(callId), ...call, ...Object.fromEntries(given), ...passing, expiresAt };
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
