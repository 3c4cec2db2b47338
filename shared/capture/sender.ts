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

/** One household or phone has a whole /64 of IPv6 and changes inside it at will, so the network counts. */
export function networkOf(address: string): string {
  if (!address.includes(':') || address.includes('.')) return address;
  const [head = '', tail] = address.toLowerCase().split('::');
  const left = head.split(':').filter((group) => group !== '');
  const right = tail === undefined ? [] : tail.split(':').filter((group) => group !== '');
  const zeros = Array.from({ length: tail === undefined ? 0 : Math.max(0, 8 - left.length - right.length) }, () => '0');
  return [...left, ...zeros, ...right]
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ''))
    .join(':');
}
