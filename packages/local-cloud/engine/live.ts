import type { ServerResponse } from 'node:http';
import { notFramed } from './http-message.ts';

/** Sends one message of a stream. */
export type Send = (event: string, data: unknown) => void;

/** An answer that goes on until the client leaves: Server-Sent Events. */
export interface LiveResponse {
  /** Called once the client listens; the answer is called when it has left. */
  readonly follow: (send: Send) => () => void;
}

/** Who reads more slowly than this piles up is cut off, and comes back for the present state. */
const maxWaitingBytes = 32 * 1024 * 1024;

/** Answers with the stream. */
export function writeLive(target: ServerResponse, { follow }: LiveResponse): void {
  target.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    ...Object.fromEntries(notFramed),
  });
  target.flushHeaders();
  const leave = follow((event, data) => {
    if (target.writableLength > maxWaitingBytes) target.destroy();
    else target.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
  });
  target.on('close', leave);
}
