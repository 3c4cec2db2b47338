import { isDeepStrictEqual } from 'node:util';
import type { Item } from '../../../../shared/platform/table.ts';
import { orderOf } from '../values.ts';
import { type Placeholders, Reader, ValidationError } from './reader.ts';

/** Says whether an item meets it; an item that is not there is one without attributes. */
export type Condition = (item: Item) => boolean;
type Operand = (item: Item) => unknown;

/** Reads a condition, filter or key condition; no expression is met by every item. */
export function parseCondition(expression: string | undefined, placeholders: Placeholders): Condition {
  if (expression === undefined) return () => true;
  const reader = new Reader(expression, placeholders);
  const condition = readAny(reader);
  reader.end();
  return condition;
}

function readAny(reader: Reader): Condition {
  const parts = [readAll(reader)];
  while (reader.take('OR')) parts.push(readAll(reader));
  return (item) => parts.some((part) => part(item));
}

function readAll(reader: Reader): Condition {
  const parts = [readOne(reader)];
  while (reader.take('AND')) parts.push(readOne(reader));
  return (item) => parts.every((part) => part(item));
}

function readOne(reader: Reader): Condition {
  if (reader.take('NOT')) {
    const condition = readOne(reader);
    return (item) => !condition(item);
  }
  if (reader.take('(')) {
    const condition = readAny(reader);
    reader.must(')');
    return condition;
  }
  if (reader.takeCall('attribute_exists')) return readExists(reader, true);
  if (reader.takeCall('attribute_not_exists')) return readExists(reader, false);
  if (reader.takeCall('begins_with')) return readBeginsWith(reader);
  return readComparison(reader);
}

function readExists(reader: Reader, wanted: boolean): Condition {
  const value = reader.path();
  reader.must(')');
  return (item) => (value(item) !== undefined) === wanted;
}

function readBeginsWith(reader: Reader): Condition {
  const [whole, start, ...more] = reader.rest(() => readOperand(reader));
  if (!whole || !start || more.length > 0) throw new ValidationError('begins_with takes two arguments');
  return (item) => {
    const [text, prefix] = [whole(item), start(item)];
    return typeof text === 'string' && typeof prefix === 'string' && text.startsWith(prefix);
  };
}

function readOperand(reader: Reader): Operand {
  const value = reader.value();
  if (value) return value;
  if (!reader.takeCall('size')) return reader.path();
  const counted = reader.path();
  reader.must(')');
  return (item) => sizeOf(counted(item));
}

function sizeOf(value: unknown): number | undefined {
  if (typeof value === 'string' || Array.isArray(value) || value instanceof Uint8Array) return value.length;
  return typeof value === 'object' && value !== null ? Object.keys(value).length : undefined;
}

/** Nothing is equal to an attribute that is not there. */
const isEqual = (left: unknown, right: unknown) => left !== undefined && isDeepStrictEqual(left, right);

const signs: Readonly<Record<string, (left: unknown, right: unknown) => boolean>> = {
  '=': isEqual,
  '<>': (left, right) => !isEqual(left, right),
  '<': (left, right) => (orderOf(left, right) ?? 0) < 0,
  '<=': (left, right) => (orderOf(left, right) ?? 1) <= 0,
  '>': (left, right) => (orderOf(left, right) ?? 0) > 0,
  '>=': (left, right) => (orderOf(left, right) ?? -1) >= 0,
};

function readComparison(reader: Reader): Condition {
  const left = readOperand(reader);
  if (reader.take('IN')) {
    reader.must('(');
    const options = reader.rest(() => readOperand(reader));
    return (item) => options.some((option) => isEqual(left(item), option(item)));
  }
  if (reader.take('BETWEEN')) return readBetween(reader, left);
  const sign = reader.next();
  const compare = signs[sign];
  if (!compare) throw new ValidationError(`unknown sign ${sign}`);
  const right = readOperand(reader);
  return (item) => compare(left(item), right(item));
}

function readBetween(reader: Reader, value: Operand): Condition {
  const low = readOperand(reader);
  reader.must('AND');
  const high = readOperand(reader);
  // The service says so before it reads an item.
  if ((orderOf(low({}), high({})) ?? 0) > 0) throw new ValidationError('the upper bound of BETWEEN is below the lower one');
  return (item) => (orderOf(value(item), low(item)) ?? -1) >= 0 && (orderOf(value(item), high(item)) ?? 1) <= 0;
}
