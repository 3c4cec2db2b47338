import type { CompanyConfig } from '../company/company-config.ts';
import type { Masking } from '../identity/mask.ts';
import { type Lead, poolOf } from '../leads/record.ts';
import type { PoolId } from '../platform/ids.ts';
import type { PoolConfig } from '../routing/pool-config.ts';
import type { Principal } from './principal.ts';

type MaskOf = Pick<PoolConfig, 'maskNumbers' | 'maskAddresses'>;

/** What the configuration says of masking. */
export interface MaskRules {
  readonly company: Pick<CompanyConfig, 'maskNumbers' | 'maskAddresses' | 'unmaskedFor' | 'phone'> | undefined;
  readonly pools: ReadonlyMap<string, MaskOf>;
}

/** A lead of which nothing but its pool is asked. */
export type LeadInPool = Pick<Lead, 'owner' | 'routing'>;

export const nothingMasked: Masking = { numbers: false, addresses: false };
/** For what is shown before anybody may reach the person, whatever a pool says. */
export const everythingMasked: Masking = { numbers: true, addresses: true };

/**
 * Returns what is masked of a lead: as its pool says, else the company. This is the only place that decides it.
 * @param lead null: it is not known which; then whatever any pool masks
 */
export function maskingOf(lead: LeadInPool | null, { company, pools }: MaskRules): Masking {
  const said = lead === null ? [...pools.values()] : [ofPool(poolOf(lead), pools)];
  const asked = said.length === 0 || lead === null ? [...said, {}] : said;
  const known = company ? [company.phone] : [];
  return {
    numbers: asked.some((pool) => pool.maskNumbers ?? company?.maskNumbers ?? false),
    addresses: asked.some((pool) => pool.maskAddresses ?? company?.maskAddresses ?? false),
    known,
  };
}

const ofPool = (poolId: PoolId | null, pools: MaskRules['pools']): MaskOf => (poolId === null ? {} : (pools.get(poolId) ?? {}));

/** Tells whether anything is masked of any lead. */
export function masksAnything(rules: MaskRules): boolean {
  const { numbers, addresses } = maskingOf(null, rules);
  return numbers || addresses;
}

/** Tells whether the same is masked of every lead, whichever pool it is in. */
export function masksAlike({ company, pools }: MaskRules): boolean {
  const agree = (name: keyof MaskOf) =>
    [...pools.values()].every((pool) => (pool[name] ?? company?.[name] ?? false) === (company?.[name] ?? false));
  return agree('maskNumbers') && agree('maskAddresses');
}

/** Tells whether somebody is shown numbers and addresses as they are. */
export function seesUnmasked({ role }: Pick<Principal, 'role'>, { company }: Pick<MaskRules, 'company'>): boolean {
  return (company?.unmaskedFor ?? ['admin']).some((allowed) => allowed === role);
}

/** Names what is masked for somebody: of which pools, and of leads in none. Two moments compare by it: where a name is new, something is hidden that was not. */
export function masksFor(principal: Pick<Principal, 'role'>, rules: MaskRules): string[] {
  if (seesUnmasked(principal, rules)) return [];
  const { company, pools } = rules;
  const places: [string, MaskOf][] = [['', {}], ...pools];
  return places.flatMap(([place, pool]) => [
    ...((pool.maskNumbers ?? company?.maskNumbers) ? [`numbers@${place}`] : []),
    ...((pool.maskAddresses ?? company?.maskAddresses) ? [`addresses@${place}`] : []),
  ]);
}
