import type { MailRequestOf } from '../../events/index.ts';
import { everythingMasked } from '../access/index.ts';
import type { CompanyConfig } from '../company/company-config.ts';
import { cleanText } from '../identity/index.ts';
import type { Locale } from '../leads/index.ts';
import { defineMail, filled, hideValues, mailId } from '../mail/index.ts';
import { digest } from '../platform/ids.ts';
import { keys } from '../platform/keys.ts';
import { localTime } from '../platform/local-time.ts';
import { productKind } from '../products/product-config.ts';
import { lackingForHandOver, renderLacking } from '../routing/index.ts';
import type { PoolConfig } from '../routing/pool-config.ts';
import { renderTemperature } from '../scoring/sentences.ts';
import { channelGuards } from './channels.ts';
import { templates } from './generated/templates.ts';
import { leadNameOf } from './lead-name.ts';
import { leadPageUrl } from './lead-page.ts';
import { takeMorning } from './morning-turn.ts';
import { placeValues } from './place.ts';
import { marketingPoolsOf, marketingRules, mostMarketingLeads, type ReadMarketingLead, readMarketing } from './read-marketing.ts';
import type { MarketingPool } from './rules-marketing.ts';
import { planMarketing } from './rules-notices.ts';
import { shortText } from './short-text.ts';
import { localeOfTold, readToldUser } from './told-user.ts';

/**
 * Tells marketing, each working morning, what leads did that it has until they reach the level of their pool: posts, and what the hottest still lack. With
 * nothing to reach anybody by.
 */
export const marketingNotice = defineMail({
  kind: 'marketingNotice',
  audience: 'rep',
  purpose: 'notice',
  // Everything is, whatever the pools say.
  masksRows: true,
  name: nameOf,
  async gather(request, { company }, parts) {
    const { leadId, userId, morning, since } = request;
    const [told, rules, products, own] = await Promise.all([
      readToldUser(userId, mailId('marketingNotice', nameOf(request)), parts),
      marketingRules(parts.config),
      parts.config.current(productKind),
      company,
    ]);
    const heard = marketingPoolsOf(told.user, rules, own);
    const read = await readMarketing(
      heard.map(({ id }) => id),
      { since, until: morning },
      parts,
    );
    return { correlationId: leadId, ...told, pools: rules.pools.documents, hasPools: heard.length > 0, products: products.documents, read };
  },
  plan: ({ facts }) => planMarketing(facts.user, { hasPools: facts.hasPools, active: facts.read.active }),
  compose({ request, company, facts }) {
    const { read } = facts;
    const locale = localeOfTold(facts, company);
    const [, day = ''] = localTime(request.morning, company.timeZone, locale).split(', ');
    const values = {
      day,
      active: upTo(read.active),
      posted: String(read.posted),
      since: localTime(request.since, company.timeZone, locale),
    };
    const pools = poolRows(facts, locale);
    const leads = read.hottest.map((one) => hideValues(rowOf(one, facts, company, locale), everythingMasked));
    return { ...filled(templates.marketingNotice, values), lists: { pools, leads }, locale, replyTo: null, reader: null };
  },
  guards: (matter, _to, parts) => [
    {
      write: takeMorning(keys.marketingMorning(matter.request.userId), matter.request, matter.mailId, parts.now),
      refused: () => ({ act: 'skip', why: 'toldThisMorning' }),
    },
    ...channelGuards(matter, () => textOf(matter.facts, localeOfTold(matter.facts, matter.company)), parts),
  ],
});

function nameOf({ userId, morning }: MailRequestOf<'marketingNotice'>): string {
  return digest(userId, morning);
}

interface Pools {
  readonly pools: ReadonlyMap<string, PoolConfig>;
  readonly read: { readonly active: number; readonly pools: readonly MarketingPool[] };
}

const poolRows = ({ pools, read }: Pools, locale: Locale) =>
  read.pools.map((pool) => ({
    poolName: cleanText(pools.get(pool.poolId)?.name[locale] ?? pool.poolId),
    counts: countsIn(pool, locale),
  }));

/** What the pools did as a message of Telegram: the mail has the leads. */
function textOf(facts: Pools, locale: Locale): string {
  const count = upTo(facts.read.active);
  const title = locale === 'vi' ? `Lead của marketing có hoạt động: ${count}` : `Active leads of marketing: ${count}`;
  const more = locale === 'vi' ? 'Thư điện tử có từng lead, và còn thiếu gì.' : 'The e-mail has each lead, and what it still lacks.';
  const rows = poolRows(facts, locale).map(({ poolName, counts }) => `${poolName}: ${counts}`);
  return shortText({ title, leadName: '', lines: [...rows.slice(0, mostPools), more] }, locale);
}

const mostPools = 6;

const upTo = (count: number): string => (count >= mostMarketingLeads ? `${mostMarketingLeads}+` : String(count));

function countsIn({ active, posted, posts }: MarketingPool, locale: Locale): string {
  if (locale === 'vi') return `${active} lead có hoạt động · ${posted} lead gửi biểu mẫu, ${posts} lượt`;
  return `${active} active · ${posted} posted, ${posts} ${posts === 1 ? 'post' : 'posts'}`;
}

interface Known {
  readonly pools: ReadonlyMap<string, PoolConfig>;
  readonly products: ReadonlyMap<string, { readonly names: Readonly<Record<Locale, string>> }>;
}

function rowOf({ lead, posts }: ReadMarketingLead, { pools, products }: Known, company: CompanyConfig, locale: Locale) {
  const pool = pools.get(lead.routing?.poolId ?? '');
  const asked = lead.products.at(-1) ?? '';
  const [last] = posts;
  return {
    leadName: leadNameOf(lead, locale),
    temperature: renderTemperature(lead.evidence.temperature, locale).name,
    poolName: cleanText(pool?.name[locale] ?? ''),
    place: placeValues(lead, locale).place,
    product: cleanText(products.get(asked)?.names[locale] ?? asked),
    posts: last ? postsIn(posts.length, localTime(last.at, company.timeZone, locale), locale) : '',
    campaign: cleanText(last?.utm.campaign ?? last?.utm.source ?? ''),
    leadUrl: leadPageUrl(company, lead.leadId),
    missing: pool ? renderLacking(lackingForHandOver(pool, lead))[locale] : '',
  };
}

function postsIn(count: number, lastAt: string, locale: Locale): string {
  if (locale === 'vi') return `${count} lượt, lần cuối ${lastAt}`;
  return count === 1 ? `one, at ${lastAt}` : `${count}, the last at ${lastAt}`;
}
