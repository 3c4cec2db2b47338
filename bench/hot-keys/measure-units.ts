import { DeleteCommand, PutCommand, paginateScan, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { type IndexName, indexAttributes, indexes } from '../../shared/platform/keys.ts';
import { type Runtime, startRuntime } from '../../test/support/runtime.ts';
import { addressOf, lead, newRun } from '../support/leads.ts';
import type { MeasuredUnits } from './key-load.ts';

type Item = Record<string, unknown>;

/** Writes copies of one lead's stored items the way the functions write them, and takes the units that the table reports. */
export async function measureUnits(): Promise<MeasuredUnits> {
  const runtime = await startRuntime();
  try {
    const posted = lead(newRun(), 0);
    const { status } = await runtime.post('contact', posted, { ip: addressOf(0) });
    if (status !== 202) throw new Error(`the post was answered with ${status}`);
    await runtime.idle({ timeoutSeconds: 60 });
    const items = await allItems(runtime);
    const copyOf = (isWanted: (pk: string, sk: string) => boolean): Item => {
      const found = items.find(({ pk, sk }) => isWanted(String(pk), String(sk)));
      if (!found) throw new Error('an item of the lead is missing');
      return { ...found, pk: `${String(found.pk)}-COPY` };
    };
    const owned = copyOf((_, sk) => sk === 'LEAD');
    const { [indexAttributes.byOwner.pk]: _owner, ...unowned } = owned;
    const timer = copyOf((pk) => pk.startsWith('DUE#'));
    const created = await putInTransaction(runtime, unowned);
    const assigned = await putInTransaction(runtime, owned);
    return {
      submission: await putAlone(
        runtime,
        copyOf((_, sk) => sk === 'RAW'),
      ),
      clientWindow: await putAlone(
        runtime,
        copyOf((pk) => pk.startsWith('CLIENT#')),
      ),
      byCreated: created.of(indexes.byCreated),
      byRegion: created.of(indexes.byRegion),
      byOwner: assigned.of(indexes.byOwner),
      poolState: (
        await putInTransaction(
          runtime,
          copyOf((pk) => pk.startsWith('POOL#')),
        )
      ).total,
      timerPut: (await putInTransaction(runtime, timer)).total,
      timerDelete: await deleteAlone(runtime, timer),
    };
  } finally {
    await runtime.stop();
  }
}

async function allItems({ aws }: Runtime): Promise<Item[]> {
  const items: Item[] = [];
  for await (const page of paginateScan({ client: aws.document }, { TableName: aws.tableName })) items.push(...(page.Items ?? []));
  return items;
}

async function putInTransaction({ aws }: Runtime, Item: Item): Promise<{ total: number; of: (index: IndexName) => number }> {
  const TransactItems = [{ Put: { TableName: aws.tableName, Item } }];
  const { ConsumedCapacity } = await aws.document.send(new TransactWriteCommand({ TransactItems, ReturnConsumedCapacity: 'INDEXES' }));
  const [consumed] = ConsumedCapacity ?? [];
  return {
    total: consumed?.CapacityUnits ?? 0,
    of: (index) => consumed?.GlobalSecondaryIndexes?.[index]?.CapacityUnits ?? 0,
  };
}

async function putAlone({ aws }: Runtime, Item: Item): Promise<number> {
  const { ConsumedCapacity } = await aws.document.send(new PutCommand({ TableName: aws.tableName, Item, ReturnConsumedCapacity: 'TOTAL' }));
  return ConsumedCapacity?.CapacityUnits ?? 0;
}

async function deleteAlone({ aws }: Runtime, { pk, sk }: Item): Promise<number> {
  const { ConsumedCapacity } = await aws.document.send(
    new DeleteCommand({ TableName: aws.tableName, Key: { pk, sk }, ReturnConsumedCapacity: 'TOTAL' }),
  );
  return ConsumedCapacity?.CapacityUnits ?? 0;
}
