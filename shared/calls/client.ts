import type { IncomingMessage } from 'node:http';
import { type RequestOptions, request } from 'node:https';
import type { LookupFunction } from 'node:net';
import type { Clock } from '../platform/clock.ts';
import type { OutgoingRequest } from './kind.ts';
import { publicOnly, type Resolve } from './lookup.ts';
import { type CallFault, type CallOutcome, type CallResult, resultOf, retryAfter } from './rules-result.ts';
import { urlFault } from './url-config.ts';

/** An outcome with what was said, where anybody wants to know. */
export interface Answered extends CallOutcome {
  readonly body: string | null;
}

/** Of which answers the body is wanted. */
export interface Wanted {
  /** Of a call that was done: how long it may be; a longer one is a fault. @default - it is not read */
  readonly longestBytes?: number | undefined;
  /** Whether that of a call that may be made again is wanted; one that is long or breaks off is left out. @default - it is not read */
  readonly ofPassing?: boolean;
  /** The same of a call that was refused. @default - it is not read */
  readonly ofRefusal?: boolean;
}

/** Makes one attempt; whatever goes wrong out there is an outcome, never an error. */
export type Send = (outgoing: OutgoingRequest, wanted?: Wanted) => Promise<Answered>;

export interface ClientOptions {
  readonly clock: Clock;
  /** @default - the system's, public addresses only */
  readonly resolve?: Resolve;
  /** Certificates to trust. @default - Node's own */
  readonly ca?: string;
  /** For everything together: name server, connection, request and answer. @default 10_000 */
  readonly timeoutMs?: number;
}

/** Of an answer's headers. */
const longestHeaderBytes = 16_384;
/** Of an answer that says how long to wait, or why not; it is a line. */
const longestReasonBytes = 4_096;

/** Opens the one way out: https, public addresses, no redirects, no connection kept, a time limit over all. */
export function openClient({ clock, resolve = publicOnly(), ca, timeoutMs = 10_000 }: ClientOptions): Send {
  const fixed = {
    lookup: lookupBy(resolve),
    // A connection that was kept would outlive the look at where its name leads.
    agent: false,
    maxHeaderSize: longestHeaderBytes,
    minVersion: 'TLSv1.2',
    rejectUnauthorized: true,
    ...(ca === undefined ? {} : { ca }),
  } satisfies RequestOptions;
  return (outgoing, wanted = {}) =>
    new Promise((settle) => {
      const fail = (fault: CallFault): void => settle({ status: null, fault, retryAfterSeconds: null, body: null });
      // Schemas of endpoints say so as well; this is the one place that no request goes around.
      if (urlFault(outgoing.url) !== null) return fail('malformed');
      const signal = AbortSignal.timeout(timeoutMs);
      try {
        const sent = request(outgoing.url, { ...fixed, method: outgoing.method, headers: headersOf(outgoing), signal });
        sent.on('error', (error) => fail(signal.aborted ? 'timeout' : faultOf(error)));
        // Without an answer or an error Node ends a request whose connection is to speak something else from now on (101).
        let isAnswered = false;
        sent.on('close', () => !isAnswered && fail('connection'));
        sent.on('response', (answer) => {
          isAnswered = true;
          const retryAfterSeconds = retryAfter(answer.headers['retry-after'], clock());
          const outcome: CallOutcome = { status: answer.statusCode ?? 0, fault: null, retryAfterSeconds };
          wantedBody(answer, resultOf(outcome), wanted)
            .then(
              (body) => settle({ ...outcome, body }),
              (error: Error) => fail(signal.aborted ? 'timeout' : faultOf(error)),
            )
            .finally(() => sent.destroy());
        });
        sent.end(outgoing.body ?? undefined);
      } catch {
        // A header that no request can carry.
        fail('malformed');
      }
    });
}

/** The page of a proxy that is busy may be longer than any answer: it must not refuse a call that may succeed later. */
async function wantedBody(
  answer: IncomingMessage,
  result: CallResult,
  { longestBytes, ofPassing = false, ofRefusal = false }: Wanted,
): Promise<string | null> {
  if (result === 'done') return bodyOf(answer, longestBytes);
  if (result === 'refused' ? !ofRefusal : !ofPassing) return null;
  try {
    return await bodyOf(answer, longestReasonBytes);
  } catch {
    return null;
  }
}

/** An answer may have no end: what nobody wants is not read, and nothing beyond what is wanted. @throws TooLargeError */
async function bodyOf(answer: IncomingMessage, longestBytes: number | undefined): Promise<string | null> {
  if (longestBytes === undefined) return null;
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of answer) {
    const part = Buffer.from(chunk);
    bytes += part.length;
    if (bytes > longestBytes) throw new TooLargeError('the answer is too large');
    chunks.push(part);
  }
  return Buffer.concat(chunks).toString('utf8');
}

class TooLargeError extends Error {
  readonly code = 'ETOOLARGE';
}

function headersOf({ headers, body }: OutgoingRequest): Record<string, string> {
  const length = body === null ? {} : { 'content-length': String(Buffer.byteLength(body)) };
  return { 'user-agent': 'Pheu/1', accept: '*/*', 'accept-encoding': 'identity', ...headers, ...length };
}

/** Node asks for one address or, where it tries several at once, for all. */
function lookupBy(resolve: Resolve): LookupFunction {
  return (hostname, options, callback) => {
    resolve(hostname).then(
      (found) => {
        const [first] = found;
        if (!first) callback(Object.assign(new Error('no address'), { code: 'ENOTFOUND' }), []);
        else if (options.all) callback(null, [...found]);
        else callback(null, first.address, first.family);
      },
      (error: NodeJS.ErrnoException) => callback(error, []),
    );
  };
}

const unresolvable = new Set(['ENOTFOUND', 'EAI_AGAIN', 'EAI_FAIL', 'ENODATA', 'ETIMEOUT']);

function faultOf(error: Error): CallFault {
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  if (code === 'EFORBIDDENADDRESS') return 'forbiddenAddress';
  if (code === 'ETOOLARGE') return 'tooLarge';
  if (unresolvable.has(code)) return 'unresolvable';
  return /^(ERR_TLS|ERR_SSL|EPROTO|CERT_|UNABLE_TO|SELF_SIGNED|DEPTH_ZERO)/.test(code) ? 'tls' : 'connection';
}
