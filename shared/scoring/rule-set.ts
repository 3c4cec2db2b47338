import { type CompanyConfig, companyKind } from '../company/company-config.ts';
import { defaultTimeZone } from '../company/zone-config.ts';
import type { ConfigReader, ConfigSet } from '../config/index.ts';
import { type FieldConfig, fieldKind } from '../fields/field-config.ts';
import { ConfigurationError } from '../platform/errors.ts';
import { type ScoringConfig, type ScoringRules, scoringKind } from './scoring-config.ts';

/** One numbered set of rules, with the zone that they are read in. */
export interface RuleSet {
  readonly version: number;
  readonly rules: ScoringRules;
}

/** What a score says of the rules that it was counted by. */
interface Counted {
  readonly rulesVersion: number;
  readonly timeZone: string;
}

/** Joins rules with the company's zone and its declared fields, which are those of today whatever the version: what was typed before is read as what is typed now. @throws ConfigurationError when the version holds no rules. */
export function ruleSetOf(
  { version, documents }: ConfigSet<ScoringConfig>,
  company: ConfigSet<CompanyConfig> | undefined,
  fields: Pick<ConfigSet<FieldConfig>, 'documents'>,
): RuleSet {
  const rules = documents.get('scoring');
  if (!rules) throw new ConfigurationError('the configuration has no scoring rules; publish the kind `scoring`');
  return {
    version,
    rules: { ...rules, timeZone: company?.documents.get('company')?.timeZone ?? defaultTimeZone, fields: fields.documents },
  };
}

/** The rules in force. */
export async function ruleSetInForce(config: ConfigReader): Promise<RuleSet> {
  const [scoring, company, fields] = await Promise.all([
    config.current(scoringKind),
    config.current(companyKind),
    config.current(fieldKind),
  ]);
  return ruleSetOf(scoring, company, fields);
}

/** The rules in force, and never older ones than a score was counted by: an instance may know of a new version half a minute late. */
export async function ruleSetFor(config: ConfigReader, counted: Counted | undefined): Promise<RuleSet> {
  const inForce = await ruleSetInForce(config);
  return counted && counted.rulesVersion > inForce.version ? ruleSetOfVersion(config, counted.rulesVersion) : inForce;
}

/** The rules in force at a moment; before the first there were none, so the first stand for what came before. */
export async function ruleSetAt(config: ConfigReader, at: Date): Promise<RuleSet> {
  const [scoring, company, fields] = await Promise.all([config.at(scoringKind, at), config.at(companyKind, at), config.current(fieldKind)]);
  return ruleSetOf(scoring ?? (await config.version(scoringKind, 1)), company ?? (await config.current(companyKind)), fields);
}

/** The rules of a version, in the zone of today. */
export async function ruleSetOfVersion(config: ConfigReader, version: number): Promise<RuleSet> {
  const inForce = await ruleSetInForce(config);
  if (inForce.version === version) return inForce;
  return ruleSetOf(await config.version(scoringKind, version), await config.current(companyKind), await config.current(fieldKind));
}

/** The rules that a score was counted by. */
export async function ruleSetOfScore(config: ConfigReader, { rulesVersion, timeZone }: Counted): Promise<RuleSet> {
  const { version, rules } = await ruleSetOfVersion(config, rulesVersion);
  return { version, rules: { ...rules, timeZone } };
}

/** Tells whether a score is counted by these rules; days that begin elsewhere are other rules. */
export function isCountedBy(score: Counted | null, { version, rules }: RuleSet): boolean {
  return score !== null && score.rulesVersion === version && score.timeZone === rules.timeZone;
}
