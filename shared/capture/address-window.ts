import { minutesMs } from '../platform/clock.ts';

/** The window in which posts of one client address are counted. */
export const addressWindowMs = 10 * minutesMs;

const maxAddresses = 10_000;

/** Counts posts per form and network of their senders in this instance's memory; the oldest are forgotten first. */
export interface AddressCounter {
  /** Posts counted in the running window. */
  count(formId: string, addressHash: string, at: Date): number;
  add(formId: string, addressHash: string, at: Date): void;
}

export function createAddressCounter(limit = maxAddresses): AddressCounter {
  const counts = new Map<string, { window: number; posts: number }>();
  const windowOf = (at: Date) => Math.floor(at.getTime() / addressWindowMs);
  return {
    count(formId, addressHash, at) {
      const known = counts.get(`${formId}#${addressHash}`);
      return known?.window === windowOf(at) ? known.posts : 0;
    },
    add(formId, addressHash, at) {
      const key = `${formId}#${addressHash}`;
      const posts = this.count(formId, addressHash, at) + 1;
      // Deleting first moves the key to the young end of the map's order.
      counts.delete(key);
      counts.set(key, { window: windowOf(at), posts });
      if (counts.size <= limit) return;
      const [oldest] = counts.keys();
      if (oldest !== undefined) counts.delete(oldest);
    },
  };
}
