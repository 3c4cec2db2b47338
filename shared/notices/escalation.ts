import { cleanText } from '../identity/index.ts';
import { defineMail, filled } from '../mail/index.ts';
import { digest, LeadId, leadOfSubject, SubjectId } from '../platform/ids.ts';
import { localTime } from '../platform/local-time.ts';
import { readAssignment } from '../routing/index.ts';
import { poolKind } from '../routing/pool-config.ts';
import { repKind } from '../routing/rep-config.ts';
import { isUntouched, readTasks } from '../tasks/index.ts';
import { quietOf } from './choice.ts';
import { templates } from './generated/templates.ts';
import { leadPageUrl } from './lead-page.ts';
import { leadOfSubject as withOwnerOfSubject } from './of-need.ts';
import { placeValues } from './place.ts';
import { planEscalation } from './rules-notices.ts';
import { whenHeard } from './rules-quiet.ts';
import { readToldUser } from './told-user.ts';

/** Tells a leader that a rep has a lead and has not reached out to it. A name, and nothing to reach the person by. */
export const escalationNotice = defineMail({
  kind: 'escalationNotice',
  audience: 'rep',
  purpose: 'notice',
  name: ({ subject, repId, since, userId }) => digest(subject, repId, since, userId),
  known: withOwnerOfSubject,
  async gather({ leadId, subject, repId, since, userId }, _begun, { table, config }) {
    const about = SubjectId.parse(subject);
    const [told, pools, reps, assignment, tasks] = await Promise.all([
      readToldUser(userId, config),
      config.current(poolKind),
      config.current(repKind),
      readAssignment(table, LeadId.parse(leadId), about),
      readTasks(table, leadOfSubject(LeadId.parse(leadId), about)),
    ]);
    const isTheirs = assignment?.state === 'owned' && assignment.repId === repId && assignment.since === since;
    const pool = assignment && pools.documents.get(assignment.poolId)?.name;
    const name = reps.documents.get(repId)?.name ?? repId;
    const isWaiting = isTheirs && isUntouched(tasks, about);
    return { correlationId: leadId, ...told, quiet: await quietOf(table, told.own), isTheirs, isWaiting, pool, name, since };
  },
  plan: ({ company, facts }, now) => whenHeard(planEscalation(facts), { rep: facts.own, quiet: facts.quiet, company }, now),
  compose({ lead, company, facts: { own, pool, name, since } }) {
    const locale = own?.locale ?? company.defaultLocale;
    const values = {
      leadName: cleanText(lead.fullName ?? '') || (locale === 'vi' ? 'Khách chưa cho biết tên' : 'A customer without a name'),
      ...placeValues(lead, locale),
      leadUrl: leadPageUrl(company, lead.leadId),
      poolName: cleanText(pool?.[locale] ?? ''),
      repName: cleanText(name),
      since: localTime(since, company.timeZone, locale),
    };
    return { ...filled(templates.escalationNotice, values), locale, replyTo: null, reader: null };
  },
});
