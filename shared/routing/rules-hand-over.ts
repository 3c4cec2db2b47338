import type { z } from 'zod';
import type { leadReady } from '../../events/index.ts';
import { Temperature } from '../leads/evidence.ts';
import { type Lead, Stage } from '../leads/record.ts';
import { conditionHolds, type Lacking, lackingEvidence } from '../leads/rules-condition.ts';
import type { HandOverLevel, PoolConfig } from './pool-config.ts';
import type { TerritoryAttributes } from './territory-conditions.ts';

/** What of a lead says whether sales has it. */
export type ReadyLead = Pick<Lead, 'stage' | 'evidence'>;

/** What a level that a lead has reached asks for. */
export type ReadyBy = z.infer<typeof leadReady.write>['by'];

const isAtLeast = (stage: Stage, asked: Stage): boolean => Stage.options.indexOf(stage) >= Stage.options.indexOf(asked);

/** What whoever has asked for nothing must have reached where their pool takes every other lead at once. */
const levelsOfSilent = [{ stage: 'mql' }, { temperature: 'hot' }, { quoteAsked: true }] as const satisfies readonly HandOverLevel[];

/** Returns the levels that a pool asks a lead to reach. */
function levelsFor({ handOver = 'always' }: Pick<PoolConfig, 'handOver'>, { evidence }: ReadyLead): 'always' | readonly HandOverLevel[] {
  return handOver === 'always' && evidence.assignLater ? levelsOfSilent : handOver;
}

/** Returns what makes a lead ready for the reps of a pool: the first level that it has reached; null: marketing has it until then. */
export function readinessOf(pool: Pick<PoolConfig, 'handOver'> | undefined, lead: ReadyLead): ReadyBy | null {
  // A lead whose pool is gone must not stay behind unseen: it waits, and is listed and rung for as others are.
  const levels = pool ? levelsFor(pool, lead) : 'always';
  if (levels === 'always') return ['always'];
  const level = levels.find((one) => isReached(one, lead));
  if (level) return namesOf(level);
  // Whoever sales has accepted or sold to is sales', whatever the pool asks of new leads.
  return isAtLeast(lead.stage, 'sqo') ? ['stage'] : null;
}

function isReached({ stage, ...condition }: HandOverLevel, lead: ReadyLead): boolean {
  return conditionHolds(condition, lead.evidence) && (stage === undefined || isAtLeast(lead.stage, stage));
}

function namesOf(level: HandOverLevel): ReadyBy {
  const names = ['temperature', 'fit', 'stage', 'qualification', 'confirmed', 'quoteAsked', 'reached'] as const;
  return names.filter((name) => level[name] !== undefined);
}

/** Tells whether a pool leaves leads to marketing until they have reached a level. */
export function waitsForLevel({ handOver = 'always' }: Pick<PoolConfig, 'handOver'>): boolean {
  return handOver !== 'always';
}

/**
 * Tells whether a lead that comes back to work goes to marketing instead of to a rep. Needs that are still open are sales' business, and so is
 * whoever has just bought something.
 */
export function comesBackToMarketing(pool: Pick<PoolConfig, 'handOver'> | undefined, lead: ReadyLead): boolean {
  return lead.evidence.opportunities.open === 0 && readinessOf(pool, lead) === null;
}

/** What one level asks for and a lead does not have. */
export interface LackingOfLevel {
  readonly evidence: readonly Lacking[];
  /** The stage that it asks for; null: it asks for none, or the lead is there. */
  readonly stage: Stage | null;
}

/** Returns of each level of a pool what keeps a lead from it. */
export function lackingForHandOver(pool: Pick<PoolConfig, 'handOver'>, lead: ReadyLead): LackingOfLevel[] {
  const levels = levelsFor(pool, lead);
  if (levels === 'always') return [];
  return levels.map(({ stage, ...condition }) => ({
    evidence: lackingEvidence(condition, lead.evidence),
    stage: stage === undefined || isAtLeast(lead.stage, stage) ? null : stage,
  }));
}

type Recorded = Pick<TerritoryAttributes, 'temperatures' | 'stages'>;

/** Tells whether a lead had reached a level of a pool, by what a decision recorded of it; null: the record does not say. */
export function wasReady(pool: Pick<PoolConfig, 'handOver'> | undefined, recorded: Recorded): boolean | null {
  const { handOver = 'always' } = pool ?? {};
  if (handOver === 'always') return true;
  const [stage] = recorded.stages;
  if (stage !== undefined && isAtLeast(stage, 'sqo')) return true;
  const reached = handOver.map((level) => wasReached(level, recorded));
  if (reached.includes(true)) return true;
  return stage === undefined || reached.includes(null) ? null : false;
}

function wasReached({ temperature, stage, ...others }: HandOverLevel, recorded: Recorded): boolean | null {
  const [wasAt] = recorded.stages;
  const [was] = recorded.temperatures;
  const known = [
    ...(stage === undefined ? [] : [wasAt === undefined ? null : isAtLeast(wasAt, stage)]),
    ...(temperature === undefined
      ? []
      : [was === undefined ? null : Temperature.options.indexOf(was) >= Temperature.options.indexOf(temperature)]),
  ];
  if (known.includes(false)) return false;
  const isSilent = Object.values(others).some((asked) => asked !== undefined);
  return isSilent || known.includes(null) ? null : true;
}
