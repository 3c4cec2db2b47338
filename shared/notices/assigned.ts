import type { MailRequestOf } from '../../events/index.ts';
import { cleanText } from '../identity/index.ts';
import type { Lead, Locale } from '../leads/index.ts';
import { defineMail, filled, type ProductParts } from '../mail/index.ts';
import { DecisionId, LeadId } from '../platform/ids.ts';
import { readDecision, renderReason } from '../routing/index.ts';
import { poolKind } from '../routing/pool-config.ts';
import { gatherCard, localeOf, readOwner } from './card-facts.ts';
import { cardValues } from './card-values.ts';
import { templates } from './generated/templates.ts';
import { leadOfSubject, needOf, postOfNeed } from './of-need.ts';
import { placeOf } from './place.ts';
import { planAssigned } from './rules-notices.ts';

/** Tells a rep that a lead is theirs, why, and what to do now. */
export const assignedNotice = defineMail({
  kind: 'assignedNotice',
  audience: 'rep',
  purpose: 'notice',
  name: ({ decisionId }) => decisionId,
  known: leadOfSubject,
  async gather(request, begun, parts) {
    const need = needOf(request.subject, parts);
    const reason = begun.lead.then((lead) => (lead ? reasonOf(request, lead, parts) : ''));
    const card = need.then((found) => gatherCard(request.leadId, begun, parts, found && postOfNeed(found)));
    const [shown, why] = await Promise.all([card, reason]);
    return { ...shown, reason: why };
  },
  plan: ({ request, lead, facts }) => planAssigned(request, lead, facts.owner),
  compose({ lead, company, facts }) {
    const locale = localeOf(facts.owner);
    const values = { ...cardValues(lead, company, facts, locale), reason: cleanText(facts.reason) };
    return { ...filled(templates.assignedNotice, values), locale, replyTo: facts.postedEmail, reader: null };
  },
});

type Request = MailRequestOf<'assignedNotice'>;

/** Why this rep, in their language. */
async function reasonOf(request: Request, lead: Lead, parts: ProductParts): Promise<string> {
  return decisionReason(request, lead, localeOf(await readOwner(parts.config, lead)), parts);
}

/** The sentence speaks to the rep, so it leaves out their name. A decision lies with the lead that it was made of, merged or not. */
async function decisionReason(
  { leadId, decisionId }: Request,
  lead: Lead,
  locale: Locale,
  { table, config }: ProductParts,
): Promise<string> {
  const decided = readDecision(table, LeadId.parse(leadId), DecisionId.parse(decisionId));
  const [decision, pools] = await Promise.all([decided, config.current(poolKind)]);
  if (!decision) return '';
  const pool = pools.documents.get(decision.poolId)?.name ?? { vi: decision.poolId, en: decision.poolId };
  return renderReason(decision, locale, { pool, province: placeOf(lead, locale) });
}
