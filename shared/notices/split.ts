import type { MailRequestOf } from '../../events/index.ts';
import type { CompanyConfig } from '../company/company-config.ts';
import { cleanText } from '../identity/index.ts';
import type { Both } from '../leads/event-sentence.ts';
import { defineMail, filled, mailId } from '../mail/index.ts';
import { digest } from '../platform/ids.ts';
import { localTime } from '../platform/local-time.ts';
import { poolKind } from '../routing/pool-config.ts';
import { channelGuards } from './channels.ts';
import { templates } from './generated/templates.ts';
import { planSplit } from './rules-notices.ts';
import { shortText } from './short-text.ts';
import { localeOfTold, readToldUser, type ToldUser } from './told-user.ts';

/** As many as the work counts: what is beyond is told as so many and more. */
const mostCounted = 100;

/** Tells a leader that leads wait in their pool for them to say who gets which: one mail for all of a while, without anything of a person. */
export const splitNotice = defineMail({
  kind: 'splitNotice',
  audience: 'rep',
  purpose: 'notice',
  name: nameOf,
  async gather(request, _begun, parts) {
    const { leadId, poolId, userId } = request;
    const told = readToldUser(userId, mailId('splitNotice', nameOf(request)), parts);
    const [user, pools] = await Promise.all([told, parts.config.current(poolKind)]);
    return { correlationId: leadId, ...user, pool: pools.documents.get(poolId)?.name };
  },
  plan: ({ facts }) => planSplit(facts.user),
  compose(matter) {
    const { locale, ...values } = shownOf(matter);
    return { ...filled(templates.splitNotice, values), locale, replyTo: null, reader: null };
  },
  guards: (matter, _to, parts) => channelGuards(matter, () => textOf(shownOf(matter)), parts),
});

function nameOf({ poolId, tick, userId }: MailRequestOf<'splitNotice'>): string {
  return digest(poolId, tick, userId);
}

interface Shown {
  readonly request: MailRequestOf<'splitNotice'>;
  readonly company: CompanyConfig;
  readonly facts: Pick<ToldUser, 'own'> & { readonly pool: Both | undefined };
}

function shownOf({ request, company, facts }: Shown) {
  const locale = localeOfTold(facts, company);
  return {
    locale,
    count: request.waiting >= mostCounted ? `${mostCounted}+` : String(request.waiting),
    one: request.waiting === 1 ? '1' : '',
    many: request.waiting === 1 ? '' : '1',
    poolName: cleanText(facts.pool?.[locale] ?? request.poolId),
    since: localTime(request.since, company.timeZone, locale),
  };
}

/** The notice as a message of Telegram. */
function textOf({ locale, count, poolName, since }: ReturnType<typeof shownOf>): string {
  const title = locale === 'vi' ? `Khách chờ anh/chị chia: ${count}` : `Leads to assign: ${count}`;
  return shortText(
    { title, leadName: '', lines: [poolName, locale === 'vi' ? `Lâu nhất từ ${since}.` : `The oldest since ${since}.`] },
    locale,
  );
}
