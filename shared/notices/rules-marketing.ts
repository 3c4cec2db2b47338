import { Temperature } from '../leads/evidence.ts';
import type { Lead } from '../leads/record.ts';
import type { PoolId } from '../platform/ids.ts';

/** What a lead that marketing has did since the last morning. */
export interface MarketingLead {
  readonly lead: Pick<Lead, 'leadId' | 'evidence' | 'routing' | 'updatedAt'>;
  /** When it posted, the newest first. */
  readonly posts: readonly { readonly at: string }[];
}

/** What leads of marketing did in one pool. */
export interface MarketingPool {
  readonly poolId: PoolId;
  readonly active: number;
  /** Leads that posted, and how often. */
  readonly posted: number;
  readonly posts: number;
}

/** What marketing hears on a morning. */
export interface MarketingMorning<Read extends MarketingLead> {
  readonly active: number;
  readonly posted: number;
  /** Pools of which there is something to tell, the one with most posts first. */
  readonly pools: readonly MarketingPool[];
  /** The hottest first; of those that are as hot, whoever posted most, fits best, and did something last. */
  readonly hottest: readonly Read[];
}

/** Counts what leads that marketing has did, and finds the hottest of them. */
export function summariseMarketing<Read extends MarketingLead>(read: readonly Read[], mostNamed: number): MarketingMorning<Read> {
  const byPool = Map.groupBy(read, ({ lead }) => lead.routing?.poolId);
  const pools = [...byPool].flatMap(([poolId, leads]) => (poolId === undefined ? [] : [{ poolId, ...countsOf(leads) }]));
  return {
    active: read.length,
    posted: read.filter(({ posts }) => posts.length > 0).length,
    pools: pools.toSorted((one, other) => other.posts - one.posts || other.active - one.active || (one.poolId < other.poolId ? -1 : 1)),
    hottest: read.toSorted(hotterFirst).slice(0, mostNamed),
  };
}

function countsOf(leads: readonly MarketingLead[]): Omit<MarketingPool, 'poolId'> {
  return {
    active: leads.length,
    posted: leads.filter(({ posts }) => posts.length > 0).length,
    posts: leads.reduce((sum, { posts }) => sum + posts.length, 0),
  };
}

function hotterFirst(one: MarketingLead, other: MarketingLead): number {
  const heat = ({ lead }: MarketingLead) => Temperature.options.indexOf(lead.evidence.temperature);
  const fits = ({ lead }: MarketingLead) => lead.evidence.fit;
  if (heat(one) !== heat(other)) return heat(other) - heat(one);
  if (one.posts.length !== other.posts.length) return other.posts.length - one.posts.length;
  if (fits(one) !== fits(other)) return fits(one) < fits(other) ? -1 : 1;
  return one.lead.updatedAt > other.lead.updatedAt ? -1 : 1;
}
