import type { MailRequestOf } from '../../events/index.ts';
import { cleanText } from '../identity/index.ts';
import type { Both } from '../leads/event-sentence.ts';
import type { Lead, Locale } from '../leads/index.ts';
import { defineMail, filled, mailId } from '../mail/index.ts';
import { DecisionId, digest, LeadId, RepId } from '../platform/ids.ts';
import { readDecision } from '../routing/index.ts';
import { poolKind } from '../routing/pool-config.ts';
import { type RepConfig, repKind } from '../routing/rep-config.ts';
import { localeOf } from './card-facts.ts';
import { channelGuards, channelsOf } from './channels.ts';
import { quietOf } from './choice.ts';
import { templates } from './generated/templates.ts';
import { repHears } from './hearer.ts';
import { leadNameOf } from './lead-name.ts';
import { planAfterSale } from './rules-notices.ts';
import { whenHeard } from './rules-quiet.ts';
import { shortText } from './short-text.ts';

/** Tells whoever sold something that another pool looks after the customer from now on. */
export const afterSaleNotice = defineMail({
  kind: 'afterSaleNotice',
  audience: 'rep',
  purpose: 'notice',
  name: nameOf,
  async gather(request, _begun, parts) {
    const { leadId, decisionId, repId } = request;
    const [reps, pools, decision] = await Promise.all([
      parts.config.current(repKind),
      parts.config.current(poolKind),
      readDecision(parts.table, LeadId.parse(leadId), DecisionId.parse(decisionId)),
    ]);
    const of = (id: RepId | null | undefined) => (id ? reps.documents.get(id) : undefined);
    const pool = decision && pools.documents.get(decision.poolId)?.name;
    const seller = of(RepId.parse(repId));
    const [quiet, channels] = await Promise.all([
      quietOf(parts.table, repHears(seller)),
      channelsOf(repHears(seller), mailId('afterSaleNotice', nameOf(request)), parts),
    ]);
    return { correlationId: leadId, seller, quiet, channels, taker: of(decision?.chosen), pool };
  },
  plan: ({ request, lead, company, facts }, now) =>
    whenHeard(planAfterSale(request, lead, facts.seller), { rep: facts.seller, quiet: facts.quiet, company }, now),
  compose(matter) {
    const values = shownOf(matter);
    return { ...filled(templates.afterSaleNotice, values), locale: localeOf(matter.facts.seller), replyTo: null, reader: null };
  },
  guards: (matter, _to, parts) => channelGuards(matter, () => textOf(shownOf(matter), localeOf(matter.facts.seller)), parts),
});

function nameOf({ decisionId, repId }: MailRequestOf<'afterSaleNotice'>): string {
  return digest(decisionId, repId);
}

interface Shown {
  readonly lead: Lead;
  readonly facts: {
    readonly seller: RepConfig | undefined;
    readonly taker: RepConfig | undefined;
    readonly pool: Both | undefined;
  };
}

/** What every channel shows: nothing to reach the person by. */
function shownOf({ lead, facts: { seller, taker, pool } }: Shown) {
  const locale = localeOf(seller);
  return {
    leadName: leadNameOf(lead, locale),
    takerName: cleanText(taker?.name ?? ''),
    poolName: cleanText(pool?.[locale] ?? ''),
    repName: cleanText(seller?.name ?? ''),
  };
}

/** The notice as a message of Telegram. */
function textOf({ leadName, takerName, poolName }: ReturnType<typeof shownOf>, locale: Locale): string {
  const told = {
    vi: {
      title: 'Khách đã mua hàng',
      line: `Từ nay khách do ${takerName}${poolName && ` (nhóm “${poolName}”)`} chăm sóc, các việc còn dở đã chuyển theo.`,
    },
    en: {
      title: 'Your customer has bought',
      line: `From now on ${takerName}${poolName && ` (pool “${poolName}”)`} looks after them; open tasks have moved along.`,
    },
  }[locale];
  return shortText({ title: told.title, leadName, lines: [told.line] }, locale);
}
