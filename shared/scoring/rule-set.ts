import type { ConfigReader, ConfigSet } from '../config/index.ts';
import { ConfigurationError } from '../platform/errors.ts';
import { type ScoringConfig, scoringKind } from './scoring-config.ts';

/** One numbered set of rules. */
export interface RuleSet {
  readonly version: number;
  readonly rules: ScoringConfig;
}

/** @throws ConfigurationError when the version holds no rules. */
export function ruleSetOf({ version, documents }: ConfigSet<ScoringConfig>): RuleSet {
  const rules = documents.get('scoring');
  if (!rules) throw new ConfigurationError('the configuration has no scoring rules; publish the kind `scoring`');
  return { version, rules };
}

/** The rules in force, and never older ones than a score was counted by: an instance may know of a new version half a minute late. */
export async function ruleSetFor(config: ConfigReader, counted: { readonly rulesVersion: number } | undefined): Promise<RuleSet> {
  const current = await config.current(scoringKind);
  if (counted && counted.rulesVersion > current.version) return ruleSetOf(await config.version(scoringKind, counted.rulesVersion));
  return ruleSetOf(current);
}

/** The rules in force at a moment; before the first there were none, so the first stand for what came before. */
export async function ruleSetAt(config: ConfigReader, at: Date): Promise<RuleSet> {
  return ruleSetOf((await config.at(scoringKind, at)) ?? (await config.version(scoringKind, 1)));
}

/** The rules that a score was counted by. */
export async function ruleSetOfScore(config: ConfigReader, { rulesVersion }: { readonly rulesVersion: number }): Promise<RuleSet> {
  const current = await config.current(scoringKind);
  return ruleSetOf(current.version === rulesVersion ? current : await config.version(scoringKind, rulesVersion));
}
