import type { MailRequestOf } from '../../events/index.ts';
import type { CompanyConfig } from '../company/company-config.ts';
import { cleanText } from '../identity/index.ts';
import { type Lead, type Locale, readLead } from '../leads/index.ts';
import { defineMail, filled, mailId } from '../mail/index.ts';
import { digest, LeadId, RepId } from '../platform/ids.ts';
import { type RepConfig, repKind } from '../routing/rep-config.ts';
import { localeOf } from './card-facts.ts';
import { channelGuards, channelsOf } from './channels.ts';
import { quietOf } from './choice.ts';
import { templates } from './generated/templates.ts';
import { repHears } from './hearer.ts';
import { leadNameOf } from './lead-name.ts';
import { leadPageUrl } from './lead-page.ts';
import { planParted } from './rules-notices.ts';
import { whenHeard } from './rules-quiet.ts';
import { shortText } from './short-text.ts';

/** Tells a rep that two leads that were one are two again, and which of them is theirs. */
export const partedNotice = defineMail({
  kind: 'partedNotice',
  audience: 'rep',
  purpose: 'notice',
  name: nameOf,
  async gather(request, _begun, parts) {
    const { leadId, otherLeadId, repId } = request;
    const [{ documents: reps }, other] = await Promise.all([
      parts.config.current(repKind),
      readLead(parts.table, LeadId.parse(otherLeadId), { consistent: false }),
    ]);
    const rep = reps.get(RepId.parse(repId));
    const [quiet, channels] = await Promise.all([
      quietOf(parts.table, repHears(rep)),
      channelsOf(repHears(rep), mailId('partedNotice', nameOf(request)), parts),
    ]);
    return { correlationId: leadId, rep, reps, other, quiet, channels };
  },
  plan: ({ request, lead, company, facts }, now) =>
    whenHeard(planParted(request, lead, facts.rep), { rep: facts.rep, quiet: facts.quiet, company }, now),
  compose(matter) {
    const values = shownOf(matter);
    return { ...filled(templates.partedNotice, values), locale: localeOf(matter.facts.rep), replyTo: null, reader: null };
  },
  guards: (matter, _to, parts) => channelGuards(matter, () => textOf(shownOf(matter), localeOf(matter.facts.rep)), parts),
});

function nameOf({ otherLeadId, repId, at }: MailRequestOf<'partedNotice'>): string {
  return digest(otherLeadId, repId, at);
}

interface Shown {
  readonly lead: Lead;
  readonly company: CompanyConfig;
  readonly facts: {
    readonly rep: RepConfig | undefined;
    readonly reps: ReadonlyMap<string, RepConfig>;
    readonly other: Lead | undefined;
  };
}

/** What every channel shows: nothing to reach the person by. */
function shownOf({ lead, company, facts: { rep, reps, other } }: Shown) {
  const taker = other?.owner ? reps.get(other.owner.repId) : undefined;
  return {
    leadName: leadNameOf(lead, localeOf(rep)),
    takerName: cleanText(taker?.name ?? ''),
    isWaiting: taker ? '' : 'yes',
    leadUrl: leadPageUrl(company, lead.leadId),
    repName: cleanText(rep?.name ?? ''),
  };
}

/** The notice as a message of Telegram. */
function textOf({ leadName, takerName, leadUrl }: ReturnType<typeof shownOf>, locale: Locale): string {
  const told = {
    vi: {
      title: 'Hai hồ sơ đã được tách lại',
      yours: 'Hồ sơ mang tên này do anh/chị phụ trách.',
      other: takerName === '' ? 'Hồ sơ kia chưa có người phụ trách.' : `Hồ sơ kia do ${takerName} phụ trách.`,
    },
    en: {
      title: 'Two records are two again',
      yours: 'The record of this name is yours.',
      other: takerName === '' ? 'Nobody has the other record yet.' : `${takerName} has the other record.`,
    },
  }[locale];
  return shortText({ title: told.title, leadName, lines: [told.yours, told.other], links: [['record', leadUrl]] }, locale);
}
