import type { Item } from '../../../../shared/platform/table.ts';
import { type Placeholders, Reader, ValidationError } from './reader.ts';

export type Update = (before: Item) => Item;
/** Reads the item as it was, never what an earlier action of the same update made of it. */
type Action = (before: Item, after: Item) => void;
type Operand = (before: Item) => unknown;

const clauses: Readonly<Record<string, (reader: Reader, name: string) => Action>> = { SET: readSet, REMOVE: readRemove, ADD: readAdd };

/** Reads an update of whole attributes; its key attributes stay as they are. */
export function parseUpdate(expression: string, placeholders: Placeholders): Update {
  const reader = new Reader(expression, placeholders);
  const names = new Set(['pk', 'sk']);
  const actions: Action[] = [];
  while (!reader.isDone) {
    const word = reader.next();
    const read = clauses[word.toUpperCase()];
    if (!read) throw new ValidationError(`unknown clause ${word} in ${expression}`);
    do {
      const name = reader.name();
      if (names.has(name)) throw new ValidationError(`${name} is a key or changed twice in ${expression}`);
      names.add(name);
      actions.push(read(reader, name));
    } while (reader.take(','));
  }
  return (before) => {
    const after = { ...before };
    for (const act of actions) act(before, after);
    return after;
  };
}

function readSet(reader: Reader, name: string): Action {
  reader.must('=');
  const value = readSum(reader);
  return (before, after) => {
    after[name] = value(before);
  };
}

function readRemove(_reader: Reader, name: string): Action {
  return (_before, after) => {
    delete after[name];
  };
}

function readAdd(reader: Reader, name: string): Action {
  const value = reader.value();
  if (!value) throw new ValidationError('ADD takes a value');
  return (before, after) => {
    const old = before[name] === undefined ? 0 : before[name];
    after[name] = numberOf(old) + numberOf(value());
  };
}

function readSum(reader: Reader): Operand {
  const left = readTerm(reader);
  const sign = reader.take('+') ? 1 : reader.take('-') ? -1 : 0;
  if (sign === 0) return left;
  const right = readTerm(reader);
  return (before) => numberOf(left(before)) + sign * numberOf(right(before));
}

function readTerm(reader: Reader): Operand {
  const value = reader.value();
  if (value) return value;
  if (reader.takeCall('if_not_exists')) {
    const name = reader.name();
    reader.must(',');
    const other = readTerm(reader);
    reader.must(')');
    return (before) => (before[name] === undefined ? other(before) : before[name]);
  }
  if (reader.takeCall('list_append')) {
    const lists = reader.rest(() => readTerm(reader));
    return (before) => lists.flatMap((list) => listOf(list(before)));
  }
  const name = reader.name();
  return (before) => {
    if (before[name] === undefined) throw new ValidationError(`the update reads ${name}, which the item does not have`);
    return before[name];
  };
}

function numberOf(value: unknown): number {
  if (typeof value !== 'number') throw new ValidationError('the update calculates with what is no number');
  return value;
}

function listOf(value: unknown): readonly unknown[] {
  if (!Array.isArray(value)) throw new ValidationError('the update appends what is no list');
  return value;
}
