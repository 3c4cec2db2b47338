import { everythingMasked } from '../access/index.ts';
import type { CompanyConfig } from '../company/company-config.ts';
import { cleanText } from '../identity/index.ts';
import type { Lead } from '../leads/index.ts';
import { defineMail, filled, hideValues, mailId, productLabels } from '../mail/index.ts';
import { DecisionId, digest, LeadId, RepId, SubjectId } from '../platform/ids.ts';
import { localTime } from '../platform/local-time.ts';
import { claimUrl, findClaim } from '../routing/index.ts';
import { poolKind } from '../routing/pool-config.ts';
import type { RepConfig } from '../routing/rep-config.ts';
import { repKind } from '../routing/rep-config.ts';
import { type CardFacts, gatherCard } from './card-facts.ts';
import { channelGuards, channelsOf } from './channels.ts';
import { templates } from './generated/templates.ts';
import { repHears } from './hearer.ts';
import { leadNameOf } from './lead-name.ts';
import { leadOfSubject } from './of-need.ts';
import { placeValues } from './place.ts';
import { planClaim } from './rules-notices.ts';
import { claimText } from './telegram-text.ts';

/** Tells each rep who is there that the first to accept a lead has it: with what it is about, and nothing to reach the person by. */
export const claimNotice = defineMail({
  kind: 'claimNotice',
  audience: 'rep',
  purpose: 'notice',
  name: ({ decisionId, repId }) => digest(decisionId, repId),
  known: leadOfSubject,
  async gather({ leadId, subject, decisionId, repId }, begun, parts) {
    const about = {
      leadId: LeadId.parse(leadId),
      subject: SubjectId.parse(subject),
      decisionId: DecisionId.parse(decisionId),
      repId: RepId.parse(repId),
    };
    const [card, reps, pools, found] = await Promise.all([
      gatherCard(leadId, begun, parts),
      parts.config.current(repKind),
      parts.config.current(poolKind),
      begun.lead.then((lead) => (lead ? findClaim(about, parts) : null)),
    ]);
    const claim = found?.standing.kind === 'open' ? found.standing.claim : null;
    const open = claim && {
      url: claimUrl(about, claim.until, parts.sender),
      until: claim.until,
      pool: pools.documents.get(claim.poolId)?.name,
    };
    const rep = reps.documents.get(about.repId);
    // Nobody has the lead: who hears of it is the rep to whom it is open.
    const channels = open ? await channelsOf(repHears(rep), mailId('claimNotice', digest(decisionId, repId)), parts) : {};
    return { ...card, owner: rep, rep, open, channels };
  },
  plan: ({ facts }) => planClaim(facts.rep, facts.open !== null),
  compose({ lead, company, facts }) {
    const { locale, ...values } = shownOf({ lead, company, facts });
    return { ...filled(templates.claimNotice, values), locale, replyTo: null, reader: null };
  },
  guards: (matter, _to, parts) =>
    channelGuards(
      matter,
      () => {
        const { locale, ...values } = shownOf(matter);
        return claimText(values, locale);
      },
      parts,
    ),
});

interface Shown {
  readonly lead: Lead;
  readonly company: CompanyConfig;
  readonly facts: CardFacts & {
    readonly rep: RepConfig | undefined;
    readonly open: { readonly url: string; readonly until: string; readonly pool: RepPool } | null;
  };
}

type RepPool = { readonly vi: string; readonly en: string } | undefined;

/** What every channel shows of the lead: nothing to reach the person by, as on the page behind it. */
function shownOf({ lead, company, facts: { rep, open, submission, form } }: Shown) {
  const locale = rep?.locale ?? company.defaultLocale;
  const values = {
    leadName: leadNameOf(lead, locale),
    ...placeValues(lead, locale),
    product: productLabels(submission?.fields.product || lead.products.at(-1) || '', form, locale, cleanText),
    message: cleanText(submission?.fields.message ?? ''),
    poolName: cleanText(open?.pool?.[locale] ?? ''),
    repName: cleanText(rep?.name ?? ''),
    acceptUrl: open?.url ?? '',
    acceptBy: open ? localTime(open.until, company.timeZone, locale) : '',
  };
  return { ...hideValues(values, everythingMasked), locale };
}
