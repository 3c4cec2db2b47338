import type { Journey } from './journeys.ts';
import { sum } from './statistics.ts';
import { figure, table } from './table.ts';

/** What calls took, one row per function, operation and kind of key. */
function rowsOf({ calls }: Journey): Map<string, { readonly calls: number; readonly write: number; readonly read: number }> {
  const groups = Map.groupBy(calls, (call) =>
    [call.function, `${call.service} ${call.operation}${call.refused ? ' (refused)' : ''}`, call.kinds].join('|'),
  );
  return new Map(
    [...groups].map(([key, group]) => [
      key,
      { calls: group.length, write: sum(group.map(({ write }) => write)), read: sum(group.map(({ read }) => read)) },
    ]),
  );
}

/** What the calls of a journey took, one row per function, operation and kind of key. */
export function unitsTable(journey: Journey): string {
  return table(
    ['function', 'operation', 'kinds of key', 'calls', 'WRU', 'RRU'],
    [...rowsOf(journey)].map(([key, { calls, write, read }]) => [...key.split('|'), String(calls), figure(write), figure(read)]),
  );
}

/** The rows in which a journey differs from another one of its kind: what it has more, or less. */
export function differenceTable(usual: Journey, other: Journey): string {
  const [before, after] = [rowsOf(usual), rowsOf(other)];
  const keys = [...new Set([...before.keys(), ...after.keys()])];
  const none = { calls: 0, write: 0, read: 0 };
  const rows = keys.flatMap((key) => {
    const [had, has] = [before.get(key) ?? none, after.get(key) ?? none];
    const differences = [has.calls - had.calls, has.write - had.write, has.read - had.read];
    return differences.every((difference) => difference === 0) ? [] : [[...key.split('|'), ...differences.map(signed)]];
  });
  return rows.length === 0 ? 'nothing' : table(['function', 'operation', 'kinds of key', 'calls', 'WRU', 'RRU'], rows);
}

const signed = (value: number): string => (value > 0 ? `+${figure(value)}` : figure(value));
