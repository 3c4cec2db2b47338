import type { IncomingHttpHeaders, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import type { Resolve } from '../../../shared/calls/index.ts';
import { certificateFor } from './certificate.ts';

export const host = 'hooks.partner.example';

export interface Heard {
  readonly method: string | undefined;
  readonly path: string | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** Somebody else's server, on this machine. */
export interface Endpoint {
  readonly url: string;
  readonly port: number;
  readonly ca: string;
  readonly heard: Heard[];
  /** TCP connections that anybody opened, with or without a request. */
  connections(): number;
  /** Tells that the host is on this machine, as the name server of a public host would not. */
  readonly resolve: Resolve;
  /** How it answers from now on. @default 204 */
  answer(by: (response: ServerResponse) => void): void;
  close(): Promise<void>;
}

/** Starts a server with a certificate for `host`. */
export async function openEndpoint(): Promise<Endpoint> {
  const { cert, key } = certificateFor(host);
  const heard: Heard[] = [];
  let connections = 0;
  const sockets = new Set<Socket>();
  let answerBy = (response: ServerResponse): void => void response.writeHead(204).end();
  const server = createServer({ cert, key }, (request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      heard.push({ method: request.method, path: request.url, headers: request.headers, body: Buffer.concat(chunks).toString() });
      answerBy(response);
    });
  });
  server.on('connection', (socket: Socket) => {
    connections += 1;
    sockets.add(socket.on('close', () => sockets.delete(socket)));
    // Whoever hangs up in the middle is what some tests are about.
    socket.on('error', () => {});
  });
  server.on('tlsClientError', () => {});
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const { port } = server.address() as AddressInfo;
  return {
    url: `https://${host}:${port}/in?key=secret`,
    port,
    ca: cert,
    heard,
    connections: () => connections,
    resolve: async () => [{ address: '127.0.0.1', family: 4 }],
    answer(by) {
      answerBy = by;
    },
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        for (const socket of sockets) socket.destroy();
      }),
  };
}
