import { isObject, type JsonObject, listOf, type Requirement, textOf } from '../service.ts';
import { leadingKeysOf } from './leading-keys.ts';

export interface TableNaming {
  readonly accountId: string;
  readonly region: string;
  /** The partition key attribute of a table or of one of its indexes; `pk` unless told. */
  readonly partitionKeyOf?: ((tableName: string, indexName?: string) => string | undefined) | undefined;
}

const transactActions = {
  Put: 'PutItem',
  Update: 'UpdateItem',
  Delete: 'DeleteItem',
  ConditionCheck: 'ConditionCheckItem',
  Get: 'GetItem',
} as const;

/** The IAM actions and resources of a DynamoDB call: a transaction needs the permission of each of its items. */
export function requirementsOf(operation: string, input: unknown, naming: TableNaming): readonly Requirement[] {
  if (!isObject(input)) return [];
  switch (operation) {
    case 'TransactWriteItems':
    case 'TransactGetItems':
      return transactRequirements(listOf(input.TransactItems).filter(isObject), naming);
    case 'BatchGetItem':
    case 'BatchWriteItem':
      return tablesOf(input.RequestItems).map(([tableName, request]) =>
        requirement(operation, tableName, { ...naming, keys: keysInBatch(request) }),
      );
    case 'ListTables':
      return [requirement(operation, '*', { ...naming, keys: [] })];
    default: {
      const tableName = textOf(input.TableName) ?? '*';
      const indexName = textOf(input.IndexName);
      return [requirement(operation, tableName, { ...naming, indexName, keys: [input] })];
    }
  }
}

/**
 * AWS documents that a transaction needs the permissions of its items, not whether it asks for each item alone or for all keys of an action
 * at once. A policy has to stand both, so both are asked for.
 */
function transactRequirements(items: readonly JsonObject[], naming: TableNaming): readonly Requirement[] {
  const parts = items.flatMap((item) =>
    Object.entries(transactActions).flatMap(([kind, action]) => {
      const part = item[kind];
      return isObject(part) ? [{ action, tableName: textOf(part.TableName) ?? '*', key: part }] : [];
    }),
  );
  const alone = parts.map(({ action, tableName, key }) => requirement(action, tableName, { ...naming, keys: [key] }));
  const together = [...Map.groupBy(parts, ({ action, tableName }) => `${action} ${tableName}`).values()]
    .filter((group) => group.length > 1)
    .map((group) => requirement(group[0]?.action ?? '', group[0]?.tableName ?? '*', { ...naming, keys: group.map(({ key }) => key) }));
  return [...alone, ...together];
}

function requirement(
  operation: string,
  tableName: string,
  naming: TableNaming & { readonly indexName?: string | undefined; readonly keys: readonly JsonObject[] },
): Requirement {
  const bareName = tableName.split('/').at(-1) ?? tableName;
  const tableArn = `arn:aws:dynamodb:${naming.region}:${naming.accountId}:table/${bareName}`;
  const partitionKey = naming.partitionKeyOf?.(bareName, naming.indexName) ?? 'pk';
  const leadingKeys = naming.keys.flatMap((key) => leadingKeysOf(key, partitionKey));
  return {
    action: `dynamodb:${operation}`,
    resourceArn: naming.indexName === undefined ? tableArn : `${tableArn}/index/${naming.indexName}`,
    ...(leadingKeys.length === 0 ? {} : { context: { 'dynamodb:LeadingKeys': leadingKeys } }),
  };
}

function tablesOf(requestItems: unknown): readonly [string, unknown][] {
  return isObject(requestItems) ? Object.entries(requestItems) : [];
}

/** BatchGetItem has a list of keys per table, BatchWriteItem a list of put and delete requests. */
export function keysInBatch(request: unknown): readonly JsonObject[] {
  if (isObject(request))
    return listOf(request.Keys)
      .filter(isObject)
      .map((key) => ({ Key: key }));
  return listOf(request)
    .filter(isObject)
    .flatMap((entry) => [entry.PutRequest, entry.DeleteRequest])
    .filter(isObject);
}
