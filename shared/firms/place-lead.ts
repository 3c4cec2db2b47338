import type { Digests } from '../platform/digests.ts';
import type { CompanyId, IdSource } from '../platform/ids.ts';
import type { Table, WriteItem } from '../platform/table.ts';
import type { Firm } from './firm.ts';
import { firmDomainOf } from './read-domain.ts';
import { belongingOf, type FirmGains, type FirmSaid } from './rules-belong.ts';
import { firmIdsOf, mostDomains } from './rules-firm-ids.ts';
import { nameDigestOf } from './rules-likeness.ts';
import { readTaxCode, shownTaxCode, type TaxCode } from './rules-tax-code.ts';
import { putDomain, putFirm, putTaxCode, readFirmHolders } from './store.ts';

export interface FirmPlaceParts {
  readonly table: Pick<Table, 'batchGet'>;
  readonly digests: Pick<Digests, 'taxCode' | 'firmDomain' | 'firmName'>;
  readonly ids: Pick<IdSource, 'companyId'>;
}

/** The firm that somebody belongs to, and the writes that make it so, for the transaction that notes it at the lead. */
export interface Placed {
  /** By whose guard they are found: it stays theirs when that firm is part of another one, and is none any more. */
  readonly companyId: CompanyId | null;
  /** The ids of all that is one firm with it. */
  readonly firmIds: readonly CompanyId[];
  readonly writes: readonly WriteItem[];
}

const nowhere: Placed = { companyId: null, firmIds: [], writes: [] };

/** What a post says of a firm, as it was typed. */
export interface TypedFirm {
  readonly name: string | null;
  readonly taxCode: string | undefined;
  /** The mailbox of the person; null where it does not count. */
  readonly email: string | null;
}

/**
 * Finds the firm of whoever posts, or makes it known. Reads nothing where neither a tax code nor a domain tells of one. The writes are refused when
 * somebody was quicker: read and decide again then.
 */
export async function placeAtFirm(
  { name, taxCode: typed, email }: TypedFirm,
  by: { readonly createdBy: Firm['createdBy']; readonly at: Date },
  { table, digests, ids }: FirmPlaceParts,
): Promise<Placed> {
  const said: FirmSaid = { name, taxCode: typed === undefined ? null : readTaxCode(typed), domain: await firmDomainOf(email) };
  if (said.taxCode === null && said.domain === null) return nowhere;
  const held = await readFirmHolders({ table, digests }, said);
  // What names a firm that is not there tells of none.
  const byTaxCode = held.taxCode ? (held.firms.get(held.taxCode) ?? null) : null;
  if (held.taxCode && !byTaxCode) return nowhere;
  const claim = held.domain && { ...held.domain, firm: held.firms.get(held.domain.companyId) ?? null };
  const belonging = belongingOf(said, { byTaxCode, claim });
  const writes: WriteItem[] = [];
  const domain = said.domain === null ? null : digests.firmDomain(said.domain);
  if (belonging.sharesDomain && held.domain && domain) writes.push(putDomain(domain, held.domain.companyId, held.domain, true));
  if (belonging.kind === 'none') return { ...nowhere, writes };
  const at = by.at.toISOString();
  const before = belonging.kind === 'known' ? belonging.firm : null;
  const holder = before && (held.taxCode ?? held.domain?.companyId ?? before.companyId);
  const companyId = holder ?? ids.companyId(by.at);
  const base: Firm = before ?? newFirm(companyId, by.createdBy, at);
  const gained = gaining(base, said, belonging.gains, digests);
  if (before === null || gained !== base)
    writes.push(putFirm(before, before ? { ...gained, version: before.version + 1, updatedAt: at } : gained));
  if (belonging.gains.taxCode && said.taxCode) writes.push(putTaxCode(digests.taxCode(said.taxCode.code), companyId));
  if (gained.domains.length > base.domains.length && domain) writes.push(putDomain(domain, companyId, held.domain));
  return { companyId, firmIds: firmIdsOf(base), writes };
}

/** A firm of which nothing is known yet. */
export function newFirm(companyId: CompanyId, createdBy: Firm['createdBy'], at: string): Firm {
  return {
    companyId,
    version: 1,
    name: null,
    taxCode: null,
    domains: [],
    owner: null,
    createdAt: at,
    updatedAt: at,
    createdBy,
    mergedInto: null,
  };
}

/** Names a firm, so that firms that are called alike find it. */
export function named({ nameDigest: _before, ...firm }: Firm, name: string, digests: Pick<Digests, 'firmName'>): Firm {
  const nameDigest = nameDigestOf(name, digests);
  return { ...firm, name, ...(nameDigest === null ? {} : { nameDigest }) };
}

/** A tax code as a firm keeps it. */
export function keptTaxCode(taxCode: TaxCode, digests: Pick<Digests, 'taxCode'>): NonNullable<Firm['taxCode']> {
  return { kind: taxCode.kind, shown: shownTaxCode(taxCode), digest: digests.taxCode(taxCode.code) };
}

function gaining(firm: Firm, said: FirmSaid, gains: FirmGains, digests: Pick<Digests, 'taxCode' | 'firmName'>): Firm {
  let gained = firm;
  if (gains.name && said.name !== null) gained = named(gained, said.name, digests);
  if (gains.taxCode && said.taxCode) gained = { ...gained, taxCode: keptTaxCode(said.taxCode, digests) };
  if (gains.domain && said.domain !== null && firm.domains.length < mostDomains)
    gained = { ...gained, domains: [...gained.domains, said.domain] };
  return gained;
}
