import { z } from 'zod';
import { TargetMetric } from '../../api/targets/target-words.ts';
import { CorruptItemError } from '../platform/errors.ts';
import { keys, partitionId } from '../platform/keys.ts';
import { queryAll, type Table, type WriteItem } from '../platform/table.ts';
import { versioned } from '../platform/versioned.ts';

/** What a rep or a pool is to reach in a month. */
export const Target = z.object({
  /** Such as 2026-11. */
  month: z.string(),
  kind: z.enum(['rep', 'pool']),
  id: z.string(),
  version: z.number().int().nonnegative(),
  goals: z.array(z.object({ metric: TargetMetric, amount: z.number().int() })),
  bands: z.array(z.object({ fromPercent: z.number().int(), names: z.object({ vi: z.string(), en: z.string() }) })),
  setBy: z.string(),
  setAt: z.string(),
});
export type Target = z.infer<typeof Target>;

const keyOf = ({ month, kind, id }: Pick<Target, 'month' | 'kind' | 'id'>) =>
  kind === 'rep' ? keys.targetOfRep(month, id) : keys.targetOfPool(month, id);

const targets = versioned<Target>({
  parse: (item) => {
    const parsed = Target.safeParse({ ...item, month: partitionId(item) });
    if (!parsed.success) throw new CorruptItemError('a target does not have the shape this version knows');
    return parsed.data;
  },
  toItem: ({ month, ...target }) => ({ ...keyOf({ month, ...target }), ...target }),
});

/** Reads what a rep or a pool is to reach; undefined: nothing was ever set. @throws CorruptItemError */
export const readTarget = (
  table: Pick<Table, 'get'>,
  { month, kind, id }: Pick<Target, 'month' | 'kind' | 'id'>,
): Promise<Target | undefined> => targets.read(table, keyOf({ month, kind, id }), { consistent: true });

/** Reads all targets of a month. @throws CorruptItemError */
export async function readTargets(table: Pick<Table, 'query'>, month: string): Promise<Target[]> {
  const items = await queryAll(table, {
    KeyConditionExpression: 'pk = :pk',
    ExpressionAttributeValues: { ':pk': keys.targetsPk(month) },
  });
  return items.map(targets.parse);
}

/** Returns the write of a target; refused when it was changed since it was read. */
export const putTarget = (before: Target | null, after: Target): WriteItem => targets.put(before, after);
