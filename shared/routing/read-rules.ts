import { companyKind } from '../company/company-config.ts';
import type { ConfigReader } from '../config/index.ts';
import { fieldKind } from '../fields/field-config.ts';
import type { Decision } from './decision.ts';
import { acceptPolicyOf, poolKind } from './pool-config.ts';
import { repKind } from './rep-config.ts';
import type { RoutingRules, TerritoryRules } from './rules.ts';
import { somePoolAsksForHours } from './rules-availability.ts';
import { territoryKind } from './territory-config.ts';

/** The rules in force, and when the youngest of them were published. */
export interface CurrentRules extends RoutingRules {
  readonly publishedAt: string;
}

/** Reads the rules in force; the company only where some pool asks for hours, or has its reps accept within some of them. */
export async function currentRules(config: Pick<ConfigReader, 'current'>): Promise<CurrentRules> {
  const [territories, pools, reps, fields] = await Promise.all([
    config.current(territoryKind),
    config.current(poolKind),
    config.current(repKind),
    config.current(fieldKind),
  ]);
  const asksForCompany =
    somePoolAsksForHours({ pools, reps }) ||
    [...pools.documents.values()].some((pool) => acceptPolicyOf(pool) !== null || pool.escalateAfterMinutes !== undefined);
  const company = asksForCompany ? await config.current(companyKind) : null;
  const [publishedAt = ''] = [territories, pools, reps, ...(company ? [company] : [])]
    .map((kind) => kind.publishedAt)
    .sort()
    .slice(-1);
  return { territories, pools, reps, ...(company ? { company } : {}), fields: fields.documents, publishedAt };
}

/** Reads the rules in force by which a lead comes to a territory. */
export async function territoryRules(config: Pick<ConfigReader, 'current'>): Promise<Required<TerritoryRules>> {
  const [territories, fields] = await Promise.all([config.current(territoryKind), config.current(fieldKind)]);
  return { territories, fields: fields.documents };
}

/** Reads the rules that a recorded decision was made by. @throws NotFoundError when one of its versions does not exist */
export async function recordedRules(
  config: Pick<ConfigReader, 'version'>,
  { versions }: Pick<Decision, 'versions'>,
): Promise<RoutingRules> {
  const [territories, pools, reps, company] = await Promise.all([
    config.version(territoryKind, versions.territories),
    config.version(poolKind, versions.pools),
    config.version(repKind, versions.reps),
    versions.company === undefined ? null : config.version(companyKind, versions.company),
  ]);
  return { territories, pools, reps, ...(company ? { company } : {}) };
}
