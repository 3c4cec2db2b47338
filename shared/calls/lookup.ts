import type { LookupAddress } from 'node:dns';
import { lookup } from 'node:dns/promises';
import { isPublicAddress } from './public-address.ts';

/** Tells to which addresses a name leads. */
export type Resolve = (hostname: string) => Promise<readonly LookupAddress[]>;

/** A name leads to an address inside a network, be it by mistake or to be called from inside. */
export class ForbiddenAddressError extends Error {
  readonly code = 'EFORBIDDENADDRESS';
}

const bySystem: Resolve = (hostname) => lookup(hostname, { all: true });

/**
 * Makes a resolver that refuses a name as a whole when one of its addresses is not public. The connection goes to the addresses that it
 * answers and to no other, so that a second answer of the name server (DNS rebinding) has nobody who asks.
 */
export function publicOnly(resolve: Resolve = bySystem): Resolve {
  return async (hostname) => {
    const found = await resolve(hostname);
    if (!found.every(({ address }) => isPublicAddress(address))) throw new ForbiddenAddressError('the name leads inside');
    return found;
  };
}
