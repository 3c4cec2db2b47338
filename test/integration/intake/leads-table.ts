import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { indexAttributes } from '../../../shared/platform/keys.ts';
import { createTable, type Table } from '../../../shared/platform/table.ts';
import { serveLocalDynamoDb } from '../../support/table-server.ts';
import { openWithClock } from '../dynamodb/support/ours.ts';

const keySchema = ({ pk, sk }: { pk: string; sk: string }) => [
  { AttributeName: pk, KeyType: 'HASH' as const },
  { AttributeName: sk, KeyType: 'RANGE' as const },
];
const own = { pk: 'pk', sk: 'sk' };

/** The product's table with its indexes in a local DynamoDB of its own. */
export async function openLeadsTable(): Promise<{ readonly table: Table; close(): Promise<void> }> {
  const ours = await openWithClock();
  const server = await serveLocalDynamoDb(ours.db, 0);
  const client = new DynamoDBClient({
    endpoint: server.url,
    region: 'ap-southeast-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  const names = new Set([own, ...Object.values(indexAttributes)].flatMap(({ pk, sk }) => [pk, sk]));
  await client.send(
    new CreateTableCommand({
      TableName: 'leads',
      BillingMode: 'PAY_PER_REQUEST',
      KeySchema: keySchema(own),
      AttributeDefinitions: [...names].map((AttributeName) => ({ AttributeName, AttributeType: 'S' as const })),
      GlobalSecondaryIndexes: Object.entries(indexAttributes).map(([IndexName, attributes]) => ({
        IndexName,
        KeySchema: keySchema(attributes),
        Projection: { ProjectionType: 'KEYS_ONLY' as const },
      })),
    }),
  );
  const document = DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } });
  return {
    table: createTable(document, 'leads'),
    async close() {
      client.destroy();
      await server.close();
      await ours.db.close();
    },
  };
}
