import { type Lead, readLead } from '../leads/index.ts';
import { leadSubject, type PoolId } from '../platform/ids.ts';
import { withIds } from '../products/index.ts';
import { productKind } from '../products/product-config.ts';
import { afterSalePool, assignMessageFor, readDecisions, wasTakenOver } from '../routing/index.ts';
import { poolKind } from '../routing/pool-config.ts';
import { askForOwner, comeBack } from '../status/index.ts';
import { defineWork, type WorkParts } from '../work/index.ts';
import { type AfterSaleRequest, afterSaleRequest } from './after-sale-request.ts';
import { foldFacts, type PurchaseState } from './rules-fold.ts';
import { readPlace, readPurchase } from './store.ts';

/**
 * Has somebody look after the buyer of an order that was paid, by how things stand by now: the pool that takes over customers, or sales, where the
 * buyer had been given back to marketing or was disqualified. An order that was taken back meanwhile moves nobody. Safe to repeat.
 */
export const afterSaleWork = defineWork({
  kind: 'afterSale' satisfies typeof afterSaleRequest.kind,
  schema: afterSaleRequest.schema,
  async run(request, parts) {
    const result = await handOver(request, parts);
    parts.log.info('after-sale decided', { purchaseId: request.purchaseId, result });
  },
});

async function handOver({ purchaseId, correlationId }: AfterSaleRequest, parts: WorkParts): Promise<string> {
  const place = await readPlace(parts.table, purchaseId);
  const [found, order] = place
    ? await Promise.all([readLead(parts.table, place, { consistent: true }), readPurchase(parts.table, place, purchaseId)])
    : [];
  if (!found || !order) return 'gone';
  const state = foldFacts(order.facts);
  if (state.paidAt === null) return 'takenBack';
  const lead = await backAtWork(found, state.paidAt, correlationId, parts);
  if (lead.status === 'disqualified' || lead.status === 'recycled') return lead.status;
  const poolId = await takingOver(lead, state, parts);
  if (poolId === null) {
    // Whoever came back, now or by an earlier try, waits for somebody in sales.
    await askForOwner(lead, correlationId, parts.queues.assign);
    return 'stays';
  }
  const asked = { v: 1, kind: 'assign', leadId: lead.leadId, subject: leadSubject, poolId, cause: 'afterSale' } as const;
  await parts.queues.assign.send(assignMessageFor({ ...asked, causationId: purchaseId, correlationId }));
  return 'asked';
}

async function backAtWork(lead: Lead, paidAt: string, correlationId: string, parts: WorkParts): Promise<Lead> {
  // A retired buyer comes back by a timer of its own, and keeps their owner.
  if (lead.status !== 'recycled' && lead.status !== 'disqualified') return lead;
  const actor = { kind: 'system', id: 'status' } as const;
  return (await comeBack({ leadId: lead.leadId, by: 'purchase', at: paidAt, actor, correlationId }, parts)) ?? lead;
}

/** Returns the pool that takes a buyer over; null: the buyer stays with sales. */
async function takingOver(lead: Lead, { items }: PurchaseState, { table, config }: WorkParts): Promise<PoolId | null> {
  const [products, pools] = await Promise.all([config.current(productKind), config.current(poolKind)]);
  const bought = withIds(
    items.flatMap(({ product }) => product ?? []),
    products.documents,
  );
  const poolId = afterSalePool(pools.documents.values(), bought);
  if (poolId === null || lead.owner?.poolId === poolId) return null;
  return wasTakenOver(lead, poolId, await readDecisions(table, lead)) ? null : poolId;
}
