import type { Key } from '../../../shared/platform/keys.ts';
import { ConditionFailedError, type Item, type WriteItem } from '../../../shared/platform/table.ts';
import { parseCondition } from './expressions/conditions.ts';
import { ValidationError } from './expressions/reader.ts';
import { parseUpdate } from './expressions/updates.ts';
import { isTooLarge, writeUnits } from './item-size.ts';
import { type Items, keyOf, placeOf } from './items.ts';
import type { Change } from './told-tasks.ts';
import { copyOf } from './values.ts';

interface Plan {
  readonly key: Key;
  readonly input: {
    readonly ConditionExpression?: string | undefined;
    readonly ReturnValuesOnConditionCheckFailure?: string | undefined;
    readonly ExpressionAttributeNames?: Record<string, string> | undefined;
    readonly ExpressionAttributeValues?: Record<string, unknown> | undefined;
  };
  readonly after: (before: Item | undefined) => Item | undefined;
}

function planOf(write: WriteItem): Plan {
  if ('Put' in write) {
    const item = copyOf(write.Put.Item ?? {});
    return { key: keyOf(item), input: write.Put, after: () => item };
  }
  if ('Update' in write) {
    const key = keyOf(write.Update.Key ?? {});
    const update = parseUpdate(write.Update.UpdateExpression ?? '', write.Update);
    return { key, input: write.Update, after: (before) => update(before ?? { ...key }) };
  }
  if ('Delete' in write) return { key: keyOf(write.Delete.Key ?? {}), input: write.Delete, after: () => undefined };
  return { key: keyOf(write.ConditionCheck.Key ?? {}), input: write.ConditionCheck, after: (before) => before };
}

/**
 * Does all of the writes or none of them.
 * `bill` hears of the units in any case: the service bills a write whose condition failed, too.
 * @returns what became of the items
 */
export function commit(items: Items, writes: readonly WriteItem[], factor: 1 | 2, bill: (units: number) => void): readonly Change[] {
  const plans = writes.map((write) => {
    const plan = planOf(write);
    const before = items.at(plan.key);
    return { ...plan, before, isMet: parseCondition(plan.input.ConditionExpression, plan.input)(before ?? {}) };
  });
  if (new Set(plans.map(({ key }) => placeOf(key))).size < plans.length) throw new ValidationError('an item twice');

  const failed = plans.flatMap(({ isMet }, index) => (isMet ? [] : [index]));
  if (failed.length > 0) {
    for (const { before } of plans) bill(writeUnits(before, before, factor));
    const oldItems = plans.flatMap(({ isMet, before, input }, index): [number, Item][] =>
      !isMet && before && input.ReturnValuesOnConditionCheckFailure === 'ALL_OLD' ? [[index, copyOf(before)]] : [],
    );
    throw new ConditionFailedError(failed, new Map(oldItems));
  }

  // Every image is made before the first is stored: an update that cannot be calculated leaves nothing behind.
  const changes = plans.map((plan) => ({ ...plan, image: plan.after(plan.before) }));
  if (changes.some(({ before, image }) => image !== undefined && image !== before && isTooLarge(image)))
    throw new ValidationError('Item size has exceeded the maximum allowed size');
  for (const { key, before, image } of changes) {
    bill(writeUnits(before, image, factor));
    if (image === undefined) items.remove(key);
    else if (image !== before) items.put(image);
  }
  return changes;
}
