import { z } from 'zod';
import { CorruptItemError } from '../platform/errors.ts';
import { SegmentId } from '../platform/ids.ts';
import { keys } from '../platform/keys.ts';
import type { PutWrite, Table } from '../platform/table.ts';
import { versioned } from '../platform/versioned.ts';

/** How far all leads are held against the segments that changed with a publication. One at a time: a later publication takes over. */
const RecountState = z.object({
  version: z.number().int().nonnegative(),
  /** Of the segments that leads are held against. */
  rulesVersion: z.number().int().nonnegative(),
  /** Of the segments that all leads had been held against when it began; 0: none. */
  doneVersion: z.number().int().nonnegative(),
  /** Segments that are other than they were then, or are no more. */
  changed: z.array(SegmentId),
  /** Those of them for which things begin where a lead is moved, as their publisher confirmed. */
  starting: z.array(SegmentId),
  /** When it was asked for. */
  askedAt: z.string(),
  /** The place of the last lead that was looked at, newest first; null: none yet. */
  before: z.string().nullable(),
  isDone: z.boolean(),
  looked: z.number().int().nonnegative(),
  /** At least so many: of a part that was done twice the second count tells. */
  entered: z.number().int().nonnegative(),
  left: z.number().int().nonnegative(),
  /** Of the write alone: whoever is refused learns by it that the write was their own. */
  writeId: z.string().exactOptional(),
});
export type RecountState = z.infer<typeof RecountState>;

const store = versioned<RecountState>({
  parse: (item) => {
    const parsed = RecountState.safeParse(item);
    if (!parsed.success) throw new CorruptItemError('the state of a recount does not have the shape this version knows');
    return parsed.data;
  },
  toItem: (state) => ({ ...keys.segmentRecount, ...state }),
});

/** Reads how far the last recount is, as it stands now; null: there was none. @throws CorruptItemError */
export async function readRecount(table: Pick<Table, 'get'>): Promise<RecountState | null> {
  return (await store.read(table, keys.segmentRecount, { consistent: true })) ?? null;
}

/** Where a recount is to stand next. */
export type NextRecount = Omit<RecountState, 'version' | 'writeId'>;

/** Replaces the state that was read, or makes the first one; refused when somebody was quicker. */
export function putRecount(before: RecountState | null, after: NextRecount, writeId: string): PutWrite {
  return store.put(before, { ...after, version: (before?.version ?? 0) + 1, writeId });
}

/** The version of the segments that all leads have been held against; 0: none. */
export function heldVersion(state: RecountState | null): number {
  if (state === null) return 0;
  return state.isDone ? state.rulesVersion : state.doneVersion;
}
