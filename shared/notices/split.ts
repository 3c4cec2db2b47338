import { cleanText } from '../identity/index.ts';
import { defineMail, filled } from '../mail/index.ts';
import { digest } from '../platform/ids.ts';
import { localTime } from '../platform/local-time.ts';
import { poolKind } from '../routing/pool-config.ts';
import { templates } from './generated/templates.ts';
import { planSplit } from './rules-notices.ts';
import { readToldUser } from './told-user.ts';

/** As many as the work counts: what is beyond is told as so many and more. */
const mostCounted = 100;

/** Tells a leader that leads wait in their pool for them to say who gets which: one mail for all of a while, without anything of a person. */
export const splitNotice = defineMail({
  kind: 'splitNotice',
  audience: 'rep',
  purpose: 'notice',
  name: ({ poolId, tick, userId }) => digest(poolId, tick, userId),
  async gather({ leadId, poolId, userId }, _begun, { config }) {
    const [told, pools] = await Promise.all([readToldUser(userId, config), config.current(poolKind)]);
    return { correlationId: leadId, ...told, pool: pools.documents.get(poolId)?.name };
  },
  plan: ({ facts }) => planSplit(facts.user),
  compose({ request, company, facts: { own, pool } }) {
    const locale = own?.locale ?? company.defaultLocale;
    const values = {
      count: request.waiting >= mostCounted ? `${mostCounted}+` : String(request.waiting),
      one: request.waiting === 1 ? '1' : '',
      many: request.waiting === 1 ? '' : '1',
      poolName: cleanText(pool?.[locale] ?? request.poolId),
      since: localTime(request.since, company.timeZone, locale),
    };
    return { ...filled(templates.splitNotice, values), locale, replyTo: null, reader: null };
  },
});
