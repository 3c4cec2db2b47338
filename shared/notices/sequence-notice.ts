import type { MailRequestOf } from '../../events/index.ts';
import type { CompanyConfig } from '../company/company-config.ts';
import { cleanMultiline, cleanText } from '../identity/index.ts';
import type { Lead, Locale } from '../leads/index.ts';
import { defineMail, filled, mailId, type ProductParts } from '../mail/index.ts';
import { digest } from '../platform/ids.ts';
import type { RepConfig } from '../routing/rep-config.ts';
import { type CardFacts, gatherCard } from './card-facts.ts';
import { cardValues } from './card-values.ts';
import { channelGuards, channelsOf } from './channels.ts';
import { quietOf } from './choice.ts';
import { templates } from './generated/templates.ts';
import { repHears, userHears } from './hearer.ts';
import { leaderWords } from './leader-text.ts';
import { leadOfSubject, needOf, postOfNeed } from './of-need.ts';
import { planSequenceNotice } from './rules-notices.ts';
import { whenHeard } from './rules-quiet.ts';
import { shortText } from './short-text.ts';
import type { ToldByStep } from './told-by-step.ts';
import { localeOfTold, readToldUser } from './told-user.ts';

/** Why the receiver is told. */
const whyOwner = { vi: 'vì anh/chị phụ trách khách này', en: 'who looks after this customer' } as const;
const whyLeader = {
  vi: 'Thư nội bộ gửi trưởng nhóm, vì khách này chưa có người phụ trách.',
  en: 'Internal message to the leader of the pool, because nobody looks after this customer yet.',
} as const;

/**
 * Tells whoever has a lead what a step of its sequence says: the owner of what the run is about, else of the lead, as they are by now; else the
 * leader of the pool. It tells of no post.
 */
export const sequenceNotice = defineMail({
  kind: 'sequenceNotice',
  audience: 'rep',
  purpose: 'notice',
  name: nameOf,
  known: leadOfRun,
  async gather(request, begun, parts) {
    const need = request.subject === undefined ? undefined : await needOf(request.subject, parts);
    // What sequences are made of is loaded with the first of these: other notices must not pay for it.
    const told = import('./told-by-step.ts').then(({ readToldByStep }) => readToldByStep(request, begun.lead, parts));
    const [card, byStep] = await Promise.all([gatherCard(request.leadId, begun, parts, need && postOfNeed(need)), told]);
    const id = mailId('sequenceNotice', nameOf(request));
    const leader = card.owner || !byStep.leader ? undefined : await readToldUser(byStep.leader.id, id, parts);
    const channels = leader?.channels ?? (await channelsOf(repHears(card.owner), id, parts));
    const quiet = await quietOf(parts.table, leader ? userHears(leader) : repHears(card.owner));
    const own = card.owner ?? leader?.own;
    return { ...card, ...byStep, own, channels, quiet, correlationId: request.leadId, told: undefined, postedEmail: null };
  },
  plan: ({ lead, company, facts }, now) => whenHeard(planSequenceNotice(lead, facts), { rep: facts.own, quiet: facts.quiet, company }, now),
  compose(matter) {
    const { locale, ...values } = shownOf(matter);
    return { ...filled(templates.sequenceNotice, values), locale, replyTo: null, reader: null };
  },
  guards: (matter, _to, parts) => channelGuards(matter, () => textOf(shownOf(matter)), parts),
});

function nameOf({ sequenceId, run, stepId }: MailRequestOf<'sequenceNotice'>): string {
  return digest(sequenceId, String(run), stepId);
}

interface Shown {
  readonly lead: Lead;
  readonly company: CompanyConfig;
  readonly facts: CardFacts & Pick<ToldByStep, 'step' | 'sequenceName'> & { readonly own: RepConfig | undefined };
}

/** What every channel shows. */
function shownOf({ lead, company, facts }: Shown) {
  const locale = localeOfTold(facts, company);
  return {
    locale,
    ...cardValues(lead, company, facts, locale),
    reason: cleanMultiline(facts.step?.texts[locale] ?? ''),
    sequenceName: cleanText(facts.sequenceName?.[locale] ?? ''),
    toWhom: toWhom(lead, cleanText(facts.owner?.name ?? ''), locale),
  };
}

/** The notice as a message of Telegram. */
function textOf({
  locale,
  leadName,
  place,
  formerPlace,
  phone,
  phoneUrl,
  numberUrl,
  leadUrl,
  reason,
  sequenceName,
}: ReturnType<typeof shownOf>): string {
  const isDialled = phoneUrl.startsWith('tel:');
  return shortText(
    {
      title: sequenceName === '' ? leaderWords.sequenceNotice.what[locale] : sequenceName,
      leadName,
      lines: [`${place}${formerPlace}`, reason],
      phone: isDialled ? phone : '',
      typed: [['phone', isDialled ? '' : phone]],
      links: [
        ['number', numberUrl],
        ['record', leadUrl],
      ],
    },
    locale,
  );
}

/** Returns a lead with the owner of the need that the run is about, where somebody has that. */
async function leadOfRun({ leadId, subject }: MailRequestOf<'sequenceNotice'>, lead: Lead, parts: ProductParts): Promise<Lead> {
  if (subject === undefined) return lead;
  const ofNeed = await leadOfSubject({ leadId, subject }, lead, parts);
  return ofNeed.owner ? ofNeed : lead;
}

function toWhom({ owner }: Pick<Lead, 'owner'>, repName: string, locale: Locale): string {
  if (!owner) return whyLeader[locale];
  return locale === 'vi' ? `Thư nội bộ gửi ${repName}, ${whyOwner.vi}.` : `Internal message to ${repName}, ${whyOwner.en}.`;
}
