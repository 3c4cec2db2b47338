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
import { isUntouched, readTasks } from '../tasks/index.ts';
import { channelGuards } from './channels.ts';
import { quietOf } from './choice.ts';
import { templates } from './generated/templates.ts';
import { userHears } from './hearer.ts';
import { leadNameOf } from './lead-name.ts';
import { leadPageUrl } from './lead-page.ts';
import { leaderText } from './leader-text.ts';
import { leadOfSubject } from './of-need.ts';
import { placeValues } from './place.ts';
import { planEscalation } from './rules-notices.ts';
import { whenHeard } from './rules-quiet.ts';
import { localeOfTold, readToldUser, type ToldUser } from './told-user.ts';

/** Tells a leader that a rep has a lead and has not reached out to it. A name, and nothing to reach the person by. */
export const escalationNotice = defineMail({
  kind: 'escalationNotice',
  audience: 'rep',
  purpose: 'notice',
  name: nameOf,
  known: leadOfSubject,
  async gather(request, begun, parts) {
    const { leadId, subject, repId, since, userId } = request;
    const { table, config } = parts;
    const about = SubjectId.parse(subject);
    const [told, pools, reps, assignment, tasks] = await Promise.all([
      readToldUser(userId, mailId('escalationNotice', nameOf(request)), parts),
      config.current(poolKind),
      config.current(repKind),
      readAssignment(table, LeadId.parse(leadId), about),
      begun.lead.then((lead) => readTasks(table, lead ?? LeadId.parse(leadId))),
    ]);
    const isTheirs = assignment?.state === 'owned' && assignment.repId === repId && assignment.since === since;
    const pool = assignment && pools.documents.get(assignment.poolId)?.name;
    const name = reps.documents.get(repId)?.name ?? repId;
    const isWaiting = isTheirs && isUntouched(tasks, about);
    return { correlationId: leadId, ...told, quiet: await quietOf(table, userHears(told)), isTheirs, isWaiting, pool, name, since };
  },
  plan: ({ company, facts }, now) => whenHeard(planEscalation(facts), { rep: facts.own, quiet: facts.quiet, company }, now),
  compose(matter) {
    const { locale, ...values } = shownOf(matter);
    return { ...filled(templates.escalationNotice, values), locale, replyTo: null, reader: null };
  },
  guards(matter, _to, parts) {
    const { locale, ...values } = shownOf(matter);
    return channelGuards(matter, () => leaderText('escalationNotice', values, locale), parts);
  },
});

function nameOf({ subject, repId, since, userId }: MailRequestOf<'escalationNotice'>): string {
  return digest(subject, repId, since, userId);
}

interface Shown {
  readonly lead: Lead;
  readonly company: CompanyConfig;
  readonly facts: Pick<ToldUser, 'own'> & { readonly pool: Both | undefined; readonly name: string; readonly since: string };
}

/** What every channel shows: nothing to reach the person by. */
function shownOf({ lead, company, facts }: Shown) {
  const { pool, name, since } = facts;
  const locale = localeOfTold(facts, company);
  return {
    locale,
    leadName: leadNameOf(lead, locale),
    ...placeValues(lead, locale),
    leadUrl: leadPageUrl(company, lead.leadId),
    poolName: cleanText(pool?.[locale] ?? ''),
    repName: cleanText(name),
    since: localTime(since, company.timeZone, locale),
  };
}
