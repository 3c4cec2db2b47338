import type { Item } from '../../../shared/platform/table.ts';

/** A copy as the wire gives it: nothing undefined, nothing shared. @throws TypeError at what DynamoDB does not store. */
export function copyOf(item: object): Item {
  const copy: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(item)) if (value !== undefined) copy[name] = copyOfValue(value);
  return copy;
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
  if (typeof left !== 'string' || typeof right !== 'string') return undefined;
  if (left === right) return 0;
  // UTF-16 and UTF-8 order alike whatever needs no surrogates.
  if (!beyondBasic.test(left) && !beyondBasic.test(right)) return left < right ? -1 : 1;
  return Buffer.compare(Buffer.from(left), Buffer.from(right));
}

const beyondBasic = /[\ud800-\udfff]/;
