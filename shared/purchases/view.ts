import type { PurchaseListView, PurchaseView } from '../../api/purchases/purchase-view.ts';
import type { Principal } from '../access/index.ts';
import type { Lead } from '../leads/index.ts';
import { seenNeeds } from '../opportunities/index.ts';
import type { Asked, Cursors } from '../platform/cursor.ts';
import { type LeadId, type OpportunityId, PurchaseId } from '../platform/ids.ts';
import type { Table } from '../platform/table.ts';
import type { Purchase } from './record.ts';
import { foldFacts } from './rules-fold.ts';
import { totalsOf } from './rules-totals.ts';
import { allPurchases, readPurchases } from './store.ts';

/** What the caller may know of whose an order is by now, and of the need that it is for. */
interface SeenOf {
  readonly leadId: LeadId | null;
  readonly opportunityId: OpportunityId | null;
}

/** Shows an order with what its facts come to. */
export function purchaseView(
  { purchaseId, version, source, orderId, currency, recordedAt, facts, offers }: Purchase,
  { leadId, opportunityId }: SeenOf,
): PurchaseView {
  const { items, ...state } = foldFacts(facts);
  return { purchaseId, leadId, opportunityId, version, source, orderId, currency, recordedAt, ...state, items: [...items], facts, offers };
}

/**
 * Shows a page of a lead's orders, the latest first; the first page with what all of them come to. @throws InvalidInputError for a cursor of another query
 */
export async function purchasesView(
  lead: Lead,
  principal: Principal,
  { limit, cursor }: { readonly limit: number; readonly cursor?: string | undefined },
  { table, cursors }: { readonly table: Table; readonly cursors: Cursors },
): Promise<PurchaseListView> {
  const { leadId } = lead;
  const asked: Asked = { userId: principal.userId, route: `GET /v1/leads/${leadId}/purchases`, query: {} };
  const after = cursor === undefined ? undefined : PurchaseId.parse(cursors.open(cursor, asked));
  const { purchases, next, totals } =
    after === undefined
      ? firstOf(await allPurchases(table, { leadId }), limit)
      : { ...(await readPurchases(table, { leadId }, { limit, after })), totals: null };
  const begunAt = ({ facts: [first], recordedAt }: Purchase) => first?.at ?? recordedAt;
  const latestFirst = purchases.sort((one, other) => (begunAt(one) < begunAt(other) ? 1 : -1));
  const nextCursor = next === undefined ? null : cursors.seal(next, asked);
  const isSeen = await seenNeeds(
    table,
    principal,
    lead,
    purchases.map(({ opportunityId }) => opportunityId),
  );
  const items = latestFirst.map((one) => {
    const { opportunityId = null } = one;
    return purchaseView(one, { leadId, opportunityId: isSeen(opportunityId) ? opportunityId : null });
  });
  return { items, totals, nextCursor };
}

function firstOf(all: readonly Purchase[], limit: number) {
  const purchases = all.toSorted((one, other) => (one.purchaseId < other.purchaseId ? -1 : 1)).slice(0, limit);
  return { purchases, next: purchases.length < all.length ? purchases.at(-1)?.purchaseId : undefined, totals: totalsOf(all) };
}
