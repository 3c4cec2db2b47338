import { cartLeft } from '../../events/index.ts';
import { readCompany } from '../company/index.ts';
import { draftEntry, noteOnLead, readLead } from '../leads/index.ts';
import { addMs, isoTime, minutesMs } from '../platform/clock.ts';
import { untilWritten } from '../platform/versioned.ts';
import { allPurchases, orderTimesOf } from '../purchases/index.ts';
import { putTimer, timerIdFor } from '../timers/index.ts';
import { type CartLookRequest, cartLookRequest, readLeadCart } from '../tracking/index.ts';
import { askFor, defineWork, type WorkParts } from '../work/index.ts';
import { type CartLook, judgeCart, lookDue } from './rules-cart.ts';
import { putToldCart, readToldCart } from './told-cart.ts';

/** A timer comes to the second; whatever is due later than this waits for its own. */
const aheadMs = minutesMs;

/** Looks at the cart of a lead once it may have been left, and tells of it in the lead's history. Before, sets the timer of that look. */
export const lookAtCartWork = defineWork({
  kind: 'lookAtCart' satisfies typeof cartLookRequest.kind,
  schema: cartLookRequest.schema,
  async run(request, parts) {
    const { cartLeftAfterMinutes } = await readCompany(parts.config);
    const due = lookDue(new Date(request.at), cartLeftAfterMinutes);
    const now = parts.clock();
    if (due > addMs(now, aheadMs)) {
      await parts.table.put(lookTimer(request, due).Put);
      return;
    }
    const at = new Date(Math.max(now.getTime(), due.getTime()));
    const result = await untilWritten(() => look(request, { leftAfterMinutes: cartLeftAfterMinutes, at }, parts));
    parts.log.info('a cart was looked at', { leadId: request.leadId, result });
  },
});

/** Two beacons of the same minutes set the same timer. */
function lookTimer(request: CartLookRequest, due: Date) {
  const { groupId, body } = askFor(cartLookRequest, request);
  return putTimer({
    timerId: timerIdFor(cartLookRequest.kind, request.leadId),
    dueAt: isoTime(due),
    queue: 'work',
    groupId,
    message: body,
  });
}

async function look(
  { leadId: asked }: CartLookRequest,
  { leftAfterMinutes, at }: { readonly leftAfterMinutes: number; readonly at: Date },
  { table, ids }: WorkParts,
): Promise<CartLook | 'gone' | 'notAgreed'> {
  const lead = await readLead(table, asked, { consistent: true });
  if (!lead) return 'gone';
  if (!lead.consent.tracking?.granted) return 'notAgreed';
  const { leadId } = lead;
  const [found, toldSince, orders] = await Promise.all([
    readLeadCart(table, leadId, at),
    readToldCart(table, leadId),
    allPurchases(table, lead, { consistent: true }),
  ]);
  const judged = judgeCart({ found, toldSince, orderTimes: orderTimesOf(orders), leftAfterMinutes, at });
  if (judged !== 'left' || !found || found.cart.state === 'purchased') return judged;
  const { state, at: since } = found.cart;
  const cause = { correlationId: `cart/${since}`, causationId: `cart/${since}` };
  const noted = noteOnLead(lead, [draftEntry(cartLeft, { state, since })], { at, actor: { kind: 'system', id: 'carts' }, cause }, ids);
  await table.transact([...noted.writes, putToldCart(leadId, toldSince, since)]);
  return judged;
}
