import { purchaseFactVoided } from '../../events/index.ts';
import { draftEntry, readLead } from '../leads/index.ts';
import { NotFoundError } from '../platform/errors.ts';
import type { PurchaseId } from '../platform/ids.ts';
import { untilWritten } from '../platform/versioned.ts';
import { needOf } from './need-of-order.ts';
import { withoutFact } from './rules-facts.ts';
import { readPlace, readPurchase } from './store.ts';
import { keepKnown, type PurchaseParts, type Recorded, standingOf, type Telling, writeOrder } from './write-order.ts';

/** Somebody says that a fact of an order never happened. */
export interface VoidAsked extends Telling {
  readonly purchaseId: PurchaseId;
  readonly factId: string;
  readonly reason: 'mistake' | 'duplicate' | 'test' | 'other';
}

/**
 * Takes a fact out of what an order comes to. It stays on record as void, so that whoever tells it again brings nothing back; stage and evidence of
 * the lead follow. Voiding it once more changes nothing.
 * @throws NotFoundError
 */
export function voidFact({ purchaseId, factId, reason, ...told }: VoidAsked, parts: PurchaseParts): Promise<Recorded> {
  return untilWritten(async () => {
    const place = await readPlace(parts.table, purchaseId);
    const [lead, before] = place
      ? await Promise.all([readLead(parts.table, place, { consistent: true }), readPurchase(parts.table, place, purchaseId)])
      : [];
    const fact = before?.facts.find((one) => one.factId === factId);
    if (!lead || !before || !fact) throw new NotFoundError('no such fact');
    const need = await needOf(before, parts.table);
    if (fact.voidedAt !== undefined) return keepKnown({ purchase: before, lead, need }, told, parts);
    const facts = withoutFact(before.facts, factId, parts.clock());
    const after = { ...before, facts, version: before.version + 1 };
    const { source, currency } = before;
    const { kind, at, amount = null } = fact;
    return writeOrder(
      {
        lead,
        need,
        before,
        after,
        entryOf: (states) =>
          draftEntry(purchaseFactVoided, { purchaseId, source, currency, reason, fact: { kind, at, amount }, ...standingOf(states) }),
      },
      told,
      parts,
    );
  });
}
