import { z } from 'zod';
import { SavedQuery } from '../../api/views/saved-query.ts';
import { CorruptItemError } from '../platform/errors.ts';
import type { PoolId } from '../platform/ids.ts';
import { keys } from '../platform/keys.ts';
import { beginningWith, queryAll, type Table, type WriteItem } from '../platform/table.ts';
import { unchangedSince, versioned } from '../platform/versioned.ts';

/** With whom a view lies: who keeps it for themselves, or a pool. */
export type ViewPlace = { readonly userId: string } | { readonly poolId: PoolId };

const StoredView = z.object({
  /** See `placeName`. */
  place: z.string(),
  viewId: z.string(),
  name: z.string(),
  /** As it is asked in an address, whole: another version may know other filters. */
  query: z.string(),
  /** Who saved it. */
  userId: z.string(),
  updatedAt: z.string(),
  version: z.number().int().positive(),
});
export type StoredView = z.infer<typeof StoredView>;

/** Spells a place as its partition does. */
export const placeName = (place: ViewPlace): string => ('poolId' in place ? `POOL#${place.poolId}` : `USER#${place.userId}`);

const store = versioned<StoredView>({
  parse(item) {
    const parsed = StoredView.safeParse(item);
    if (!parsed.success) throw new CorruptItemError('a saved view does not have the shape this version knows');
    return parsed.data;
  },
  toItem: (view) => ({ ...keys.view(view.place, view.viewId), ...view }),
});

/** Reads the views of a place. @throws CorruptItemError */
export async function readViews(
  table: Pick<Table, 'query'>,
  place: ViewPlace,
  { consistent = false }: { readonly consistent?: boolean } = {},
): Promise<StoredView[]> {
  const items = await queryAll(table, { ...beginningWith(keys.viewsPk(placeName(place)), keys.viewPrefix), ConsistentRead: consistent });
  return items.map(store.parse);
}

/** Returns filters as they are kept: without those that ask for nothing. */
export function packQuery(query: SavedQuery): string {
  const asked = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) if (value !== undefined) asked.set(name, value);
  return asked.toString();
}

/** Reads kept filters; null for some that only another version knows. */
export function parseQuery(packed: string): SavedQuery | null {
  return SavedQuery.safeParse(Object.fromEntries(new URLSearchParams(packed))).data ?? null;
}

/** Replaces a view that was read, or makes it. */
export const putView = (before: StoredView | null, after: StoredView): WriteItem => store.put(before, after);

/** Deletes a view as it was read. */
export const deleteView = (view: StoredView): WriteItem => ({
  Delete: { Key: keys.view(view.place, view.viewId), ...unchangedSince(view) },
});
