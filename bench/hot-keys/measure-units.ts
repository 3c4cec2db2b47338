import type { ConsumedCapacity } from '@aws-sdk/client-dynamodb';
import { DeleteCommand, PutCommand, paginateScan, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { LeadId, PoolId } from '../../shared/platform/ids.ts';
import { type IndexName, indexes, indexKeys, keys } from '../../shared/platform/keys.ts';
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
    const card = copyOf((_, sk) => sk === keys.cardSk);
    const cardUnits = await putAlone(runtime, { ...card, ...indexKeys.waiting(PoolId.parse('south'), '2026', LeadId.parse('copy')) });
    const seat = await putInTransaction(
      runtime,
      copyOf((_, sk) => sk.startsWith(keys.seatPrefix)),
    );
    const timer = copyOf((pk) => pk.startsWith('DUE#'));
    return {
      submission: (
        await putAlone(
          runtime,
          copyOf((_, sk) => sk === 'RAW'),
        )
      ).total,
      clientWindow: (
        await putAlone(
          runtime,
          copyOf((pk) => pk.startsWith('CLIENT#')),
        )
      ).total,
      cardByCreation: cardUnits.of(indexes.gsi1),
      cardByActivity: cardUnits.of(indexes.gsi2),
      waiting: cardUnits.of(indexes.gsi3),
      seat: seat.of(indexes.gsi3),
      decision: (
        await putInTransaction(
          runtime,
          copyOf((_, sk) => sk.startsWith(keys.decisionPrefix)),
        )
      ).of(indexes.gsi2),
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

interface Units {
  readonly total: number;
  readonly of: (index: IndexName) => number;
}

const unitsOf = (consumed: ConsumedCapacity | undefined): Units => ({
  total: consumed?.CapacityUnits ?? 0,
  of: (index) => consumed?.GlobalSecondaryIndexes?.[index]?.CapacityUnits ?? 0,
});

async function putInTransaction({ aws }: Runtime, Item: Item): Promise<Units> {
  const TransactItems = [{ Put: { TableName: aws.tableName, Item } }];
  const { ConsumedCapacity } = await aws.document.send(new TransactWriteCommand({ TransactItems, ReturnConsumedCapacity: 'INDEXES' }));
  return unitsOf(ConsumedCapacity?.[0]);
}

async function putAlone({ aws }: Runtime, Item: Item): Promise<Units> {
  const { ConsumedCapacity } = await aws.document.send(
    new PutCommand({ TableName: aws.tableName, Item, ReturnConsumedCapacity: 'INDEXES' }),
  );
  return unitsOf(ConsumedCapacity);
}

async function deleteAlone({ aws }: Runtime, { pk, sk }: Item): Promise<number> {
  const { ConsumedCapacity } = await aws.document.send(
    new DeleteCommand({ TableName: aws.tableName, Key: { pk, sk }, ReturnConsumedCapacity: 'TOTAL' }),
  );
  return ConsumedCapacity?.CapacityUnits ?? 0;
}
