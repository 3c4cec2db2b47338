import { request as httpRequest, Agent as PlainAgent } from 'node:http';
import { request as httpsRequest, Agent as SecureAgent } from 'node:https';

/** Where requests go and what they say. */
export interface Target {
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  nextBody(): string;
}

/** What came of the requests of one run. */
export interface Drive {
  readonly seconds: number;
  readonly latenciesMs: readonly number[];
  /** Answers by status. */
  readonly statuses: ReadonlyMap<number, number>;
}

const patienceMs = 30_000;

/** Posts over some connections, on each one request after the other, until `isOver` says so. @throws when a request gets no answer */
export async function drive(target: Target, connections: number, isOver: (sent: number, elapsedMs: number) => boolean): Promise<Drive> {
  const isSecure = target.url.protocol === 'https:';
  const agent = new (isSecure ? SecureAgent : PlainAgent)({ keepAlive: true, maxSockets: connections });
  const latenciesMs: number[] = [];
  const statuses = new Map<number, number>();
  const startedAt = performance.now();
  let sent = 0;
  const connection = async (): Promise<void> => {
    while (!isOver(sent, performance.now() - startedAt)) {
      sent += 1;
      const body = target.nextBody();
      const askedAt = performance.now();
      const { status } = await post(target, body, agent);
      latenciesMs.push(performance.now() - askedAt);
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
    }
  };
  try {
    await Promise.all(Array.from({ length: connections }, connection));
    return { seconds: (performance.now() - startedAt) / 1000, latenciesMs, statuses };
  } finally {
    agent.destroy();
  }
}

/** One request and its whole answer. */
export function post(
  { url, headers }: Pick<Target, 'url' | 'headers'>,
  body: string,
  agent?: PlainAgent | SecureAgent,
): Promise<{ readonly status: number; readonly text: string }> {
  const send = url.protocol === 'https:' ? httpsRequest : httpRequest;
  return new Promise((resolve, reject) => {
    const options = {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers, 'content-length': Buffer.byteLength(body) },
      timeout: patienceMs,
      ...(agent ? { agent } : {}),
    };
    const request = send(url, options, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => {
        text += chunk;
      });
      response.on('end', () => resolve({ status: response.statusCode ?? 0, text }));
      response.on('error', reject);
    });
    request.on('timeout', () => request.destroy(new Error(`no answer within ${patienceMs / 1000} s`)));
    request.on('error', reject);
    request.end(body);
  });
}
