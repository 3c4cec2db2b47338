import type { MailRequestOf } from '../../events/index.ts';
import { cleanMultiline, cleanText } from '../identity/index.ts';
import type { Lead, Locale } from '../leads/index.ts';
import { defineMail, filled, type ProductParts } from '../mail/index.ts';
import { digest } from '../platform/ids.ts';
import { gatherCard, localeOf } from './card-facts.ts';
import { cardValues } from './card-values.ts';
import { quietOf } from './choice.ts';
import { templates } from './generated/templates.ts';
import { leadOfSubject, needOf, postOfNeed } from './of-need.ts';
import { planSequenceNotice } from './rules-notices.ts';
import { whenHeard } from './rules-quiet.ts';

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
  name: ({ sequenceId, run, stepId }) => digest(sequenceId, String(run), stepId),
  known: leadOfRun,
  async gather(request, begun, parts) {
    const need = request.subject === undefined ? undefined : await needOf(request.subject, parts);
    // What sequences are made of is loaded with the first of these: other notices must not pay for it.
    const told = import('./told-by-step.ts').then(({ readToldByStep }) => readToldByStep(request, begun.lead, parts));
    const [card, byStep] = await Promise.all([gatherCard(request.leadId, begun, parts, need && postOfNeed(need)), told]);
    const quiet = await quietOf(parts.table, card.owner);
    return { ...card, ...byStep, quiet, correlationId: request.leadId, told: undefined, postedEmail: null };
  },
  plan: ({ lead, company, facts }, now) =>
    whenHeard(planSequenceNotice(lead, facts), { rep: facts.owner, quiet: facts.quiet, company }, now),
  compose({ lead, company, facts }) {
    const locale = localeOf(facts.owner);
    const values = {
      ...cardValues(lead, company, facts, locale),
      reason: cleanMultiline(facts.step?.texts[locale] ?? ''),
      sequenceName: cleanText(facts.sequenceName?.[locale] ?? ''),
      toWhom: toWhom(lead, cleanText(facts.owner?.name ?? ''), locale),
    };
    return { ...filled(templates.sequenceNotice, values), locale, replyTo: null, reader: null };
  },
});

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
