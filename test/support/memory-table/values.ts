import type { Item } from '../../../shared/platform/table.ts';

/** A copy as the wire gives it: nothing undefined, nothing shared. @throws TypeError at what DynamoDB does not store. */
export function copyOf(item: object): Item {
  return Object.fromEntries(Object.entries(item).flatMap(([name, value]) => (value === undefined ? [] : [[name, copyOfValue(value)]])));
}

function copyOfValue(value: unknown): unknown {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  if (Array.isArray(value)) return value.filter((one) => one !== undefined).map(copyOfValue);
  if (value instanceof Uint8Array) return Uint8Array.from(value);
  if (typeof value === 'object' && (value.constructor ?? Object).name === 'Object') return copyOf(value);
  throw new TypeError(`the table does not store a value of the type ${typeof value}`);
}

/** Texts by their UTF-8 bytes, numbers by size; undefined where the service compares nothing. */
export function orderOf(left: unknown, right: unknown): number | undefined {
  if (typeof left === 'number' && typeof right === 'number') return left - right;
  if (typeof left === 'string' && typeof right === 'string')
    return left === right ? 0 : Buffer.compare(Buffer.from(left), Buffer.from(right));
  return undefined;
}
