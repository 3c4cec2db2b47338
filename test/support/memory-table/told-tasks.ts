import { parseTimelineEntries } from '../../../shared/leads/timeline.ts';
import type { Item, WriteItem } from '../../../shared/platform/table.ts';
import { hastens } from '../../../shared/sequences/rules-asks.ts';
import { sequenceOf } from '../sequences.ts';

/** Somebody is in a sequence that goes on before the next task, whichever that is. */
const waiting = [
  sequenceOf([
    { id: 'truoc', do: 'wait', until: { before: 'task', by: 'P1D' } },
    { id: 'het', do: 'end' },
  ]),
];

const putsOf = (writes: readonly WriteItem[]): Item[] =>
  writes.flatMap((write) => ('Put' in write && write.Put.Item ? [write.Put.Item] : []));

/** Tells whether a task that is put moves when the next one of its lead is due. One that a sequence makes has runs looked at by a timer of its own. */
function movesNext(task: Item, before: Item | undefined): boolean {
  if (before === undefined && String(task.sk).startsWith('TASK#seq-')) return false;
  const [is, was] = [task, before].map((item) => (item?.status === 'open' ? item.dueAt : null));
  return is !== was;
}

/**
 * Says which entries a transaction tells that sets, moves or ends a task, where none of them has runs looked at that wait for the next task; undefined
 * where one does, or where the transaction tells nothing: then a timer has them looked at, or nobody but a test wrote the task.
 */
export function untoldTask(writes: readonly WriteItem[], stands: (item: Item) => Item | undefined): string | undefined {
  const puts = putsOf(writes);
  const isSk = (begin: string) => (item: Item) => String(item.sk).startsWith(begin);
  if (!puts.filter(isSk('TASK#')).some((task) => movesNext(task, stands(task)))) return undefined;
  const told = puts.filter(isSk('TIMELINE#')).flatMap(parseTimelineEntries);
  if (told.length === 0 || told.some(({ type, data }) => hastens({ type, data }, waiting))) return undefined;
  return [...new Set(told.map(({ type }) => type))].sort().join(', ');
}
