import type { Key } from '../../../shared/platform/keys.ts';
import type { Item } from '../../../shared/platform/table.ts';
import { hastens } from '../../../shared/sequences/rules-asks.ts';
import { sequenceOf } from '../sequences.ts';

/** What a write made of an item. */
export interface Change {
  readonly key: Key;
  readonly before: Item | undefined;
  readonly image: Item | undefined;
}

const isOf = (change: Change, prefix: string) => String(change.key.sk).startsWith(prefix);

/** When a task that is open is due; undefined of one that is not. */
const standsAt = (task: Item | undefined) => (task?.status === 'open' ? task.dueAt : undefined);

const waitingFor = (before: 'appointment' | 'task') => [sequenceOf([{ id: 'cho', do: 'wait', until: { before, by: 'P1D' } }])];

/** The types of the entries that a transaction tells. */
const toldBy = (changes: readonly Change[]): string[] =>
  changes
    .filter((change) => isOf(change, 'TIMELINE#') && change.before === undefined)
    .flatMap(({ image }) => [String(image?.type), ...((image?.more ?? []) as { type: string }[]).map(({ type }) => type)]);

/** The runs of whoever is erased go with the tasks. */
const isErasure = (changes: readonly Change[]) => changes.some(({ key }) => String(key.pk).startsWith('ERASURE#'));

/** Moves of runs of sequences set the timer themselves, where one waits for tasks. */
const hasLookOfItsOwn = (changes: readonly Change[]) =>
  changes.some((change) => isOf(change, 'ENROL#') || Object(change.image?.message).kind === 'tasksMoved');

/**
 * Refuses a transaction that sets, moves or ends a task while nothing has runs of sequences looked at that wait for it: no entry
 * that does so (`hastens`), and no timer. Tests may write tasks without a word.
 * @param callers the stack of whoever asked for the transaction
 */
export function refuseUntoldTasks(changes: readonly Change[], callers: string): void {
  const moved = changes.filter((change) => isOf(change, 'TASK#') && standsAt(change.before) !== standsAt(change.image));
  const types = toldBy(changes);
  if (moved.length === 0 || isErasure(changes) || hasLookOfItsOwn(changes) || (types.length === 0 && !isOfProduct(callers))) return;
  for (const { before, image } of moved) {
    const { kind, reason } = image ?? before ?? {};
    const of = reason === 'callback' || kind === 'meeting' ? 'appointment' : 'task';
    if (types.some((type) => hastens({ type, data: {} }, waitingFor(of)))) continue;
    throw new Error(
      `A run of a sequence that waits for a task (${String(reason)}) would not hear that it was moved: no entry of ${types.join(', ') || 'none'} has it looked at. ` +
        'Name the entry in shared/sequences/rules-asks.ts, or set putTasksMovedTimer along.',
    );
  }
}

function isOfProduct(callers: string): boolean {
  const frame = callers.split('\n').find((line) => /\/(?:shared|test)\//.test(line) && !line.includes('/test/support/'));
  return frame?.includes('/shared/') ?? false;
}
