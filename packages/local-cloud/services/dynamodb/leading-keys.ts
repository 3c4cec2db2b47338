import { isObject, type JsonObject, textOf } from '../service.ts';

/** The partition key values that one part of a call names: by item, by key, or by the key condition of a Query. */
export function leadingKeysOf(part: JsonObject, partitionKey: string): readonly string[] {
  const keys = [part.Item, part.Key].filter(isObject).map((attributes) => scalarOf(attributes[partitionKey]));
  return [...keys, inKeyCondition(part, partitionKey)].filter((key) => key !== undefined);
}

function inKeyCondition(part: JsonObject, partitionKey: string): string | undefined {
  const condition = textOf(part.KeyConditionExpression);
  const values = part.ExpressionAttributeValues;
  if (condition === undefined || !isObject(values)) return undefined;
  const names = part.ExpressionAttributeNames;
  for (const [, name = '', value = ''] of condition.matchAll(/(#?[\w.-]+)\s*=\s*(:[\w]+)/g)) {
    const attribute = name.startsWith('#') && isObject(names) ? textOf(names[name]) : name;
    if (attribute === partitionKey) return scalarOf(values[value]);
  }
  return undefined;
}

function scalarOf(value: unknown): string | undefined {
  if (!isObject(value)) return undefined;
  return textOf(value.S) ?? textOf(value.N) ?? textOf(value.B);
}
