import { setTimeout as delay } from 'node:timers/promises';
import { checked, run } from './actions.ts';
import { streamArn } from './change-log.ts';
import type { Context, Operation } from './context.ts';
import { DynamoDbError, validationError } from './errors.ts';
import { dropTable, type Table } from './store.ts';
import type { Body, TableDefinition, TableSettings } from './types.ts';

const defaultPageSize = 100;

export const createTable: Operation = async (context, input) => {
  const data = checked('CreateTable', input, context.store.dynalite);
  const name = String(data.TableName);
  if (context.store.tables.has(name)) throw new DynamoDbError('ResourceInUseException', `Table already exists: ${name}`);
  const stream = streamSettings(context, input.StreamSpecification);
  const settings: TableSettings = {
    ...(stream && { stream }),
    ...(input.DeletionProtectionEnabled === true && { deletionProtection: true }),
  };
  await run('CreateTable', data, context.store.dynalite);
  const definition = await activeDefinition(context, name);
  const table = { definition, settings };
  await context.store.saveTable(table);
  return { TableDescription: describe(table, 'CREATING') };
};

/** dynalite makes a new table active a moment after its answer. */
async function activeDefinition(context: Context, name: string): Promise<TableDefinition> {
  for (;;) {
    const definition = context.store.dynalite.db.getSync(`table~${name}`) as TableDefinition | undefined;
    if (definition?.TableStatus === 'ACTIVE') return definition;
    await delay(1);
  }
}

export const describeTable: Operation = (context, input) => {
  const data = checked('DescribeTable', input, context.store.dynalite);
  return { Table: describe(existing(context, String(data.TableName)), 'ACTIVE') };
};

export const listTables: Operation = (context, input) => {
  const data = checked('ListTables', input, context.store.dynalite);
  const after = data.ExclusiveStartTableName;
  const names = [...context.store.tables.keys()].sort().filter((name) => typeof after !== 'string' || name > after);
  const page = names.slice(0, typeof data.Limit === 'number' ? data.Limit : defaultPageSize);
  return { TableNames: page, ...(page.length < names.length && { LastEvaluatedTableName: page.at(-1) }) };
};

export const deleteTable: Operation = async (context, input) => {
  const data = checked('DeleteTable', input, context.store.dynalite);
  const table = existing(context, String(data.TableName));
  const name = table.definition.TableName;
  if (table.settings.deletionProtection) {
    throw validationError(
      `Resource cannot be deleted as it is currently protected against deletion. Disable deletion protection first. Table: ${name}`,
    );
  }
  await context.commits.settled();
  await dropTable(context.store, table);
  await context.log.drop(name);
  context.expiries.forget(name);
  return { TableDescription: describe(table, 'DELETING') };
};

export const updateTable: Operation = async (context, input) => {
  const { StreamSpecification: stream, DeletionProtectionEnabled: protection, ...rest } = input;
  const table = existing(context, String(input.TableName));
  const settings: TableSettings = { ...table.settings };
  if (typeof protection === 'boolean') settings.deletionProtection = protection;
  if (stream !== undefined) changeStream(context, settings, stream as Body);
  let definition = table.definition;
  const indexChanges = (rest.GlobalSecondaryIndexUpdates ?? []) as Body[];
  if (indexChanges.some((change) => change.Create !== undefined || change.Delete !== undefined)) {
    // dynalite would answer success and change nothing.
    throw validationError('The local DynamoDB makes and drops indexes only with their table');
  }
  const changesMore = ['BillingMode', 'ProvisionedThroughput', 'GlobalSecondaryIndexUpdates'].some((field) => rest[field] !== undefined);
  if (changesMore || (stream === undefined && protection === undefined)) {
    const data = checked('UpdateTable', rest, context.store.dynalite);
    await run('UpdateTable', data, context.store.dynalite);
    definition = await activeDefinition(context, definition.TableName);
  }
  const updated = { definition, settings };
  await context.store.saveTable(updated);
  return { TableDescription: describe(updated, 'UPDATING') };
};

/** Tags live in dynalite. */
export const tags =
  (operation: 'TagResource' | 'UntagResource' | 'ListTagsOfResource'): Operation =>
  (context, input) =>
    run(operation, checked(operation, input, context.store.dynalite), context.store.dynalite);

function existing(context: Context, name: string): Table {
  const table = context.store.tables.get(name);
  if (table === undefined) throw new DynamoDbError('ResourceNotFoundException', `Requested resource not found: Table: ${name} not found`);
  return table;
}

function changeStream(context: Context, settings: TableSettings, specification: Body): void {
  const stream = streamSettings(context, specification);
  if (stream !== undefined && settings.stream !== undefined) throw validationError('Table already has an enabled stream');
  if (stream === undefined && settings.stream === undefined) throw validationError('Table has no stream to disable');
  if (stream === undefined) delete settings.stream;
  else settings.stream = stream;
}

function streamSettings(context: Context, specification: unknown): TableSettings['stream'] {
  const { StreamEnabled: enabled, StreamViewType: viewType } = (specification ?? {}) as Body;
  if (enabled !== true) return undefined;
  if (typeof viewType !== 'string') throw validationError('One or more parameter values were invalid: StreamViewType is required');
  return { viewType, label: new Date(context.now()).toISOString().replace('Z', '') };
}

function describe(table: Table, status: string): Body {
  const { stream, deletionProtection = false } = table.settings;
  return {
    ...table.definition,
    TableStatus: status,
    DeletionProtectionEnabled: deletionProtection,
    ...(stream && {
      StreamSpecification: { StreamEnabled: true, StreamViewType: stream.viewType },
      LatestStreamLabel: stream.label,
      LatestStreamArn: streamArn(table),
    }),
  };
}
