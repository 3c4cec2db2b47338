import { createServer, type IncomingMessage } from 'node:http';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';

const table = DynamoDBDocumentClient.from(new DynamoDBClient({ maxAttempts: 4 }));

/** The least that can be called taking beacons: a server that parses, puts and answers. It checks nothing and merges nothing. */
const server = createServer(async (request, response) => {
  const beacon = JSON.parse(await textOf(request));
  const Item = { pk: `VISITOR#${beacon.visitorId}`, sk: `BEACON#${beacon.sentAt}#${crypto.randomUUID()}`, ...beacon };
  await table.send(new PutCommand({ TableName: process.env.TABLE_NAME, Item }));
  response.writeHead(202).end();
});
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  console.log(typeof address === 'object' && address !== null ? `http://127.0.0.1:${address.port}/` : '');
});
// The process ends with whoever started it.
process.stdin.on('end', () => process.exit(0)).resume();

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}
