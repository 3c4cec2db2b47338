import type { ConfigReader } from '../config/index.ts';
import type { LeadRouting } from '../leads/index.ts';
import type { Clock } from '../platform/clock.ts';
import { leadSubject } from '../platform/ids.ts';
import type { Table } from '../platform/table.ts';
import { dryRun, territoryFor } from './decide.ts';
import type { DraftDecision } from './decision.ts';
import { readLoads } from './load.ts';
import { currentRules } from './read-rules.ts';
import type { RoutingFacts } from './rules-facts.ts';
import { type LackingOfLevel, lackingForHandOver, type ReadyLead, readinessOf, waitsForLevel } from './rules-hand-over.ts';
import type { KnownPool } from './rules-ledger.ts';
import { countedIn } from './rules-load.ts';
import { poolsBehind } from './rules-next-pool.ts';
import { type PassedOver, passedOver } from './rules-why-not.ts';
import { readPoolState } from './store.ts';

/** What would become of a lead that came now. */
export interface Tried {
  readonly territory: LeadRouting;
  readonly passedOver: readonly PassedOver[];
  /** What each level of the territory's pool asks for beyond what the lead has; null: it is for sales. */
  readonly lacking: readonly LackingOfLevel[] | null;
  /** Whether marketing keeps it because its person has asked for nothing, though the pool takes every other lead. */
  readonly asksForNothing: boolean;
  /** None while marketing keeps it; several where nobody in the territory's pool could take it, and others are asked behind it. */
  readonly decisions: readonly DraftDecision[];
}

/**
 * Decides about a lead as the live path would if it came now, by the rules in force and upon the ledgers as they are. Writes nothing.
 * @throws ConfigurationError when no territory fits
 */
export async function tryLead(
  facts: Pick<RoutingFacts, 'leadId' | 'attributes' | 'regionReason' | 'preferred'>,
  ready: ReadyLead,
  { table, config, clock }: { readonly table: Table; readonly config: ConfigReader; readonly clock: Clock },
): Promise<Tried> {
  const rules = await currentRules(config);
  const { attributes } = facts;
  const territory = territoryFor(rules.territories, attributes);
  const over = passedOver(rules.territories, attributes);
  const pool = rules.pools.documents.get(territory.poolId);
  if (pool && readinessOf(pool, ready) === null)
    return {
      territory,
      passedOver: over,
      lacking: lackingForHandOver(pool, ready),
      asksForNothing: !waitsForLevel(pool),
      decisions: [],
    };
  const states = await Promise.all(
    poolsBehind(territory.poolId, rules).map(async (poolId): Promise<KnownPool> => {
      const loads = await readLoads(table, countedIn(rules.pools.documents.get(poolId), rules));
      return { ...(await readPoolState(table, poolId)), loads: Object.fromEntries(loads) };
    }),
  );
  const ledger = new Map(states.map((state) => [state.poolId, state]));
  const asked: RoutingFacts = { ...facts, subject: leadSubject, cause: 'created', standing: null, handedTo: null };
  return { territory, passedOver: over, lacking: null, asksForNothing: false, decisions: dryRun(asked, rules, ledger, clock()) };
}
