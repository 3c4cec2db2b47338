import type { Taker } from '../connector-type.ts';
import { pairsOfBody } from './rules-body.ts';

/** What a landing builder or a shop posted: all of it is for the mapping. */
export const genericTaker: Taker = {
  async take({ contentType, content }) {
    const pairs = await pairsOfBody(contentType, content);
    // WooCommerce asks so whether anybody is there when a webhook is made.
    if (pairs.length === 0 || (pairs.length === 1 && pairs[0]?.path === 'webhook_id')) return { kind: 'ignored', reason: 'ping' };
    return { kind: 'told', told: { pairs } };
  },
};
