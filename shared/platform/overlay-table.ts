import type { Key } from './keys.ts';
import type { Item, Table, WriteItem } from './table.ts';

/**
 * Returns a table that shows what the real one would after transactions that are only remembered: for whoever foresees what several changes, one
 * after the other, would come to. Conditions are not checked, because nobody else writes here; indexes are read as they are.
 * @throws Error for what a plan never does: an update in place, a write of its own
 */
export function overlayTable(table: Pick<Table, 'name' | 'get' | 'batchGet' | 'query'>): Table {
  /** Null: deleted. */
  const changed = new Map<string, Map<string, Item | null>>();
  const changedAt = ({ pk, sk }: Key): Item | null | undefined => changed.get(pk)?.get(sk);
  const set = ({ pk, sk }: Key, item: Item | null): void => {
    const ofPartition = changed.get(pk) ?? new Map<string, Item | null>();
    changed.set(pk, ofPartition.set(sk, item));
  };
  const refuse = () => Promise.reject(new Error('nothing is written where something is only foreseen'));
  return {
    name: table.name,
    async get(key, options) {
      const known = changedAt(key);
      return known === undefined ? table.get(key, options) : (known ?? undefined);
    },
    async batchGet(keys, options) {
      const known = keys.map(changedAt).filter((item) => item !== null && item !== undefined);
      const rest = keys.filter((key) => changedAt(key) === undefined);
      return [...known, ...(rest.length === 0 ? [] : await table.batchGet(rest, options))];
    },
    async query(input) {
      const answer = await table.query(input);
      const ofPartition = changed.get(String(input.ExpressionAttributeValues?.[':pk']));
      if (!ofPartition || input.IndexName !== undefined) return answer;
      const inReach = rangeOf(input);
      const stood = answer.items.filter(({ sk }) => !ofPartition.has(String(sk)));
      const added = [...ofPartition].flatMap(([sk, item]) => (item !== null && inReach(sk) ? [item] : []));
      const items = [...stood, ...added].sort((one, other) => (String(one.sk) < String(other.sk) ? -1 : 1));
      if (input.ScanIndexForward === false) items.reverse();
      return { items: input.Limit === undefined ? items : items.slice(0, input.Limit), lastKey: answer.lastKey };
    },
    transact(items) {
      for (const item of items) apply(item, set);
      return Promise.resolve();
    },
    scan: () => {
      throw new Error('nothing is scanned where something is only foreseen');
    },
    put: refuse,
    update: refuse,
    putAll: refuse,
    deleteAll: refuse,
  };
}

function apply(item: WriteItem, set: (key: Key, item: Item | null) => void): void {
  if ('Put' in item) {
    const { Item: put = {} } = item.Put;
    set({ pk: String(put.pk), sk: String(put.sk) }, put);
  } else if ('Delete' in item) {
    const { Key: key = {} } = item.Delete;
    set({ pk: String(key.pk), sk: String(key.sk) }, null);
  }
  // Counters that are added to in place belong to what follows, and no plan reads them.
}

/** Which sort keys a query is after, in the forms that stores use. */
function rangeOf({ KeyConditionExpression: expression = '', ExpressionAttributeValues: values = {} }: Parameters<Table['query']>[0]) {
  const at = (name: string | undefined) => String(values[name ?? '']);
  const [, prefix] = /begins_with\(sk, (:\w+)\)/.exec(expression) ?? [];
  if (prefix !== undefined) return (sk: string) => sk.startsWith(at(prefix));
  const [, from, to] = /sk BETWEEN (:\w+) AND (:\w+)/.exec(expression) ?? [];
  if (from !== undefined) return (sk: string) => sk >= at(from) && sk <= at(to);
  return () => true;
}
