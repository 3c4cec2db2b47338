import { meets, sameValue } from './model-conditions.ts';
import { UpdateRefused, updated } from './model-updates.ts';
import { type Attributes, type Key, type RandomOperation, type Sort, type Value, type Write, wireKey } from './operations.ts';

type Item = Attributes;

/** What the model says an operation answers; the same is taken from the service's answer. */
export interface Outcome {
  error?: string;
  reasons?: string[];
  /** Items that the answer shows, in its order; sets sorted. */
  items?: (Item | undefined)[];
  lastKey?: string;
}

/** A table as the documentation describes it, in a map: the second opinion when no other service is at hand. */
export class Model {
  readonly #items = new Map<string, Item>();

  run(operation: RandomOperation): Outcome {
    switch (operation.do) {
      case 'write':
        return this.#single(operation.write, operation.returns);
      case 'transact':
        return this.#transact(operation.writes);
      case 'batch':
        return this.#batch(operation.writes);
      case 'get':
        return { items: [this.#read(operation.key)] };
      case 'transactGet':
        return repeats(operation.keys) ? { error: 'ValidationException' } : { items: operation.keys.map((key) => this.#read(key)) };
      case 'query':
        return this.#query(operation);
      case 'queryIndex': {
        const found = [...this.#items.values()].filter((item) => sameValue(item.g1, { S: operation.g1 }));
        return {
          items: found.sort(
            (left, right) => compareText(textOf(left, 'sk'), textOf(right, 'sk')) || compareText(textOf(left, 'pk'), textOf(right, 'pk')),
          ),
        };
      }
    }
  }

  #read(key: Key): Item | undefined {
    return this.#items.get(nameOf(key));
  }

  #store(key: Key, item: Item | undefined): void {
    if (item === undefined) this.#items.delete(nameOf(key));
    else this.#items.set(nameOf(key), item);
  }

  #single(write: Write, returns: 'NONE' | 'ALL_OLD' | 'ALL_NEW'): Outcome {
    const before = this.#read(write.key);
    const result = decide(write, before);
    if (result.refused !== undefined) {
      const shown = result.refused === 'ConditionalCheckFailed' && write.showOld && before !== undefined ? { items: [before] } : {};
      return { error: result.refused === 'ConditionalCheckFailed' ? 'ConditionalCheckFailedException' : 'ValidationException', ...shown };
    }
    this.#store(write.key, result.after);
    const shown = returns === 'ALL_NEW' ? result.after : returns === 'ALL_OLD' ? before : undefined;
    return shown === undefined ? {} : { items: [shown] };
  }

  #transact(writes: readonly Write[]): Outcome {
    if (repeats(writes.map((write) => write.key))) return { error: 'ValidationException' };
    const results = writes.map((write) => ({ write, before: this.#read(write.key), ...decide(write, this.#read(write.key)) }));
    if (results.some((result) => result.refused !== undefined)) {
      const shown = results.filter((result) => result.refused === 'ConditionalCheckFailed' && result.write.showOld && result.before);
      return {
        error: 'TransactionCanceledException',
        reasons: results.map((result) => result.refused ?? 'None'),
        ...(shown.length > 0 && { items: shown.map((result) => result.before) }),
      };
    }
    for (const { write, after } of results) if (write.kind !== 'ConditionCheck') this.#store(write.key, after);
    return {};
  }

  #batch(writes: readonly Write[]): Outcome {
    const results = writes.map((write) => decide(write, undefined));
    if (repeats(writes.map((write) => write.key)) || results.some((result) => result.refused !== undefined))
      return { error: 'ValidationException' };
    for (const [index, write] of writes.entries()) this.#store(write.key, results[index]?.after);
    return {};
  }

  #query({ pk, sort, limit, backwards, startAfter }: Extract<RandomOperation, { do: 'query' }>): Outcome {
    const partition = [...this.#items.values()].filter(
      (item) => textOf(item, 'pk') === pk && (sort === undefined || sorts(textOf(item, 'sk'), sort)),
    );
    const ordered = partition.sort((left, right) => compareText(textOf(left, 'sk'), textOf(right, 'sk')) * (backwards ? -1 : 1));
    const direction = backwards ? -1 : 1;
    const rest = ordered.filter((item) => startAfter === undefined || compareText(textOf(item, 'sk'), startAfter) * direction > 0);
    const page = rest.slice(0, limit);
    const last = page.at(-1);
    return { items: page, ...(limit !== undefined && page.length === limit && last && { lastKey: textOf(last, 'sk') }) };
  }
}

type Decision =
  | { refused?: undefined; after: Item | undefined }
  | { refused: 'ConditionalCheckFailed' | 'ValidationError'; after?: undefined };

function decide(write: Write, before: Item | undefined): Decision {
  // A put is looked at before its condition, an update only after.
  if (write.kind === 'Put' && hasEmptyIndexKey(write.attributes)) return { refused: 'ValidationError' };
  if (write.condition !== undefined && !meets(before ?? {}, write.condition)) return { refused: 'ConditionalCheckFailed' };
  const key = wireKey(write.key) as Attributes;
  switch (write.kind) {
    case 'Put':
      return { after: { ...key, ...normalised(write.attributes) } };
    case 'Delete':
      return { after: undefined };
    case 'ConditionCheck':
      return { after: before };
    case 'Update':
      try {
        return { after: normalised(updated(before ?? key, write.actions)) };
      } catch (error) {
        if (error instanceof UpdateRefused) return { refused: 'ValidationError' };
        throw error;
      }
  }
}

const hasEmptyIndexKey = (attributes: Attributes): boolean => sameValue(attributes.g1, { S: '' });

function normalised(attributes: Attributes): Attributes {
  return Object.fromEntries(
    Object.entries(attributes).map(([name, value]): [string, Value] => [name, 'N' in value ? { N: String(Number(value.N)) } : value]),
  );
}

function sorts(text: string, sort: Sort): boolean {
  const order = compareText(text, sort.from);
  switch (sort.by) {
    case 'begins':
      return text.startsWith(sort.from);
    case 'between':
      return order >= 0 && compareText(text, sort.to) <= 0;
    case '=':
      return order === 0;
    case '<':
      return order < 0;
    case '<=':
      return order <= 0;
    case '>':
      return order > 0;
    case '>=':
      return order >= 0;
    case '<>':
      return order !== 0;
  }
}

export function textOf(item: Item, attribute: string): string {
  const value = item[attribute];
  return value !== undefined && 'S' in value ? value.S : '';
}

const compareText = (left: string, right: string): number => Buffer.compare(Buffer.from(left), Buffer.from(right));
const nameOf = (key: Key): string => `${key.pk}/${key.sk}`;
const repeats = (keys: readonly Key[]): boolean => new Set(keys.map(nameOf)).size < keys.length;
