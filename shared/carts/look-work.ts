import { cartBought, cartLeft } from '../../events/index.ts';
import { readCompany } from '../company/index.ts';
import { changeLead, draftEntry, type EntryDraft, partitionsOf, readLead } from '../leads/index.ts';
import { lifecycleInForce } from '../lifecycle/index.ts';
import { addMs, minutesMs } from '../platform/clock.ts';
import { untilWritten } from '../platform/versioned.ts';
import { allPurchases, orderTimesOf } from '../purchases/index.ts';
import { type CartLookRequest, cartLookRequest, putCartLook, readLeadCart } from '../tracking/index.ts';
import { defineWork, type WorkParts } from '../work/index.ts';
import { boughtBy, type CartLook, judgeCart, lookDue } from './rules-cart.ts';
import { putToldCart, readToldCart } from './told-cart.ts';

/** A timer comes to the second; whatever is due later than this waits for its own. */
const aheadMs = minutesMs;

/** Looks at the cart of a lead once it may have been left, and tells of it in the lead's history. Before, sets the timer of that look. */
export const lookAtCartWork = defineWork({
  kind: 'lookAtCart' satisfies typeof cartLookRequest.kind,
  schema: cartLookRequest.schema,
  async run(request, parts) {
    const { cartLeftAfterMinutes } = await readCompany(parts.config);
    const now = parts.clock();
    const due = request.isBought ? now : lookDue(new Date(request.at), cartLeftAfterMinutes);
    if (due > addMs(now, aheadMs)) {
      await parts.table.put(putCartLook(request, due).Put);
      return;
    }
    const at = new Date(Math.max(now.getTime(), due.getTime()));
    const result = await untilWritten(() => look(request, { leftAfterMinutes: cartLeftAfterMinutes, at }, parts));
    parts.log.info('a cart was looked at', { leadId: request.leadId, result });
  },
});

async function look(
  { leadId: asked }: Pick<CartLookRequest, 'leadId'>,
  { leftAfterMinutes, at }: { readonly leftAfterMinutes: number; readonly at: Date },
  { table, ids, config }: Pick<WorkParts, 'table' | 'ids' | 'config'>,
): Promise<CartLook | 'gone' | 'notAgreed'> {
  const lead = await readLead(table, asked, { consistent: true });
  if (!lead) return 'gone';
  const isAgreed = lead.consent.tracking?.granted ?? false;
  // What was told is put right, whoever may be followed by now.
  if (!isAgreed && !lead.leftCart) return 'notAgreed';
  const { leadId } = lead;
  const [found, toldOf, orders] = await Promise.all([
    readLeadCart(table, lead, at),
    Promise.all(partitionsOf(lead).map((named) => readToldCart(table, named))),
    allPurchases(table, lead, { consistent: true }),
  ]);
  // What a part of this lead was told of before a merge is no other cart.
  const known = toldOf.filter((since) => since !== null);
  const toldSince = known.sort().at(-1) ?? null;
  const orderTimes = orderTimesOf(orders);
  const rules = await lifecycleInForce(config);
  const change = (since: string, leftCart: string | null, entry: EntryDraft) => {
    const cause = { correlationId: `cart/${since}`, causationId: `cart/${since}` };
    const act = { at, actor: { kind: 'system', id: 'carts' } as const, cause, rules, ids };
    return changeLead({ ...act, before: lead, draft: () => ({ fields: { leftCart }, entries: [entry] }) }).writes;
  };
  const by = boughtBy(lead.leftCart, { found, orderTimes });
  if (lead.leftCart && by) {
    await table.transact(change(lead.leftCart, null, draftEntry(cartBought, { since: lead.leftCart, by })));
    // Another cart may have been left since.
    return look({ leadId: asked }, { leftAfterMinutes, at }, { table, ids, config });
  }
  const judged = isAgreed ? judgeCart({ found, toldSince, orderTimes, leftAfterMinutes, at }) : 'notAgreed';
  if (judged !== 'left' || !found || found.cart.state === 'purchased') return judged;
  const { state, at: since } = found.cart;
  await table.transact([...change(since, since, draftEntry(cartLeft, { state, since })), putToldCart(leadId, toldOf[0] ?? null, since)]);
  return judged;
}
