import type { CompanyConfig } from '../company/company-config.ts';
import type { ConfigSet } from '../config/index.ts';
import type { Fields } from '../fields/index.ts';
import type { PoolConfig } from './pool-config.ts';
import type { RepConfig } from './rep-config.ts';
import type { TerritoryConfig } from './territory-config.ts';

/** One numbered version of a kind of rules; 0: a draft, which nobody has published. */
export type RuleSet<Document extends { readonly id: string }> = Pick<ConfigSet<Document>, 'version' | 'documents'>;

/** The rules that a decision is made by, each kind in one version. */
export interface RoutingRules {
  readonly territories: RuleSet<TerritoryConfig>;
  readonly pools: RuleSet<PoolConfig>;
  readonly reps: RuleSet<RepConfig>;
  /** Whose hours and holidays reps have who name none. @default - no pool asks for hours */
  readonly company?: RuleSet<CompanyConfig>;
  /** Declared fields, by which answers are read, also those from before a field was declared; of secret ones no decision keeps any. @default - none is declared */
  readonly fields?: Fields;
}

/** By what a lead comes to a territory. */
export type TerritoryRules = Pick<RoutingRules, 'territories' | 'fields'>;
