import type { Objects } from '../../shared/platform/objects.ts';
import type { Queue } from '../../shared/platform/queues.ts';
import type { Table } from '../../shared/platform/table.ts';
import { killAt } from './effects.ts';

/** What a process reaches the outside with, which is killed at one of its calls and makes none after it. */
export interface Dying {
  table(table: Table): Table;
  queue(queue: Queue): Queue;
  objects(objects: Objects): Objects;
  /** Calls that were made, or died. */
  calls(): number;
}

/** A process that is killed at this point, over all its calls; null: never. */
export function dying(point: number | null): Dying {
  const faults = point === null ? {} : killAt(point);
  let number = 0;
  const during = async <Result>(what: string, run: () => Promise<Result>): Promise<Result> => {
    const call = { number: ++number, what };
    faults.before?.(call);
    const result = await run();
    faults.after?.(call);
    return result;
  };
  return {
    table: (table) => ({
      ...table,
      get: (key, options) => during('get', () => table.get(key, options)),
      batchGet: (keys, options) => during('batchGet', () => table.batchGet(keys, options)),
      query: (input) => during('query', () => table.query(input)),
      put: (input) => during('put', () => table.put(input)),
      update: (input) => during('update', () => table.update(input)),
      deleteAll: (unwanted) => during('deleteAll', () => table.deleteAll(unwanted)),
      transact: (writes) => during('transact', () => table.transact(writes)),
    }),
    queue: (queue) => ({
      send: (message, signal) => during('send', () => queue.send(message, signal)),
      sendAll: (messages) => during('sendAll', () => queue.sendAll(messages)),
    }),
    objects: (objects) => ({
      get: (key) => during('get object', () => objects.get(key)),
      sizeOf: (key) => during('size of object', () => objects.sizeOf(key)),
      put: (key, body, contentType) => during('put object', () => objects.put(key, body, contentType)),
      keysBelow: (prefix, after) => during('list objects', () => objects.keysBelow(prefix, after)),
      remove: (keys) => during('remove objects', () => objects.remove(keys)),
    }),
    calls: () => number,
  };
}

/** A table whose caller is killed at this point; null: never. */
export const dyingTable = (table: Table, point: number | null): Table => dying(point).table(table);
