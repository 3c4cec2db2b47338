import { isOurCdn } from '../platform/secrets.ts';

/** What the transport tells of the sender. */
export interface Transport {
  /** The header that only our own CDN can fill. */
  readonly originSecret: string | undefined;
  readonly forwardedFor: string | undefined;
  readonly sourceAddress: string;
}

/**
 * The client's address. Behind our CDN it is the second from the right of X-Forwarded-For (the CDN appends the client's, the
 * gateway appends the CDN's); whatever stands further left was written by the client. Without the CDN's secret the whole
 * header may be invented, and the connection's own address counts.
 */
export function clientAddress({ originSecret, forwardedFor, sourceAddress }: Transport, originDigests: readonly string[]): string {
  if (!forwardedFor || !isOurCdn(originSecret, originDigests)) return sourceAddress;
  return forwardedFor.split(',').at(-2)?.trim() || sourceAddress;
}
