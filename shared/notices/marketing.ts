import { everythingMasked } from '../access/index.ts';
import type { CompanyConfig } from '../company/company-config.ts';
import { cleanText } from '../identity/index.ts';
import type { Locale } from '../leads/index.ts';
import { defineMail, filled, hideValues } from '../mail/index.ts';
import { digest } from '../platform/ids.ts';
import { keys } from '../platform/keys.ts';
import { localTime } from '../platform/local-time.ts';
import { productKind } from '../products/product-config.ts';
import { lackingForHandOver, renderLacking } from '../routing/index.ts';
import { type PoolConfig, poolKind } from '../routing/pool-config.ts';
import { renderTemperature } from '../scoring/sentences.ts';
import { templates } from './generated/templates.ts';
import { leadPageUrl } from './lead-page.ts';
import { takeMorning } from './morning-turn.ts';
import { placeValues } from './place.ts';
import { marketingPoolsOf, mostMarketingLeads, type ReadMarketingLead, readMarketing } from './read-marketing.ts';
import type { MarketingPool } from './rules-marketing.ts';
import { planMarketing } from './rules-notices.ts';
import { readToldUser } from './told-user.ts';

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
  name: ({ userId, morning }) => digest(userId, morning),
  async gather({ leadId, userId, morning, since }, { company }, parts) {
    const [told, pools, products, own] = await Promise.all([
      readToldUser(userId, parts.config),
      parts.config.current(poolKind),
      parts.config.current(productKind),
      company,
    ]);
    const heard = marketingPoolsOf(told.user, pools.documents.values(), own);
    const read = await readMarketing(
      heard.map(({ id }) => id),
      { since, until: morning },
      parts,
    );
    return { correlationId: leadId, ...told, pools: pools.documents, hasPools: heard.length > 0, products: products.documents, read };
  },
  plan: ({ facts }) => planMarketing(facts.user, { hasPools: facts.hasPools, active: facts.read.active }),
  compose({ request, company, facts }) {
    const { own, read } = facts;
    const locale = own?.locale ?? company.defaultLocale;
    const [, day = ''] = localTime(request.morning, company.timeZone, locale).split(', ');
    const values = {
      day,
      active: upTo(read.active),
      posted: String(read.posted),
      since: localTime(request.since, company.timeZone, locale),
    };
    const pools = read.pools.map((pool) => ({
      poolName: cleanText(facts.pools.get(pool.poolId)?.name[locale] ?? pool.poolId),
      counts: countsIn(pool, locale),
    }));
    const leads = read.hottest.map((one) => hideValues(rowOf(one, facts, company, locale), everythingMasked));
    return { ...filled(templates.marketingNotice, values), lists: { pools, leads }, locale, replyTo: null, reader: null };
  },
  guards: ({ mailId, request }, _to, { now }) => [
    {
      write: takeMorning(keys.marketingMorning(request.userId), request, mailId, now),
      refused: () => ({ act: 'skip', why: 'toldThisMorning' }),
    },
  ],
});

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
    leadName: cleanText(lead.fullName ?? '') || (locale === 'vi' ? 'Khách chưa cho biết tên' : 'A customer without a name'),
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
