import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { serveLocalDynamoDb } from 'local-cloud/parts';
import { createTable, type Table } from '../../../shared/platform/table.ts';
import { openDatabase } from '../../support/local-table.ts';
import { tableDefinition } from '../../support/table-definition.ts';

/** The product's table with its indexes in a local DynamoDB of its own. */
export async function openLeadsTable(): Promise<{ readonly table: Table; close(): Promise<void> }> {
  const ours = await openDatabase();
  const server = await serveLocalDynamoDb(ours.db, 0);
  const client = new DynamoDBClient({
    endpoint: server.url,
    region: 'ap-southeast-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  await client.send(new CreateTableCommand(tableDefinition('leads')));
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
