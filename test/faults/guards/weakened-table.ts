import type { Item, Table, WriteItem } from '../../../shared/platform/table.ts';
import { unchangedSince } from '../../../shared/platform/versioned.ts';

/** Names items by their keys. */
export type Which = (key: { readonly pk: string; readonly sk: string }) => boolean;

/** What a table no longer does. */
export interface Weakness {
  /** Writes to these items happen whatever their condition says. */
  readonly ignoresConditionsOn?: Which;
  /** Versioned writes to these items lose the condition that the versioned store gives them, and no other. */
  readonly ignoresVersionsOn?: Which;
  /** Puts of these items are left out, alone or in a transaction. */
  readonly forgets?: Which;
  /** Changes an item on its way in. */
  readonly stores?: (item: Item) => Item;
  /** Changes an item on its way out. */
  readonly reads?: (item: Item) => Item;
}

interface Conditioned {
  readonly ConditionExpression?: string | undefined;
}

/** As the store spells them, of a new record and of a changed one. */
const versionConditions = new Set([null, { version: 1 }].map((before) => unchangedSince(before).ConditionExpression));

const keyOf = (item: Item | undefined) => ({ pk: String(item?.pk), sk: String(item?.sk) });

/** The same table with some of its guards switched off; the code in front of it stays as it is. */
export function weakened<Kind extends Table>(table: Kind, weakness: Weakness): Kind {
  const { ignoresConditionsOn = () => false, ignoresVersionsOn = () => false, forgets = () => false } = weakness;
  const { stores = (item) => item, reads = (item) => item } = weakness;
  const isIgnored = ({ ConditionExpression = '' }: Conditioned, target: Item | undefined): boolean =>
    ignoresConditionsOn(keyOf(target)) || (versionConditions.has(ConditionExpression) && ignoresVersionsOn(keyOf(target)));
  const unguarded = <Input extends Conditioned>(input: Input, target: Item | undefined): Input =>
    isIgnored(input, target) ? { ...input, ConditionExpression: undefined } : input;
  const changed = (write: WriteItem): WriteItem[] => {
    if ('Put' in write) {
      const { Item } = write.Put;
      if (forgets(keyOf(Item))) return [];
      return [{ Put: { ...unguarded(write.Put, Item), Item: stores(Item ?? {}) } }];
    }
    if ('Update' in write) return [{ Update: unguarded(write.Update, write.Update.Key) }];
    if ('Delete' in write) return [{ Delete: unguarded(write.Delete, write.Delete.Key) }];
    return ignoresConditionsOn(keyOf(write.ConditionCheck.Key)) ? [] : [write];
  };
  return {
    ...table,
    async get(key, options) {
      const item = await table.get(key, options);
      return item && reads(item);
    },
    batchGet: async (keys, options) => (await table.batchGet(keys, options)).map(reads),
    async query(input) {
      const { items, lastKey } = await table.query(input);
      return { items: items.map(reads), lastKey };
    },
    async put(input) {
      if (!forgets(keyOf(input.Item))) await table.put({ ...unguarded(input, input.Item), Item: stores(input.Item ?? {}) });
    },
    update: (input) => table.update(unguarded(input, input.Key)),
    async transact(writes) {
      const left = writes.flatMap(changed);
      // Where a guard was all of it, nothing is left to write; a transaction that was empty from the start is refused.
      if (left.length > 0 || writes.length === 0) await table.transact(left);
    },
  };
}
