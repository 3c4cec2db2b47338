import type { Action, Attributes, Comparator, Condition, Key, RandomOperation, Sort, Value, Write } from './operations.ts';

/** A random source that gives the same numbers for the same seed (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const partitions = ['P1', 'P2', 'P3'];
const sorts = ['A', 'A#1', 'A#2', 'B', 'ă', 'é#1', 'z'];
const comparators: Comparator[] = ['=', '<>', '<', '<=', '>', '>='];
const words = ['', 'a', 'ab', 'b', 'Đà Nẵng', 'z'];

/** Makes operations over few items, so that they meet each other often. */
export class Generator {
  readonly #random: () => number;

  constructor(seed: number) {
    this.#random = randomFrom(seed);
  }

  operation(): RandomOperation {
    const dice = this.#random();
    if (dice < 0.4) return this.#single();
    if (dice < 0.62) return { do: 'transact', writes: this.#times(1, 4, () => this.#write()) };
    if (dice < 0.67) return { do: 'batch', writes: this.#times(1, 4, () => this.#batchWrite()) };
    if (dice < 0.77) return { do: 'get', key: this.#key() };
    if (dice < 0.82) return { do: 'transactGet', keys: this.#times(1, 3, () => this.#key()) };
    return dice < 0.95 ? this.#query() : { do: 'queryIndex', g1: this.#pick(['x', 'y']) };
  }

  #single(): RandomOperation {
    const write = this.#write();
    if (write.kind === 'ConditionCheck') return { do: 'get', key: write.key };
    const returns = this.#pick(write.kind === 'Update' ? (['NONE', 'ALL_OLD', 'ALL_NEW'] as const) : (['NONE', 'ALL_OLD'] as const));
    return { do: 'write', write, returns };
  }

  #write(): Write {
    const dice = this.#random();
    const common = { key: this.#key(), showOld: this.#chance(0.5) };
    const condition = this.#condition(2);
    if (dice < 0.1) return { kind: 'ConditionCheck', ...common, condition };
    const maybe = this.#chance(0.5) ? { condition } : {};
    if (dice < 0.4) return { kind: 'Put', ...common, ...maybe, attributes: this.#attributes() };
    if (dice < 0.85) return { kind: 'Update', ...common, ...maybe, actions: this.#actions() };
    return { kind: 'Delete', ...common, ...maybe };
  }

  #batchWrite(): Extract<Write, { kind: 'Put' | 'Delete' }> {
    const common = { key: this.#key(), showOld: false };
    return this.#chance(0.6) ? { kind: 'Put', ...common, attributes: this.#attributes() } : { kind: 'Delete', ...common };
  }

  #query(): RandomOperation {
    const sort = this.#chance(0.6) ? { sort: this.#sort() } : {};
    const limit = this.#chance(0.5) ? { limit: this.#whole(1, 4) } : {};
    const startAfter = sort.sort === undefined && this.#chance(0.3) ? { startAfter: this.#pick(sorts) } : {};
    return { do: 'query', pk: this.#pick(partitions), backwards: this.#chance(0.4), ...sort, ...limit, ...startAfter };
  }

  #sort(): Sort {
    const from = this.#pick(sorts);
    const by = this.#pick(['=', '<', '<=', '>', '>=', 'begins', 'between'] as const);
    if (by !== 'between') return { by, from };
    const to = this.#pick(sorts);
    return Buffer.compare(Buffer.from(from), Buffer.from(to)) <= 0 ? { by, from, to } : { by, from: to, to: from };
  }

  #condition(depth: number): Condition {
    const dice = this.#random();
    if (depth > 0 && dice < 0.15)
      return { test: this.#pick(['and', 'or'] as const), parts: [this.#condition(depth - 1), this.#condition(depth - 1)] };
    if (depth > 0 && dice < 0.22) return { test: 'not', part: this.#condition(depth - 1) };
    const attribute = this.#pick(['n', 's', 'l', 'm', 'tags', 'g1']);
    if (dice < 0.35) return { test: 'exists', attribute: this.#pick(['pk', attribute]) };
    if (dice < 0.5) return { test: 'missing', attribute: this.#pick(['pk', attribute]) };
    if (dice < 0.6) return { test: 'size', attribute, comparator: this.#pick(comparators), length: this.#whole(0, 3) };
    if (dice < 0.67) return { test: 'begins', attribute, value: { S: this.#pick(words.slice(1)) } };
    if (dice < 0.75)
      return { test: 'contains', attribute, value: this.#pick([{ S: this.#pick(words.slice(1)) }, { N: String(this.#whole(0, 3)) }]) };
    if (dice < 0.82) {
      const low = this.#whole(-2, 3);
      return { test: 'between', attribute: 'n', low: { N: String(low) }, high: { N: String(low + this.#whole(0, 4)) } };
    }
    const isOrdered = attribute === 'n' || attribute === 's' || attribute === 'g1';
    return {
      test: 'compare',
      attribute,
      comparator: this.#pick(isOrdered ? comparators : (['=', '<>'] as const)),
      value: this.#valueFor(attribute),
    };
  }

  #attributes(): Attributes {
    const attributes: Attributes = {};
    for (const name of ['n', 's', 'l', 'm', 'tags', 'g1']) if (this.#chance(0.5)) attributes[name] = this.#valueFor(name);
    if (this.#chance(0.05)) attributes.g1 = { S: '' };
    if (this.#chance(0.1)) attributes.n = { S: 'no number' };
    return attributes;
  }

  #valueFor(attribute: string): Value {
    if (attribute === 'n') return { N: this.#pick(['-2', '-0.5', '0', '1', '2', '10', '1.5']) };
    if (attribute === 's') return { S: this.#pick(words) };
    if (attribute === 'l') return { L: this.#times(0, 4, () => this.#member()) };
    if (attribute === 'm') return { M: Object.fromEntries(this.#times(0, 2, () => [this.#pick(['a', 'b']), this.#member()])) };
    if (attribute === 'tags') return { SS: this.#members() };
    return { S: this.#pick(['x', 'y']) };
  }

  #member(): Value {
    return this.#pick([{ S: this.#pick(words) }, { N: String(this.#whole(0, 3)) }]);
  }

  #members(): string[] {
    return [...new Set(this.#times(1, 3, () => this.#pick(['a', 'b', 'c'])))];
  }

  /** One action for an attribute: the service refuses overlapping paths. */
  #actions(): Action[] {
    const actions: Action[] = [];
    for (const attribute of ['n', 's', 'l', 'm', 'tags', 'g1']) if (this.#chance(0.35)) actions.push(this.#action(attribute));
    return actions.length > 0 ? actions : [this.#action('n')];
  }

  #action(attribute: string): Action {
    const dice = this.#random();
    if (dice < 0.15) return { act: 'remove', attribute };
    if (dice < 0.35) return { act: 'set', attribute, value: this.#valueFor(attribute) };
    if (attribute === 'n') return { act: this.#pick(['increase', 'count', 'addNumber'] as const), attribute, by: this.#whole(-3, 3) };
    if (attribute === 'm') return { act: 'setIn', attribute, name: this.#pick(['a', 'b']), value: this.#member() };
    if (attribute === 'tags') return { act: this.#pick(['addMembers', 'deleteMembers'] as const), attribute, members: this.#members() };
    if (attribute !== 'l') return { act: 'set', attribute, value: this.#valueFor(attribute) };
    if (dice < 0.55) return { act: 'append', attribute, values: this.#times(1, 2, () => this.#member()) };
    if (dice < 0.75) return { act: 'setAt', attribute, position: this.#whole(0, 5), value: this.#member() };
    return { act: 'removeAt', attribute, positions: [...new Set(this.#times(1, 3, () => this.#whole(0, 4)))] };
  }

  #key(): Key {
    return { pk: this.#pick(partitions), sk: this.#pick(sorts) };
  }

  #chance(probability: number): boolean {
    return this.#random() < probability;
  }

  #whole(low: number, high: number): number {
    return low + Math.floor(this.#random() * (high - low + 1));
  }

  #pick<T>(choices: readonly [T, ...T[]] | readonly T[]): T {
    const chosen = choices[Math.floor(this.#random() * choices.length)];
    if (chosen === undefined) throw new Error('Nothing to choose from');
    return chosen;
  }

  #times<T>(low: number, high: number, make: () => T): T[] {
    return Array.from({ length: this.#whole(low, high) }, make);
  }
}
