import { randomUUID } from 'node:crypto';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Answer, ServiceName } from './service.ts';

/** An import takes 50 MB at most. */
const largestBodyBytes = 64 * 1024 * 1024;

/** Answers the port. */
export function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      if (address === null || typeof address === 'string') reject(new Error('the gateway has no port'));
      else resolve(address.port);
    });
  });
}

export async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    const bytes = Buffer.from(chunk);
    size += bytes.length;
    if (size > largestBodyBytes) throw new Error('the body is too large');
    chunks.push(bytes);
  }
  return Buffer.concat(chunks);
}

/** Sends the answer, or cuts the connection when there is none; answers the size of the body. */
export function reply(response: ServerResponse, answer: Answer | undefined, service: ServiceName | undefined): number {
  if (answer === undefined) {
    response.destroy();
    return 0;
  }
  const payload = answer.raw ?? Buffer.from(answer.body === undefined ? '' : JSON.stringify(answer.body));
  response.writeHead(answer.status, {
    'content-type':
      service === 'ses'
        ? 'application/json'
        : service === 'dynamodb' || service === 'sqs'
          ? 'application/x-amz-json-1.0'
          : 'application/x-amz-json-1.1',
    'content-length': payload.length,
    'x-amzn-requestid': randomUUID(),
    ...answer.headers,
  });
  response.end(payload);
  return payload.length;
}
