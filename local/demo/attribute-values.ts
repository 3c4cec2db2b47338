import type { AttributeValue, StoredItem } from 'local-cloud';

/** Writes an item as the service's wire format has it. */
export function wireItem(item: Readonly<Record<string, unknown>>): StoredItem {
  return Object.fromEntries(Object.entries(item).map(([name, value]) => [name, wireValue(value)]));
}

function wireValue(value: unknown): AttributeValue {
  if (typeof value === 'string') return { S: value };
  if (typeof value === 'number') return { N: String(value) };
  if (typeof value === 'boolean') return { BOOL: value };
  if (value === null) return { NULL: true };
  if (value instanceof Uint8Array) return { B: Buffer.from(value).toString('base64') };
  if (Array.isArray(value)) return { L: value.map(wireValue) };
  if (typeof value === 'object') return { M: wireItem(Object.fromEntries(Object.entries(value))) };
  throw new TypeError(`a table does not store a value of the type ${typeof value}`);
}
