import { createServer, type IncomingMessage } from 'node:http';
import type { LocalClock } from 'local-cloud';
import { z } from 'zod';
import { type Verdict, verdictOf } from './verify.ts';

/** What a receiver answers: a status, after some seconds, perhaps with a word on when to come again. */
export const Behaviour = z.object({
  status: z.number().int().min(200).max(599).default(200),
  delaySeconds: z.number().min(0).max(60).default(0),
  retryAfterSeconds: z.number().int().min(0).max(86_400).nullable().default(null),
});
export type Behaviour = z.infer<typeof Behaviour>;

/** A request that came. */
export interface Receipt {
  readonly receiptId: number;
  readonly at: string;
  /** The path that it came to; each is a receiver of its own. */
  readonly path: string;
  readonly webhookId: string | null;
  /** How many came under this id before it. */
  readonly repeats: number;
  readonly verdict: Verdict;
  readonly signatures: number;
  readonly body: string;
  readonly status: number;
}

/** A receiver of webhooks, played on this machine. */
export interface LocalReceiver {
  /** Where it answers in place of its host. */
  readonly url: string;
  /** Newest last. */
  receipts(): readonly Receipt[];
  clear(): void;
  /** Says how a path answers from now on. */
  behave(path: string, behaviour: Behaviour): void;
  behaviours(): Readonly<Record<string, Behaviour>>;
  /** Says by which secret requests to a path are read. */
  know(path: string, secret: string): void;
  close(): Promise<void>;
}

/** The name under which addresses lead here; it belongs to nobody (RFC 2606). */
export const receiverHost = 'receiver.example.com';

const keptReceipts = 1_000;
const longestBodyBytes = 262_144;
const usual: Behaviour = { status: 200, delaySeconds: 0, retryAfterSeconds: null };

/** Opens it on a free port of this machine. */
export async function openReceiver(clock: Pick<LocalClock, 'now'>): Promise<LocalReceiver> {
  let kept: Receipt[] = [];
  let lastId = 0;
  const behaviours = new Map<string, Behaviour>();
  const secrets = new Map<string, string>();

  const server = createServer((request, response) => {
    void readBody(request).then((body) => {
      const { pathname: path } = new URL(request.url ?? '/', `https://${receiverHost}`);
      const { status, delaySeconds, retryAfterSeconds } = behaviours.get(path) ?? usual;
      const header = (name: string) => [request.headers[name]].flat()[0];
      const [id, timestamp, signatures] = [header('webhook-id'), header('webhook-timestamp'), header('webhook-signature')];
      kept.push({
        receiptId: ++lastId,
        at: new Date(clock.now()).toISOString(),
        path,
        webhookId: id ?? null,
        repeats: kept.filter((receipt) => receipt.webhookId === id && receipt.path === path).length,
        verdict: verdictOf({ id, timestamp, signatures, body }, secrets.get(path), clock.now()),
        signatures: signatures?.split(' ').length ?? 0,
        body: body.toString('utf8'),
        status,
      });
      if (kept.length > keptReceipts * 1.1) kept = kept.slice(-keptReceipts);
      const headers = {
        ...(retryAfterSeconds === null ? {} : { 'retry-after': String(retryAfterSeconds) }),
        ...(status >= 300 && status < 400 ? { location: 'http://169.254.169.254/' } : {}),
      };
      const timer = setTimeout(() => response.writeHead(status, headers).end(), delaySeconds * 1_000);
      response.on('close', () => clearTimeout(timer));
    });
  });
  await new Promise<void>((resolve) => server.listen({ port: 0, host: '127.0.0.1' }, resolve));
  server.unref();
  const address = server.address();
  return {
    url: `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`,
    receipts: () => kept,
    clear: () => {
      kept = [];
      behaviours.clear();
    },
    behave: (path, behaviour) => void behaviours.set(path, behaviour),
    behaviours: () => Object.fromEntries(behaviours),
    know: (path, secret) => void secrets.set(path, secret),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request) {
    const part = Buffer.from(chunk);
    bytes += part.length;
    if (bytes <= longestBodyBytes) chunks.push(part);
  }
  return Buffer.concat(chunks);
}
