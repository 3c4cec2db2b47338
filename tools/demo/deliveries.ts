import { leadSubject } from '../../shared/platform/ids.ts';
import { type Key, keys } from '../../shared/platform/keys.ts';
import type { OutgoingMessage, Queue } from '../../shared/platform/queues.ts';
import type { Table } from '../../shared/platform/table.ts';
import type { ChangedItem } from '../../shared/projecting/index.ts';
import type { NewItem } from '../../shared/publishing/index.ts';
import type { Agenda } from './agenda.ts';
import type { Change } from './watched-table.ts';

type Take = (body: unknown) => Promise<unknown>;

/** How long SQS knows a deduplication id. */
const deduplicationMs = 300_000;

/** Queues whose messages are acts of the agenda. */
export function openQueues(agenda: Agenda) {
  const takers = new Map<string, Take>();
  const known = new Map<string, number>();

  const isRepeated = (name: string, { deduplicationId }: OutgoingMessage): boolean => {
    if (deduplicationId === undefined) return false;
    const place = `${name} ${deduplicationId}`;
    const isKnown = agenda.nowMs - (known.get(place) ?? Number.NEGATIVE_INFINITY) < deduplicationMs;
    if (!isKnown) known.set(place, agenda.nowMs);
    return isKnown;
  };
  const send = (name: string, message: OutgoingMessage): void => {
    if (isRepeated(name, message)) return;
    // As a queue does: what is sent is a text, and nothing of it changes afterwards.
    const body: unknown = JSON.parse(JSON.stringify(message.body));
    agenda.at(agenda.nowMs + (message.delaySeconds ?? 0) * 1_000, () => {
      const take = takers.get(name);
      if (!take) throw new Error(`nobody takes what is sent to ${name}: ${JSON.stringify(body)}`);
      return take(body);
    });
  };
  return {
    take: (name: string, taker: Take): void => void takers.set(name, taker),
    to: (name: string): Queue => ({
      send: async (message) => send(name, message),
      sendAll: async (messages) => {
        for (const message of messages) send(name, message);
      },
    }),
  };
}

/** Has each timer run when it is due, one by one in the order in which they were set. Whoever took one away meanwhile has nothing found. */
export function timersOf(agenda: Agenda, run: (shard: string, timer: Key) => Promise<unknown>): (change: Change) => void {
  return ({ key, after }) => {
    if (!after || !keys.isTimer(after)) return;
    agenda.at(Date.parse(String(after.dueAt)), () => run(key.pk.slice(keys.timerShardPk('').length), key));
  };
}

/**
 * A table whose shard holds one timer alone. In which shard a timer lies, and where, hangs on digests of moments: a history that is dated otherwise
 * would run timers of one minute in another order.
 */
export function withOneTimer<Read extends Pick<Table, 'query'>>(table: Read, timer: Key): Read {
  const query: Table['query'] = async (input) => {
    const page = await table.query(input);
    return { ...page, items: page.items.filter(({ pk, sk }) => pk === timer.pk && sk === timer.sk) };
  };
  return { ...table, query };
}

/** Tells of changes that projectors hear of, once what made them is done. */
export function streamOf(agenda: Agenda, tell: (records: readonly ChangedItem[]) => Promise<readonly string[]>): (change: Change) => void {
  const add = inBatches(agenda, tell);
  return ({ key: { pk, sk }, before, after }) => {
    if (!isProjected(sk, before, after)) return;
    add((sequenceNumber) => ({
      sequenceNumber,
      pk,
      sk,
      change: after ? (before ? 'MODIFY' : 'INSERT') : 'REMOVE',
      changedAt: agenda.nowMs / 1_000,
      images: () => ({ before, after }),
    }));
  };
}

/** Tells of new entries of histories, once what made them is done. */
export function entriesOf(agenda: Agenda, tell: (records: readonly NewItem[]) => Promise<readonly string[]>): (change: Change) => void {
  const add = inBatches(agenda, tell);
  return ({ key: { sk }, before, after }) => {
    if (sk.startsWith(keys.timelinePrefix) && !before && after) add((sequenceNumber) => ({ sequenceNumber, item: after }));
  };
}

/** Hands on together what is added by one act. */
function inBatches<Told>(agenda: Agenda, tell: (records: readonly Told[]) => Promise<readonly string[]>) {
  const waiting: Told[] = [];
  let count = 0;
  const flush = async (): Promise<void> => {
    const failed = await tell(waiting.splice(0));
    if (failed.length > 0) throw new Error('a change could not be told of');
  };
  return (record: (sequenceNumber: string) => Told): void => {
    count += 1;
    if (waiting.length === 0) agenda.at(agenda.nowMs, flush);
    waiting.push(record(String(count)));
  };
}

/** What the filter of the stream lets through (infra/stacks/stream-filters.ts). */
function isProjected(sk: string, before: Change['before'], after: Change['after']): boolean {
  if (sk === keys.leadSk || sk === keys.profileSk) return true;
  if (sk.startsWith(keys.leadPostPrefix) || sk.startsWith(keys.timelinePrefix)) return before === undefined && after !== undefined;
  if (after === undefined) return false;
  if (sk === keys.scoreSk) return after.visitedAt !== undefined;
  if (sk.startsWith(keys.opportunityPrefix)) return after.subject !== leadSubject;
  return sk.startsWith(keys.engagementPrefix) || sk.startsWith(keys.purchasePrefix);
}
