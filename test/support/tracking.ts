import type { EventType } from '../../api/tracking/posted-beacon.ts';
import { silentLog } from '../../shared/platform/logging.ts';
import type { Table } from '../../shared/platform/table.ts';
import { type TrackedMessage, trackVisits } from '../../shared/tracking/track-visits.ts';
import type { MemoryTable } from './memory-table.ts';
import { itemSize } from './memory-table.ts';
import { unheardQueue } from './queues.ts';

export const browserAgent =
  'Mozilla/5.0 (Linux; Android 14; SM-A546E) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Mobile Safari/537.36';

export interface EventBody {
  readonly id: string;
  readonly type: EventType;
  readonly at: string;
  readonly url: string;
  readonly [more: string]: unknown;
}

export const startMs = Date.parse('2026-11-20T03:00:00.000Z');
export const time = (seconds: number): string => new Date(startMs + seconds * 1_000).toISOString();

/** An event of the shop, some seconds after the start. */
export function event(id: string, seconds: number, more: Partial<EventBody> = {}): EventBody {
  return { id, type: 'page_view', at: time(seconds), url: 'https://shop.example.vn/san-pham', ...more };
}

/** A beacon as the tracker posts it. */
export function beaconBody(seconds: number, events: readonly unknown[], more: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    visitorId: 'visitor-1',
    sessionId: 'session-1',
    sessionStartedAt: time(0),
    sentAt: time(seconds),
    consent: true,
    ua: browserAgent,
    events,
    ...more,
  };
}

let count = 0;
/** A message that the queue took at some second. */
export function message(body: unknown, receivedSeconds = Number.NaN): TrackedMessage {
  count += 1;
  const sentAt = typeof body === 'object' && body !== null && 'sentAt' in body ? Date.parse(String(body.sentAt)) : startMs;
  return {
    messageId: `message-${count}`,
    body: typeof body === 'string' ? body : JSON.stringify(body),
    receivedAt: new Date(Number.isNaN(receivedSeconds) ? sentAt + 80 : startMs + receivedSeconds * 1_000),
  };
}

export const track = (table: Table, ...messages: readonly TrackedMessage[]): Promise<string[]> =>
  trackVisits(messages, { table, score: unheardQueue, log: silentLog });

export class Killed extends Error {}

export interface WatchedTable extends Table {
  /** Write units as DynamoDB counts them, failed conditions included. */
  writeUnits(): number;
  writeUnitsByKey(): ReadonlyMap<string, number>;
  /** Lets `calls` more calls through; the next dies before or after its effect, and all later ones die. */
  killAfter(calls: number): void;
  isKilled(): boolean;
}

/** One process' view of a table: counts what it writes and can be killed at any call. `sizes`: of the items, shared by all processes. */
export function watch(table: MemoryTable, sizes = new Map<string, number>()): WatchedTable {
  const byKey = new Map<string, number>();
  let units = 0;
  let left = Number.POSITIVE_INFINITY;
  let isKilled = false;

  const bill = (item: Record<string, unknown>) => {
    const name = `${String(item.pk)} ${String(item.sk)}`;
    const now = itemSize(item);
    const size = Math.max(now, sizes.get(name) ?? 0);
    sizes.set(name, now);
    const cost = Math.max(1, Math.ceil(size / 1_024));
    units += cost;
    byKey.set(String(item.pk), (byKey.get(String(item.pk)) ?? 0) + cost);
  };
  const living = async <Result>(run: () => Promise<Result>): Promise<Result> => {
    if (isKilled) throw new Killed();
    left -= 1;
    if (left >= 0) return await run();
    isKilled = true;
    // Every other time the effect happens and only the answer is lost.
    if (units % 2 === 0) await run();
    throw new Killed();
  };

  return {
    ...table,
    get: (key, options) => living(() => table.get(key, options)),
    batchGet: (wanted, options) => living(() => table.batchGet(wanted, options)),
    query: (input) => living(() => table.query(input)),
    put: (input) =>
      living(async () => {
        bill(input.Item ?? {});
        await table.put(input);
      }),
    putAll: (items) =>
      living(async () => {
        for (const item of items) bill(item);
        await table.putAll(items);
      }),
    writeUnits: () => units,
    writeUnitsByKey: () => byKey,
    killAfter(calls) {
      left = calls;
      isKilled = false;
    },
    isKilled: () => isKilled,
  };
}
