import type { MailRequestOf } from '../../events/index.ts';
import type { CompanyConfig } from '../company/company-config.ts';
import { cleanText } from '../identity/index.ts';
import type { Lead, Locale } from '../leads/index.ts';
import { defineMail, filled, mailId, type ProductParts } from '../mail/index.ts';
import { DecisionId, LeadId, leadSubject, SubjectId } from '../platform/ids.ts';
import { localTime } from '../platform/local-time.ts';
import { isOffered, offerUrl, readAssignment, readDecisionAbout, renderGiven, renderReason } from '../routing/index.ts';
import { acceptPolicyOf, poolKind } from '../routing/pool-config.ts';
import { type CardFacts, gatherCard, localeOf, readOwner } from './card-facts.ts';
import { cardValues } from './card-values.ts';
import { channelGuards, openChannels } from './channels.ts';
import { templates } from './generated/templates.ts';
import { leadOfSubject, needOf, postOfNeed } from './of-need.ts';
import { placeOf } from './place.ts';
import { planAssigned } from './rules-notices.ts';
import { telegramText } from './telegram-text.ts';

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
    const offer = begun.lead.then((lead) => (lead ? offerTo(request, lead, parts) : null));
    const channels = openChannels(begun.lead, mailId('assignedNotice', request.decisionId), parts);
    const [shown, why, offered, open] = await Promise.all([card, reason, offer, channels]);
    return { ...shown, reason: why, offer: offered, channels: open };
  },
  plan: ({ request, lead, facts }) => planAssigned(request, lead, facts),
  compose({ lead, company, facts }) {
    const locale = localeOf(facts.owner);
    const values = { ...ownCard({ lead, company, facts }), reason: cleanText(facts.reason), ...offerValues(facts.offer, company, locale) };
    return { ...filled(templates.assignedNotice, values), locale, replyTo: facts.postedEmail, reader: null };
  },
  guards: (matter, _to, parts) => channelGuards(matter, () => telegramOf(matter), parts),
});

type Request = MailRequestOf<'assignedNotice'>;

const titles = {
  owned: { vi: 'Anh/chị vừa nhận một lead', en: 'A lead is yours' },
  offered: { vi: 'Một lead chờ anh/chị nhận', en: 'A lead waits for you to accept it' },
} as const;

interface Shown {
  readonly lead: Lead;
  readonly company: CompanyConfig;
  readonly facts: CardFacts & { readonly reason: string; readonly offer: OfferFacts | null };
}

/** What is offered is accepted first: that shows a masked number as well. */
function ownCard({ lead, company, facts }: Shown) {
  return cardValues(lead, company, facts.offer ? { ...facts, numberUrl: '' } : facts, localeOf(facts.owner));
}

/** The notice as a message of Telegram. */
function telegramOf({ lead, company, facts }: Shown): string {
  const locale = localeOf(facts.owner);
  const { acceptUrl, acceptBy } = offerValues(facts.offer, company, locale);
  const told = {
    title: titles[facts.offer ? 'offered' : 'owned'][locale],
    reason: cleanText(facts.reason),
    accept: facts.offer ? { url: acceptUrl, until: acceptBy } : null,
  };
  return telegramText(ownCard({ lead, company, facts }), told, locale);
}

/** Where and until when the rep accepts, as long as it is an offer. */
interface OfferFacts {
  readonly acceptUrl: string;
  readonly slaDueAt: string;
}

/** Only of a lead whose pool has its leads accepted the assignment is read. */
async function offerTo({ leadId, subject, decisionId }: Request, { owner }: Lead, parts: ProductParts): Promise<OfferFacts | null> {
  const pools = await parts.config.current(poolKind);
  if (!owner || acceptPolicyOf(pools.documents.get(owner.poolId)) === null) return null;
  const offer = { leadId: LeadId.parse(leadId), subject: SubjectId.parse(subject), decisionId: DecisionId.parse(decisionId) };
  const assignment = await readAssignment(parts.table, offer.leadId, offer.subject);
  if (!assignment || !isOffered(assignment) || assignment.decisionId !== offer.decisionId) return null;
  const { slaDueAt } = assignment;
  return { acceptUrl: offerUrl(offer, slaDueAt, parts.sender), slaDueAt };
}

const offerValues = (offer: OfferFacts | null, { timeZone }: Pick<CompanyConfig, 'timeZone'>, locale: Locale) => ({
  acceptUrl: offer?.acceptUrl ?? '',
  acceptBy: offer ? localTime(offer.slaDueAt, timeZone, locale) : '',
});

/** Why this rep, in their language. */
async function reasonOf(request: Request, lead: Lead, parts: ProductParts): Promise<string> {
  return decisionReason(request, lead, localeOf(await readOwner(parts.config, lead)), parts);
}

/** The sentence speaks to the rep, so it leaves out their name. A decision lies with the lead that it was made of, merged or not. */
async function decisionReason(
  { leadId, subject, decisionId }: Request,
  lead: Lead,
  locale: Locale,
  { table, config }: ProductParts,
): Promise<string> {
  const about = { leadId: LeadId.parse(leadId), subject: SubjectId.parse(subject ?? leadSubject) };
  const decided = readDecisionAbout(table, about, DecisionId.parse(decisionId));
  const [decision, pools] = await Promise.all([decided, config.current(poolKind)]);
  // Of what was open to several the decision says only that: who accepted first has it.
  if (!decision || decision.chosen === null) {
    const assignment = await readAssignment(table, lead.leadId, about.subject);
    return assignment?.repId && assignment.decisionId === decisionId && assignment.given ? renderGiven(assignment.given, locale) : '';
  }
  const pool = pools.documents.get(decision.poolId)?.name ?? { vi: decision.poolId, en: decision.poolId };
  return renderReason(decision, locale, { pool, province: placeOf(lead, locale) });
}
