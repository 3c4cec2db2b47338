import { purchaseFactVoided } from '../../events/index.ts';
import { draftEntry, readLead } from '../leads/index.ts';
import type { PurchaseId } from '../platform/ids.ts';
import { untilWritten } from '../platform/versioned.ts';
import { needOf } from './need-of-order.ts';
import type { PurchaseFact } from './record.ts';
import { readPlace, readPurchase } from './store.ts';
import { type PurchaseParts, standingOf, type Telling, writeOrder } from './write-order.ts';

/** Whoever told facts of an order takes back that they told them. */
export interface RetractAsked extends Telling {
  readonly purchaseId: PurchaseId;
  /** Tells of a fact whether it is one of them. */
  readonly isTold: (fact: PurchaseFact) => boolean;
}

/**
 * Takes facts out of an order as if they had never been told: unlike void ones they count again when somebody tells them again. The last one takes the order along. Stage and evidence of
 * the lead follow, and consumers hear of each as of a void one. Safe to repeat.
 */
export async function retractFacts({ purchaseId, isTold, ...told }: RetractAsked, parts: PurchaseParts): Promise<void> {
  for (let isLeft = true; isLeft; ) {
    isLeft = await untilWritten(async () => {
      const place = await readPlace(parts.table, purchaseId);
      const [lead, before] = place
        ? await Promise.all([readLead(parts.table, place, { consistent: true }), readPurchase(parts.table, place, purchaseId)])
        : [];
      // Void ones stay: somebody has said of them that they never happened.
      const fact = before?.facts.findLast((one) => one.voidedAt === undefined && isTold(one));
      if (!lead || !before || !fact) return false;
      const after = { ...before, facts: before.facts.filter((one) => one !== fact), version: before.version + 1 };
      const { source, currency } = before;
      const { kind, at, amount = null } = fact;
      const data = { purchaseId, source, currency, reason: 'mistake', fact: { kind, at, amount } } as const;
      const need = await needOf(before, parts.table);
      const entryOf = (states: Parameters<typeof standingOf>[0]) => draftEntry(purchaseFactVoided, { ...data, ...standingOf(states) });
      await writeOrder({ lead, need, before, after, entryOf }, told, parts);
      return true;
    });
  }
}
