import { type RequestOptions, request } from 'node:https';
import type { LookupFunction } from 'node:net';
import type { Clock } from '../platform/clock.ts';
import type { OutgoingRequest } from './kind.ts';
import { publicOnly, type Resolve } from './lookup.ts';
import { type CallFault, type CallOutcome, retryAfter } from './rules-result.ts';
import { urlFault } from './rules-url.ts';

/** Makes one attempt; whatever goes wrong out there is an outcome, never an error. */
export type Send = (outgoing: OutgoingRequest) => Promise<CallOutcome>;

export interface ClientOptions {
  readonly clock: Clock;
  /** @default - the system's, public addresses only */
  readonly resolve?: Resolve;
  /** Certificates to trust. @default - Node's own */
  readonly ca?: string;
  /** For everything together: name server, connection, request and answer. @default 10_000 */
  readonly timeoutMs?: number;
}

/** Of an answer's headers; the body is not read at all. */
const longestHeaderBytes = 16_384;

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
  return (outgoing) =>
    new Promise((settle) => {
      const fail = (fault: CallFault): void => settle({ status: null, fault, retryAfterSeconds: null });
      // Schemas of endpoints say so as well; this is the one place that no request goes around.
      if (urlFault(outgoing.url) !== null) return fail('malformed');
      const signal = AbortSignal.timeout(timeoutMs);
      try {
        const sent = request(outgoing.url, { ...fixed, method: outgoing.method, headers: headersOf(outgoing), signal });
        sent.on('error', (error) => fail(signal.aborted ? 'timeout' : faultOf(error)));
        sent.on('response', (answer) => {
          settle({ status: answer.statusCode ?? 0, fault: null, retryAfterSeconds: retryAfter(answer.headers['retry-after'], clock()) });
          // What it says does not matter, and may have no end.
          sent.destroy();
        });
        sent.end(outgoing.body ?? undefined);
      } catch {
        // A header that no request can carry.
        fail('malformed');
      }
    });
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
  if (unresolvable.has(code)) return 'unresolvable';
  return /^(ERR_TLS|ERR_SSL|EPROTO|CERT_|UNABLE_TO|SELF_SIGNED|DEPTH_ZERO)/.test(code) ? 'tls' : 'connection';
}
