import type { AttributeValue, IndexDefinition, Item, TableDefinition } from './types.ts';

const maximumHashBytes = 2048;
const maximumRangeBytes = 1024;

/** Why the service would refuse an item for its index keys (dynalite lets empty and oversized ones pass), or undefined. */
export function indexKeyProblem(table: TableDefinition, item: Item, operation: string): string | undefined {
  for (const index of indexesOf(table)) {
    for (const [position, { AttributeName: name }] of index.KeySchema.entries()) {
      const value = item[name];
      if (value === undefined) continue;
      const bytes = byteLength(value);
      if (bytes === 0) return emptyKeyMessage(operation, index.IndexName, name, value);
      if (bytes > (position === 0 ? maximumHashBytes : maximumRangeBytes)) {
        return position === 0
          ? 'One or more parameter values were invalid: Size of hashkey has exceeded the maximum size limit of2048 bytes'
          : 'One or more parameter values were invalid: Aggregated size of all range keys has exceeded the size limit of 1024 bytes';
      }
    }
  }
  return undefined;
}

export function indexesOf(table: TableDefinition): IndexDefinition[] {
  return [...(table.GlobalSecondaryIndexes ?? []), ...(table.LocalSecondaryIndexes ?? [])];
}

function emptyKeyMessage(operation: string, indexName: string, attribute: string, value: AttributeValue): string {
  const kind = 'S' in value ? 'string' : 'binary';
  const rule = `The AttributeValue for a key attribute cannot contain an empty ${kind} value.`;
  return operation === 'UpdateItem'
    ? `One or more parameter values are not valid. The update expression attempted to update a secondary index key to a value that is not supported. ${rule}`
    : `One or more parameter values are not valid. A value specified for a secondary index key is not supported. ${rule} IndexName: ${indexName}, IndexKey: ${attribute}`;
}

/** Bytes of a string or binary key; numbers are never too small or too large. */
function byteLength(value: AttributeValue): number {
  if (typeof value.S === 'string') return Buffer.byteLength(value.S);
  if (typeof value.B === 'string') return Buffer.from(value.B, 'base64').length;
  return 1;
}
