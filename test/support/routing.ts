import { LeadId, leadSubject, PoolId, RepId } from '../../shared/platform/ids.ts';
import { decide, ledgerAfter, type PoolState, type RoutingFacts, type RoutingRules, type RuleSet } from '../../shared/routing/index.ts';
import type { PoolConfig } from '../../shared/routing/pool-config.ts';
import type { RepConfig } from '../../shared/routing/rep-config.ts';
import { TerritoryAttributes } from '../../shared/routing/territory-conditions.ts';
import { TerritoryConfig } from '../../shared/routing/territory-config.ts';

export const leadIdOf = (index: number) => LeadId.parse(`L${String(index).padStart(8, '0')}`);

export function poolOf(weights: readonly number[], id = 'south'): PoolConfig {
  return {
    id: PoolId.parse(id),
    name: { vi: 'Miền Nam', en: 'South' },
    members: weights.map((weight, index) => ({ repId: RepId.parse(`rep-${index}`), weight })),
    accept: 'none',
  };
}

export function repsOf(active: readonly boolean[]): Map<string, RepConfig> {
  return new Map(
    active.map((isActive, index) => {
      const id = RepId.parse(`rep-${index}`);
      return [id, { id, name: `Rep ${index}`, email: `rep${index}@example.com`, locale: 'vi', active: isActive }] as const;
    }),
  );
}

export function ruleSet<Document extends { readonly id: string }>(documents: readonly Document[], version = 1): RuleSet<Document> {
  return { version, documents: new Map(documents.map((document) => [document.id, document])) };
}

/** A lead of the south that asks for nothing. */
export const factsOfLead = (lead: number): RoutingFacts => ({
  leadId: leadIdOf(lead),
  subject: leadSubject,
  cause: 'created',
  attributes: TerritoryAttributes.parse({ provinceCodes: ['79'], macroRegions: ['south'] }),
  regionReason: 'given',
  standing: null,
  handedTo: null,
});

/** Rules by which all leads go to one pool. */
export function rulesOf(pool: PoolConfig, reps: ReadonlyMap<string, RepConfig>): RoutingRules {
  const everywhere = TerritoryConfig.parse({ id: 'everywhere', order: 1, poolId: pool.id, when: {} });
  return { territories: ruleSet([everywhere]), pools: ruleSet([pool]), reps: { version: 1, documents: reps } };
}

/** Gives one lead and answers who got it and the ledger after it. */
export function giveOne(state: PoolState, pool: PoolConfig, reps: ReadonlyMap<string, RepConfig>, lead: number) {
  const at = new Date(Date.parse('2026-11-22T03:00:00.000Z') + lead);
  const decision = decide(factsOfLead(lead), rulesOf(pool, reps), new Map([[pool.id, state]]), at);
  return { chosen: decision.chosen, decision, state: ledgerAfter(state, decision) };
}
