import type { MailRequestOf } from '../../events/index.ts';
import type { CompanyConfig } from '../company/company-config.ts';
import { cleanText } from '../identity/index.ts';
import type { Both } from '../leads/event-sentence.ts';
import type { Lead } from '../leads/index.ts';
import { defineMail, filled, mailId } from '../mail/index.ts';
import { digest, LeadId, SubjectId } from '../platform/ids.ts';
import { localTime } from '../platform/local-time.ts';
import { readAssignment } from '../routing/index.ts';
import { poolKind } from '../routing/pool-config.ts';
import { repKind } from '../routing/rep-config.ts';
import { channelGuards } from './channels.ts';
import { templates } from './generated/templates.ts';
import { leadNameOf } from './lead-name.ts';
import { leadPageUrl } from './lead-page.ts';
import { leaderText } from './leader-text.ts';
import { leadOfSubject } from './of-need.ts';
import { placeValues } from './place.ts';
import { planUnaccepted } from './rules-notices.ts';
import { localeOfTold, readToldUser, type ToldUser } from './told-user.ts';

/** Tells a leader that everybody to whom their pool offered something has let it pass. */
export const unacceptedNotice = defineMail({
  kind: 'unacceptedNotice',
  audience: 'rep',
  purpose: 'notice',
  name: nameOf,
  known: leadOfSubject,
  async gather(request, _begun, parts) {
    const { leadId, subject, poolId, userId } = request;
    const { table, config } = parts;
    const [told, pools, reps, assignment] = await Promise.all([
      readToldUser(userId, mailId('unacceptedNotice', nameOf(request)), parts),
      config.current(poolKind),
      config.current(repKind),
      readAssignment(table, LeadId.parse(leadId), SubjectId.parse(subject)),
    ]);
    const passed = (assignment?.passed ?? []).filter((offer) => offer.poolId === poolId);
    const names = [...new Set(passed.map(({ repId }) => reps.documents.get(repId)?.name ?? repId))];
    return { correlationId: leadId, ...told, names, pool: pools.documents.get(poolId)?.name, since: passed[0]?.offeredAt };
  },
  plan: ({ lead, facts }) => planUnaccepted(lead, facts.user),
  compose(matter) {
    const { locale, ...values } = shownOf(matter);
    return { ...filled(templates.unacceptedNotice, values), locale, replyTo: null, reader: null };
  },
  guards(matter, _to, parts) {
    const { locale, ...values } = shownOf(matter);
    return channelGuards(matter, () => leaderText('unacceptedNotice', values, locale), parts);
  },
});

function nameOf({ subject, endedAt, userId }: MailRequestOf<'unacceptedNotice'>): string {
  return digest(subject, endedAt, userId);
}

interface Shown {
  readonly lead: Lead;
  readonly company: CompanyConfig;
  readonly facts: Pick<ToldUser, 'own'> & {
    readonly names: readonly string[];
    readonly pool: Both | undefined;
    readonly since: string | undefined;
  };
}

/** What every channel shows: nothing to reach the person by. */
function shownOf({ lead, company, facts }: Shown) {
  const { names, pool, since } = facts;
  const locale = localeOfTold(facts, company);
  return {
    locale,
    leadName: leadNameOf(lead, locale),
    ...placeValues(lead, locale),
    leadUrl: leadPageUrl(company, lead.leadId),
    poolName: cleanText(pool?.[locale] ?? ''),
    asked: String(names.length),
    names: cleanText(names.join(', ')),
    since: since === undefined ? '' : localTime(since, company.timeZone, locale),
  };
}
