import db from 'dynalite/db/index.js';
import { sameItem } from './same-item.ts';
import type { AttributeValue, Item } from './types.ts';

type Path = readonly (string | number)[];
type Operand = Path | AttributeValue | Expression;

/**
 * A condition or filter as dynalite parses it: a path is a list of names and positions, a literal is an attribute value.
 * dynalite's own evaluation finds two equal maps or lists different, takes an empty text for a missing one, and orders texts by
 * UTF-16 instead of UTF-8.
 */
export interface Expression {
  type: string;
  name?: string;
  args: readonly Operand[];
}

/** Whether an item meets an expression. */
export function meets(expression: Expression, item: Item): boolean {
  const part = (index: number): boolean => meets(expression.args[index] as Expression, item);
  if (expression.type === 'and') return part(0) && part(1);
  if (expression.type === 'or') return part(0) || part(1);
  if (expression.type === 'not') return !part(0);

  const [subject, ...others] = expression.args.map((operand) => resolve(operand, item));
  switch (expression.type === 'function' ? expression.name : expression.type) {
    case 'attribute_exists':
      return subject !== undefined;
    case 'attribute_not_exists':
      return subject === undefined;
    case 'attribute_type':
      return subject !== undefined && typeOf(subject) === others[0]?.S;
    case 'begins_with':
      return beginsWith(subject, others[0]);
    case 'contains':
      return contains(subject, others[0]);
    case 'in':
      return others.some((other) => same(subject, other));
    case 'between':
      return compares('>=', subject, others[0]) && compares('<=', subject, others[1]);
    default:
      return compares(expression.type, subject, others[0]);
  }
}

function resolve(operand: Operand, item: Item): AttributeValue | undefined {
  if (isPath(operand)) return db.mapPath(operand, item) ?? undefined;
  if (!isExpression(operand)) return operand;
  const [measured] = operand.args.map((argument) => resolve(argument, item));
  const size = measured === undefined ? undefined : sizeOf(measured);
  return size === undefined ? undefined : { N: String(size) };
}

const isPath = (operand: Operand): operand is Path => Array.isArray(operand);

const isExpression = (operand: AttributeValue | Expression): operand is Expression => 'args' in operand;

const typeOf = (value: AttributeValue): string | undefined => Object.keys(value)[0];

function compares(comparator: string, left: AttributeValue | undefined, right: AttributeValue | undefined): boolean {
  if (comparator === '=') return same(left, right);
  if (comparator === '<>') return !same(left, right);
  const order = orderOf(left, right);
  if (order === undefined) return false;
  if (comparator === '<') return order < 0;
  if (comparator === '<=') return order <= 0;
  return comparator === '>' ? order > 0 : order >= 0;
}

function same(left: AttributeValue | undefined, right: AttributeValue | undefined): boolean {
  return left !== undefined && right !== undefined && sameItem(left, right);
}

/** Only two numbers, two texts or two binaries have an order. */
function orderOf(left: AttributeValue | undefined, right: AttributeValue | undefined): number | undefined {
  if (left === undefined || right === undefined || typeOf(left) !== typeOf(right)) return undefined;
  if (typeof left.N === 'string') return sameItem(left, right) ? 0 : db.compare('<', left, right) ? -1 : 1;
  const [leftBytes, rightBytes] = [bytesOf(left), bytesOf(right)];
  return leftBytes === undefined || rightBytes === undefined ? undefined : Buffer.compare(leftBytes, rightBytes);
}

function bytesOf(value: AttributeValue): Buffer | undefined {
  if (typeof value.S === 'string') return Buffer.from(value.S);
  return typeof value.B === 'string' ? Buffer.from(value.B, 'base64') : undefined;
}

function beginsWith(whole: AttributeValue | undefined, start: AttributeValue | undefined): boolean {
  if (whole === undefined || start === undefined || typeOf(whole) !== typeOf(start)) return false;
  const [bytes, startBytes] = [bytesOf(whole), bytesOf(start)];
  return bytes !== undefined && startBytes !== undefined && bytes.subarray(0, startBytes.length).equals(startBytes);
}

function contains(whole: AttributeValue | undefined, part: AttributeValue | undefined): boolean {
  if (whole === undefined || part === undefined) return false;
  if (Array.isArray(whole.L)) return whole.L.some((member: AttributeValue) => sameItem(member, part));
  const type = typeOf(part) ?? '';
  const members = whole[`${type}S`];
  if (Array.isArray(members)) return members.includes(part[type]);
  const [bytes, partBytes] = [bytesOf(whole), bytesOf(part)];
  return typeOf(whole) === type && bytes !== undefined && partBytes !== undefined && bytes.includes(partBytes);
}

function sizeOf(value: AttributeValue): number | undefined {
  if (typeof value.S === 'string') return value.S.length;
  if (typeof value.B === 'string') return Buffer.from(value.B, 'base64').length;
  const members = value.L ?? value.SS ?? value.NS ?? value.BS;
  if (Array.isArray(members)) return members.length;
  return typeof value.M === 'object' && value.M !== null ? Object.keys(value.M).length : undefined;
}
