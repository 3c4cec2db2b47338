import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { LocalDynamoDb } from './index.ts';
import type { Body } from './types.ts';

const targetPrefix = 'DynamoDB_20120810.';
const maximumRequestBytes = 16 * 1024 * 1024;

/** A bare HTTP listener over execute(), for tests against any endpoint. */
export async function serveLocalDynamoDb(db: LocalDynamoDb, port: number): Promise<{ url: string; close(): Promise<void> }> {
  const server = createServer((request, response) => {
    answer(db, request).then(
      ({ status, body }) => send(response, status, body),
      (error) => send(response, 400, serializationError(error)),
    );
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const address = server.address();
  const actualPort = typeof address === 'object' && address !== null ? address.port : port;
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { url: `http://127.0.0.1:${actualPort}`, close };
}

async function answer(db: LocalDynamoDb, request: IncomingMessage): Promise<{ status: number; body: Body }> {
  const target = request.headers['x-amz-target'];
  if (typeof target !== 'string' || !target.startsWith(targetPrefix)) {
    return { status: 400, body: { __type: 'com.amazon.coral.service#UnknownOperationException' } };
  }
  const input: unknown = JSON.parse((await bytesOf(request)).toString());
  if (typeof input !== 'object' || input === null || Array.isArray(input)) throw new Error('The request is not a JSON object');
  return db.execute(target.slice(targetPrefix.length), input as Body);
}

async function bytesOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request) {
    chunks.push(chunk as Buffer);
    length += (chunk as Buffer).length;
    if (length > maximumRequestBytes) throw new Error('The request is larger than 16 MB');
  }
  return Buffer.concat(chunks);
}

function send(response: ServerResponse, status: number, body: Body): void {
  const text = Buffer.from(JSON.stringify(body));
  response.writeHead(status, {
    'content-type': 'application/x-amz-json-1.0',
    'content-length': text.length,
    'x-amzn-requestid': randomUUID(),
  });
  response.end(text);
}

function serializationError(error: unknown): Body {
  return { __type: 'com.amazon.coral.service#SerializationException', Message: error instanceof Error ? error.message : String(error) };
}
