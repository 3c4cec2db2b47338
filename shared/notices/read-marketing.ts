import type { UserConfig } from '../access/user-config.ts';
import { type FormConfig, formKind, someFormAssignsLater } from '../capture/form-config.ts';
import { activityAt, codeOf, walkCards } from '../cards/index.ts';
import type { CompanyConfig } from '../company/company-config.ts';
import type { ConfigReader } from '../config/index.ts';
import { type Lead, readPostsWithin, readUnmergedLeads } from '../leads/index.ts';
import type { LeadId, PoolId } from '../platform/ids.ts';
import { inTurns } from '../platform/in-turns.ts';
import { indexes, indexKeys } from '../platform/keys.ts';
import type { Table } from '../platform/table.ts';
import { waitsForLevel } from '../routing/index.ts';
import { type PoolConfig, poolKind } from '../routing/pool-config.ts';
import { firstOf } from './first-of.ts';
import type { MorningSpan } from './read-morning.ts';
import { type MarketingMorning, summariseMarketing } from './rules-marketing.ts';

/** Of a morning; more is told as so many and more. */
export const mostMarketingLeads = 300;
/** Cards that a morning looks at, of all leads that did something. */
const mostCards = 3_000;
/** As many as somebody reads on a phone. */
const mostNamed = 10;
const leadsPerRead = 50;

const byActivity = { index: indexes.gsi2, partitions: indexKeys.cardPartitions() } as const;

/** What marketing knows of one of its leads on a morning. */
export interface ReadMarketingLead {
  readonly lead: Lead;
  readonly posts: Awaited<ReturnType<typeof readPostsWithin>>;
}

/** By what marketing has leads. */
export interface MarketingRules {
  readonly pools: { readonly documents: ReadonlyMap<string, PoolConfig> };
  readonly forms: { readonly documents: ReadonlyMap<string, FormConfig> };
}

/** Reads by what marketing has leads. */
export async function marketingRules(config: Pick<ConfigReader, 'current'>): Promise<MarketingRules> {
  const [pools, forms] = await Promise.all([config.current(poolKind), config.current(formKind)]);
  return { pools, forms };
}

interface MarketingParts {
  readonly table: Table;
  readonly config: ConfigReader;
}

/**
 * Returns the pools whose leads marketing has until they have reached a level, of those that somebody hears of: a marketer of all, a leader of their own. Where
 * a form leaves people to marketing, that may be any pool.
 */
export function marketingPoolsOf(
  user: Pick<UserConfig, 'role' | 'pools'> | undefined,
  { pools, forms }: MarketingRules,
  { leaderMorning }: Pick<CompanyConfig, 'leaderMorning'>,
): PoolConfig[] {
  const all = [...pools.documents.values()];
  const waiting = someFormAssignsLater(forms) ? all : all.filter(waitsForLevel);
  if (user?.role === 'marketer') return waiting;
  // Leaders hear of mornings where the company has it so.
  if (user?.role !== 'leader' || leaderMorning === undefined) return [];
  return waiting.filter(({ id }) => user.pools?.includes(id));
}

/** Reads what leads did that marketing has for some pools. The indexes lag by seconds. */
export async function readMarketing(
  poolIds: readonly PoolId[],
  span: MorningSpan,
  { table }: Pick<MarketingParts, 'table'>,
): Promise<MarketingMorning<ReadMarketingLead>> {
  const leads = await firstOf(leadsOfMarketing(poolIds, span, table), mostMarketingLeads);
  const read = await inTurns(leads, 8, async (lead) => ({ lead, posts: await readPostsWithin(table, lead, span) }));
  return summariseMarketing(read, mostNamed);
}

/** Walks through leads that marketing has for some pools and that did something within a span, the latest first. */
export async function* leadsOfMarketing(poolIds: readonly PoolId[], { since, until }: MorningSpan, table: Table): AsyncGenerator<Lead> {
  if (poolIds.length === 0) return;
  const codes = new Set(poolIds.map(codeOf));
  let candidates: LeadId[] = [];
  let looked = 0;
  // Activity is kept to ten minutes: what was done in those of the last morning is told once more rather than never.
  const active = { from: new Date(activityAt(since)), to: new Date(until), before: null };
  for await (const { leadId, card } of walkCards(table, byActivity, active, leadsPerRead)) {
    looked += 1;
    const fits = card === null || (card.status === 'active' && card.owner === null && card.pool !== null && codes.has(card.pool));
    if (fits) candidates.push(leadId);
    if (candidates.length >= leadsPerRead) {
      yield* theirs(candidates);
      candidates = [];
    }
    if (looked >= mostCards) break;
  }
  yield* theirs(candidates);

  async function* theirs(leadIds: readonly LeadId[]): AsyncGenerator<Lead> {
    if (leadIds.length === 0) return;
    // One that nobody can read must not keep the others from marketing; lists tell of it.
    const found = await readUnmergedLeads(table, leadIds, { onMalformed: () => undefined });
    for (const leadId of leadIds) {
      const lead = found.get(leadId);
      if (lead?.status === 'active' && lead.routing?.state === 'marketing' && poolIds.includes(lead.routing.poolId)) yield lead;
    }
  }
}
