import { LeadId, type PoolId, SubjectId } from '../platform/ids.ts';
import { idAtPlace, indexes, indexKeys, momentOfPlace, sortId } from '../platform/keys.ts';
import type { Table } from '../platform/table.ts';
import { type Listing, walkIndex } from '../platform/walk-index.ts';

/** A subject that waits for an owner, as the index tells of it. */
export interface WaitingSubject {
  readonly leadId: LeadId;
  readonly subject: SubjectId;
  readonly since: string;
  /** Its place in the list. */
  readonly place: string;
}

/** Returns the list of what waits in some pools, with what waits longest first. */
export function byWaiting(poolIds: readonly PoolId[]): Listing {
  return { index: indexes.gsi3, partitions: poolIds.flatMap(indexKeys.waitingPartitions), order: 'oldestFirst' };
}

/** Returns the list of what floats in a pool, with what floats since latest first. */
export function byFloating(poolId: PoolId): Listing {
  return { index: indexes.gsi3, partitions: indexKeys.floatingPartitions(poolId) };
}

/** Walks through what waits in a pool, with what waits longest first. The index lags by seconds. */
export async function* walkWaiting(
  table: Table,
  poolId: PoolId,
  { after, likely }: { readonly after: string | null; readonly likely: number },
): AsyncGenerator<WaitingSubject> {
  for await (const { place, item } of walkIndex(table, byWaiting([poolId]), { from: null, to: null, before: after }, likely)) {
    yield { leadId: LeadId.parse(idAtPlace(place)), subject: SubjectId.parse(sortId(item)), since: momentOfPlace(place), place };
  }
}
