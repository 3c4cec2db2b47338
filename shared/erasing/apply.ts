import type { ErasureId } from '../platform/ids.ts';
import type { Table } from '../platform/table.ts';
import type { EraseParts } from './erase-work.ts';
import { type Erasure, listErasures, putErasure, readErasure } from './erasure.ts';

/** Reads all erasures that were carried out, the oldest first. */
export async function erasuresDone(table: Pick<Table, 'query' | 'batchGet'>): Promise<Erasure[]> {
  const found: Erasure[] = [];
  let before: string | null = null;
  do {
    const page = await listErasures(table, { limit: 100, before });
    found.push(...page.erasures);
    before = page.next;
  } while (before !== null);
  return found.filter(({ closedAt }) => closedAt !== undefined).toReversed();
}

/**
 * Carries an erasure out once more in a table that was restored to a time before it. The records are those that were named then; what was posted
 * after the first time is somebody new. The certificate keeps what went then, and when it ended; what goes now came after the end. Safe to repeat.
 * @returns how many items went now
 */
export async function applyAgain(
  done: Erasure,
  eraseAll: (erasureId: ErasureId, parts: EraseParts) => Promise<Erasure | undefined>,
  parts: EraseParts,
): Promise<number> {
  const before = await readErasure(parts.table, done.erasureId);
  const { version: _version, writeId: _writeId, place: _place, files: _files, ...known } = done;
  const late = Math.max(done.late, before?.late ?? 0);
  const again = { ...known, phase: 'held', isAgain: true, handled: 0, late } as const;
  await parts.table.put(putErasure(before ?? null, again, parts.ids.attemptId()).Put);
  const ended = await eraseAll(done.erasureId, parts);
  return (ended?.late ?? late) - late;
}
