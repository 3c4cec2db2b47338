import { cleanText } from '../identity/index.ts';
import { defineMail, filled } from '../mail/index.ts';
import { digest, LeadId, SubjectId } from '../platform/ids.ts';
import { localTime } from '../platform/local-time.ts';
import { readAssignment } from '../routing/index.ts';
import { poolKind } from '../routing/pool-config.ts';
import { repKind } from '../routing/rep-config.ts';
import { templates } from './generated/templates.ts';
import { leadPageUrl } from './lead-page.ts';
import { leadOfSubject } from './of-need.ts';
import { placeValues } from './place.ts';
import { planUnaccepted } from './rules-notices.ts';
import { readToldUser } from './told-user.ts';

/** Tells a leader that everybody to whom their pool offered something has let it pass. */
export const unacceptedNotice = defineMail({
  kind: 'unacceptedNotice',
  audience: 'rep',
  purpose: 'notice',
  name: ({ subject, endedAt, userId }) => digest(subject, endedAt, userId),
  known: leadOfSubject,
  async gather({ leadId, subject, poolId, userId }, _begun, { table, config }) {
    const [told, pools, reps, assignment] = await Promise.all([
      readToldUser(userId, config),
      config.current(poolKind),
      config.current(repKind),
      readAssignment(table, LeadId.parse(leadId), SubjectId.parse(subject)),
    ]);
    const passed = (assignment?.passed ?? []).filter((offer) => offer.poolId === poolId);
    const names = [...new Set(passed.map(({ repId }) => reps.documents.get(repId)?.name ?? repId))];
    return { correlationId: leadId, ...told, names, pool: pools.documents.get(poolId)?.name, since: passed[0]?.offeredAt };
  },
  plan: ({ lead, facts }) => planUnaccepted(lead, facts.user),
  compose({ lead, company, facts: { own, names, pool, since } }) {
    const locale = own?.locale ?? company.defaultLocale;
    const values = {
      leadName: cleanText(lead.fullName ?? '') || (locale === 'vi' ? 'Khách chưa cho biết tên' : 'A customer without a name'),
      ...placeValues(lead, locale),
      leadUrl: leadPageUrl(company, lead.leadId),
      poolName: cleanText(pool?.[locale] ?? ''),
      asked: String(names.length),
      names: cleanText(names.join(', ')),
      since: since === undefined ? '' : localTime(since, company.timeZone, locale),
    };
    return { ...filled(templates.unacceptedNotice, values), locale, replyTo: null, reader: null };
  },
});
