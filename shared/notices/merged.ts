import type { MailRequestOf } from '../../events/index.ts';
import type { CompanyConfig } from '../company/company-config.ts';
import { cleanText } from '../identity/index.ts';
import type { Lead, Locale } from '../leads/index.ts';
import { defineMail, filled, mailId } from '../mail/index.ts';
import { digest, RepId } from '../platform/ids.ts';
import { type RepConfig, repKind } from '../routing/rep-config.ts';
import { localeOf } from './card-facts.ts';
import { channelGuards, channelsOf } from './channels.ts';
import { quietOf } from './choice.ts';
import { templates } from './generated/templates.ts';
import { repHears } from './hearer.ts';
import { leadNameOf } from './lead-name.ts';
import { leadPageUrl } from './lead-page.ts';
import { planMerged } from './rules-notices.ts';
import { whenHeard } from './rules-quiet.ts';
import { shortText } from './short-text.ts';

/** Tells a rep that two leads became one, of which they had one, and who has the person from now on. */
export const mergedNotice = defineMail({
  kind: 'mergedNotice',
  audience: 'rep',
  purpose: 'notice',
  name: nameOf,
  async gather(request, _begun, parts) {
    const { leadId, repId } = request;
    const { documents: reps } = await parts.config.current(repKind);
    const rep = reps.get(RepId.parse(repId));
    const [quiet, channels] = await Promise.all([
      quietOf(parts.table, repHears(rep)),
      channelsOf(repHears(rep), mailId('mergedNotice', nameOf(request)), parts),
    ]);
    return { correlationId: leadId, rep, reps, quiet, channels };
  },
  plan: ({ request, lead, company, facts }, now) =>
    whenHeard(planMerged(request, lead, facts.rep), { rep: facts.rep, quiet: facts.quiet, company }, now),
  compose(matter) {
    const values = shownOf(matter);
    return { ...filled(templates.mergedNotice, values), locale: localeOf(matter.facts.rep), replyTo: null, reader: null };
  },
  guards: (matter, _to, parts) => channelGuards(matter, () => textOf(shownOf(matter), localeOf(matter.facts.rep)), parts),
});

function nameOf({ otherLeadId, repId, at }: MailRequestOf<'mergedNotice'>): string {
  return digest(otherLeadId, repId, at);
}

interface Shown {
  readonly request: MailRequestOf<'mergedNotice'>;
  readonly lead: Lead;
  readonly company: CompanyConfig;
  readonly facts: { readonly rep: RepConfig | undefined; readonly reps: ReadonlyMap<string, RepConfig> };
}

/** What every channel shows: nothing to reach the person by. */
function shownOf({ request, lead, company, facts: { rep, reps } }: Shown) {
  const isYours = lead.owner?.repId === request.repId;
  return {
    leadName: leadNameOf(lead, localeOf(rep)),
    isByRule: request.by === 'rule' ? 'yes' : '',
    isByPerson: request.by === 'person' ? 'yes' : '',
    isYours: isYours ? 'yes' : '',
    leadUrl: isYours ? leadPageUrl(company, lead.leadId) : '',
    takerName: isYours || !lead.owner ? '' : cleanText(reps.get(lead.owner.repId)?.name ?? ''),
    repName: cleanText(rep?.name ?? ''),
  };
}

/** The notice as a message of Telegram. */
function textOf({ leadName, isByRule, isYours, takerName, leadUrl }: ReturnType<typeof shownOf>, locale: Locale): string {
  const { title, byRule, byPerson, yours, theirs } = words[locale];
  const whose = isYours === '' ? takerName && theirs(takerName) : yours;
  return shortText({ title, leadName, lines: [isByRule === '' ? byPerson : byRule, whose], links: [['record', leadUrl]] }, locale);
}

const words = {
  vi: {
    title: 'Hai hồ sơ nay là một',
    byRule: 'Hệ thống gộp theo quy tắc.',
    byPerson: 'Một đồng nghiệp đã gộp.',
    yours: 'Khách do anh/chị phụ trách.',
    theirs: (name: string) => `Từ nay khách do ${name} phụ trách.`,
  },
  en: {
    title: 'Two records are one now',
    byRule: 'The system merged them by a rule.',
    byPerson: 'A colleague merged them.',
    yours: 'You look after this person.',
    theirs: (name: string) => `From now on ${name} looks after them.`,
  },
} as const;
