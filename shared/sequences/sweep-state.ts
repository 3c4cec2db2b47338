import { z } from 'zod';
import { CorruptItemError } from '../platform/errors.ts';
import { SequenceId } from '../platform/ids.ts';
import { keys, sortId } from '../platform/keys.ts';
import { type PutWrite, queryAll, type Table } from '../platform/table.ts';
import { versioned } from '../platform/versioned.ts';

/** How far the runs of a sequence were looked at after the last publication that changed it. */
const SweepState = z.object({
  sequenceId: SequenceId,
  /** Of this record. */
  version: z.number().int().positive(),
  /** Version of the sequences that was published. */
  publication: z.number().int().positive(),
  /** Version whose steps runs are brought to; null: they keep their own. */
  insideVersion: z.number().int().positive().nullable(),
  startedAt: z.iso.datetime(),
  /** Null while it goes on. */
  doneAt: z.iso.datetime().nullable(),
  /** The slice that comes next. */
  slice: z.number().int().nonnegative(),
  /** The message that did the slice before, and sends on; null: none was done yet. */
  doneBy: z.string().nullable(),
  /** Place of the last run that was looked at. */
  after: z.string().nullable(),
  looked: z.number().int().nonnegative(),
  /** Brought to other steps. */
  adopted: z.number().int().nonnegative(),
  /** Went on, because something was due. */
  moved: z.number().int().nonnegative(),
  /** Were due while the sequence was paused, and asked for again. */
  woken: z.number().int().nonnegative(),
  ended: z.number().int().nonnegative(),
});
export type SweepState = z.infer<typeof SweepState>;
export type NextSweep = Omit<SweepState, 'version'>;

const store = versioned<SweepState>({
  parse(item) {
    const parsed = SweepState.safeParse({ ...item, sequenceId: sortId(item) });
    if (!parsed.success) throw new CorruptItemError('the sweep of a sequence does not have the shape this version knows');
    return parsed.data;
  },
  toItem: ({ sequenceId, ...state }) => ({ ...keys.sequenceSweep(sequenceId), ...state }),
});

/** Reads how far the runs of a sequence were looked at, as it stands now; null where nothing was published that changed it. @throws CorruptItemError */
export async function readSweep(table: Pick<Table, 'get'>, sequenceId: SequenceId): Promise<SweepState | null> {
  return (await store.read(table, keys.sequenceSweep(sequenceId), { consistent: true })) ?? null;
}

/** Reads the sweeps of all sequences by their ids, by a read that may lag. @throws CorruptItemError */
export async function readSweeps(table: Pick<Table, 'query'>): Promise<ReadonlyMap<string, SweepState>> {
  const items = await queryAll(table, { KeyConditionExpression: 'pk = :pk', ExpressionAttributeValues: { ':pk': keys.sequenceSweepPk } });
  return new Map(items.map(store.parse).map((state) => [state.sequenceId, state]));
}

/** Replaces a sweep that was read, or makes the first one; refused when somebody was quicker. */
export function putSweep(before: SweepState | null, after: NextSweep): PutWrite {
  return store.put(before, { ...after, version: (before?.version ?? 0) + 1 });
}
