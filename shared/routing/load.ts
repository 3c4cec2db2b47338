import { z } from 'zod';
import { CorruptItemError } from '../platform/errors.ts';
import { RepId } from '../platform/ids.ts';
import { keys, partitionId } from '../platform/keys.ts';
import type { Table, WriteItem } from '../platform/table.ts';
import { unchangedSince } from '../platform/versioned.ts';
import { Load } from './decision.ts';

const StoredLoad = Load.extend({ version: z.number().int().positive() });
/** What a rep has in hand as it lies in the table; version 0: nothing was counted yet. */
export interface StoredLoad extends Load {
  readonly version: number;
}
export type Loads = ReadonlyMap<RepId, StoredLoad>;

/** Reads what reps have in hand; one of whom nothing was counted is left out. @throws CorruptItemError */
export async function readLoads(table: Pick<Table, 'batchGet'>, repIds: readonly RepId[]): Promise<Loads> {
  if (repIds.length === 0) return new Map();
  const items = await table.batchGet(repIds.map(keys.load), { consistent: true });
  return new Map(
    items.map((item) => {
      const read = StoredLoad.safeParse(item);
      if (!read.success) throw new CorruptItemError('the load of a rep does not have the shape this version knows');
      return [RepId.parse(partitionId(item)), read.data] as const;
    }),
  );
}

/** One more thing that a rep gets. */
export interface Taken {
  /** The version of the load that was read; 0: there was none. */
  readonly version: number;
  /** The load that the decision saw. */
  readonly seen: Load;
}

/** Returns the write that counts one more in a rep's hand. Refused when the load is another one than was read, so that no cap is passed. */
export function takeLoad(repId: RepId, { version, seen }: Taken): WriteItem {
  const condition = unchangedSince(version > 0 ? { version } : null);
  return {
    Update: {
      Key: keys.load(repId),
      UpdateExpression: 'SET #day = :day, #count = :count ADD #open :open, version :one',
      ExpressionAttributeNames: { '#day': 'day', '#count': 'count', '#open': 'open' },
      ...condition,
      ExpressionAttributeValues: {
        ...condition.ExpressionAttributeValues,
        ':day': seen.day,
        ':count': seen.count + 1,
        ':open': 1,
        ':one': 1,
      },
    },
  };
}

/** Returns the write that counts one less in a rep's hand. */
export function releaseLoad(repId: RepId): WriteItem {
  return {
    Update: {
      Key: keys.load(repId),
      UpdateExpression: 'ADD #open :open, version :one',
      ConditionExpression: 'attribute_exists(pk)',
      ExpressionAttributeNames: { '#open': 'open' },
      ExpressionAttributeValues: { ':open': -1, ':one': 1 },
    },
  };
}

/** Makes one write of several that count in one rep's hand: a transaction writes no item twice. */
export function eachLoadOnce(writes: readonly WriteItem[]): WriteItem[] {
  const merged = new Map<string, WriteItem>();
  for (const [place, write] of writes.entries()) {
    const known = isLoad(write) ? `${write.Update.Key?.pk}` : `${place}`;
    const before = merged.get(known);
    merged.set(known, before && isLoad(before) && isLoad(write) ? together(before, write) : write);
  }
  return [...merged.values()];
}

type UpdateWrite = Extract<WriteItem, { readonly Update: unknown }>;

function isLoad(write: WriteItem): write is UpdateWrite {
  return 'Update' in write && keys.isLoad(write.Update.Key);
}

/** What was taken later saw what was taken before; a release says nothing of the day and has no version to hold. */
function together(one: UpdateWrite, other: UpdateWrite): UpdateWrite {
  const last = isTaking(other) || !isTaking(one) ? other : one;
  const open = [one, other].reduce((sum, { Update }) => sum + Number(Update.ExpressionAttributeValues?.[':open']), 0);
  return { Update: { ...last.Update, ExpressionAttributeValues: { ...last.Update.ExpressionAttributeValues, ':open': open } } };
}

const isTaking = ({ Update }: UpdateWrite) => Update.ExpressionAttributeValues?.[':day'] !== undefined;
