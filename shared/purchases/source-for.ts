import { may, type Principal } from '../access/index.ts';
import { BeyondRoleError } from '../platform/errors.ts';
import type { SourceId } from '../platform/ids.ts';
import { manualSource } from './record.ts';

/**
 * Returns the source of an order that a colleague records under a lead. The first to tell of an order decides whose it is, so the numbers
 * of a shop are for those who may tell of anybody's orders: else a rep could take the order of a stranger before the shop tells of it.
 * @throws BeyondRoleError
 */
export function sourceFor(principal: Principal, source: SourceId = manualSource): SourceId {
  if (source === manualSource || may(principal, 'purchase.import')) return source;
  throw new BeyondRoleError('this role does not tell of the orders of a shop', [
    { path: 'source', message: `leave it out, or write ${manualSource}: the shop itself tells of its orders` },
  ]);
}
