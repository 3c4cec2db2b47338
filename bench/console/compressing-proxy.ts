import { request as ask, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';

const isCompressed = (type = ''): boolean => /^(text\/|application\/(json|javascript|manifest\+json|problem\+json)|image\/svg)/.test(type);

/** A proxy that sends texts compressed, as CloudFront does and the local runtime does not. */
export async function startCompressingProxy(): Promise<{ readonly server: string; readonly stop: () => Promise<void> }> {
  const server = createServer((incoming, outgoing) => {
    const { hostname, port, pathname, search } = new URL(incoming.url ?? '/', 'http://localhost');
    const options = { hostname, port, path: pathname + search, method: incoming.method ?? 'GET', headers: incoming.headers };
    const forwarded = ask(options, (answer) => {
      const parts: Buffer[] = [];
      answer.on('data', (part: Buffer) => parts.push(part));
      answer.on('end', () => {
        const body = Buffer.concat(parts);
        const isText = body.length > 0 && isCompressed(answer.headers['content-type']);
        const { 'transfer-encoding': _, ...headers } = answer.headers;
        const sent = isText ? gzipSync(body) : body;
        outgoing.writeHead(answer.statusCode ?? 502, {
          ...headers,
          ...(isText ? { 'content-encoding': 'gzip' } : {}),
          ...(body.length > 0 ? { 'content-length': String(sent.length) } : {}),
        });
        outgoing.end(sent);
      });
    });
    forwarded.on('error', () => outgoing.destroy());
    incoming.pipe(forwarded);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    server: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
