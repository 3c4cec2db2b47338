import type { MailRequestOf } from '../../events/index.ts';
import type { CompanyConfig } from '../company/company-config.ts';
import { cleanText } from '../identity/index.ts';
import type { Both } from '../leads/event-sentence.ts';
import { type Lead, poolOf } from '../leads/index.ts';
import { defineMail, filled, mailId } from '../mail/index.ts';
import { digest } from '../platform/ids.ts';
import { localTime } from '../platform/local-time.ts';
import { poolKind } from '../routing/pool-config.ts';
import { channelGuards } from './channels.ts';
import { quietOf } from './choice.ts';
import { templates } from './generated/templates.ts';
import { userHears } from './hearer.ts';
import { leadNameOf } from './lead-name.ts';
import { leadPageUrl } from './lead-page.ts';
import { leaderText } from './leader-text.ts';
import { placeValues } from './place.ts';
import { planReply } from './rules-notices.ts';
import { whenHeard } from './rules-quiet.ts';
import { localeOfTold, readToldUser, type ToldUser } from './told-user.ts';

/** Tells a leader that a person answered a mail whom nobody has. A name, and nothing of what they wrote or to reach them by. */
export const replyNotice = defineMail({
  kind: 'replyNotice',
  audience: 'rep',
  purpose: 'notice',
  name: nameOf,
  async gather(request, begun, parts) {
    const { leadId, at, userId } = request;
    const { table, config } = parts;
    const [told, pools, lead] = await Promise.all([
      readToldUser(userId, mailId('replyNotice', nameOf(request)), parts),
      config.current(poolKind),
      begun.lead,
    ]);
    const pool = lead && pools.documents.get(poolOf(lead) ?? '')?.name;
    return { correlationId: leadId, ...told, quiet: await quietOf(table, userHears(told)), pool, at };
  },
  plan: ({ lead, company, facts }, now) => whenHeard(planReply(lead, facts.user), { rep: facts.own, quiet: facts.quiet, company }, now),
  compose(matter) {
    const { locale, ...values } = shownOf(matter);
    return { ...filled(templates.replyNotice, values), locale, replyTo: null, reader: null };
  },
  guards(matter, _to, parts) {
    const { locale, ...values } = shownOf(matter);
    return channelGuards(matter, () => leaderText('replyNotice', values, locale), parts);
  },
});

function nameOf({ replyId, userId }: MailRequestOf<'replyNotice'>): string {
  return digest(replyId, userId);
}

interface Shown {
  readonly lead: Lead;
  readonly company: CompanyConfig;
  readonly facts: Pick<ToldUser, 'own'> & { readonly pool: Both | undefined; readonly at: string };
}

function shownOf({ lead, company, facts }: Shown) {
  const locale = localeOfTold(facts, company);
  return {
    locale,
    leadName: leadNameOf(lead, locale),
    ...placeValues(lead, locale),
    leadUrl: leadPageUrl(company, lead.leadId),
    poolName: cleanText(facts.pool?.[locale] ?? ''),
    at: localTime(facts.at, company.timeZone, locale),
  };
}
