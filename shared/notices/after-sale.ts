import { cleanText } from '../identity/index.ts';
import { defineMail, filled } from '../mail/index.ts';
import { DecisionId, digest, LeadId, RepId } from '../platform/ids.ts';
import { readDecision } from '../routing/index.ts';
import { poolKind } from '../routing/pool-config.ts';
import { repKind } from '../routing/rep-config.ts';
import { localeOf } from './card-facts.ts';
import { quietOf } from './choice.ts';
import { templates } from './generated/templates.ts';
import { repHears } from './hearer.ts';
import { planAfterSale } from './rules-notices.ts';
import { whenHeard } from './rules-quiet.ts';

/** Tells whoever sold something that another pool looks after the customer from now on. */
export const afterSaleNotice = defineMail({
  kind: 'afterSaleNotice',
  audience: 'rep',
  purpose: 'notice',
  name: ({ decisionId, repId }) => digest(decisionId, repId),
  async gather({ leadId, decisionId, repId }, _begun, parts) {
    const [reps, pools, decision] = await Promise.all([
      parts.config.current(repKind),
      parts.config.current(poolKind),
      readDecision(parts.table, LeadId.parse(leadId), DecisionId.parse(decisionId)),
    ]);
    const of = (id: RepId | null | undefined) => (id ? reps.documents.get(id) : undefined);
    const pool = decision && pools.documents.get(decision.poolId)?.name;
    const seller = of(RepId.parse(repId));
    return { correlationId: leadId, seller, quiet: await quietOf(parts.table, repHears(seller)), taker: of(decision?.chosen), pool };
  },
  plan: ({ request, lead, company, facts }, now) =>
    whenHeard(planAfterSale(request, lead, facts.seller), { rep: facts.seller, quiet: facts.quiet, company }, now),
  compose({ lead, facts: { seller, taker, pool } }) {
    const locale = localeOf(seller);
    const values = {
      leadName: cleanText(lead.fullName ?? '') || (locale === 'vi' ? 'Khách chưa cho biết tên' : 'A customer without a name'),
      takerName: cleanText(taker?.name ?? ''),
      poolName: cleanText(pool?.[locale] ?? ''),
      repName: cleanText(seller?.name ?? ''),
    };
    return { ...filled(templates.afterSaleNotice, values), locale, replyTo: null, reader: null };
  },
});
