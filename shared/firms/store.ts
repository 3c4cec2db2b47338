import { type Digests, FirmDigest } from '../platform/digests.ts';
import { CorruptItemError } from '../platform/errors.ts';
import { CompanyId } from '../platform/ids.ts';
import { indexKeys, keys, partitionId } from '../platform/keys.ts';
import type { Table, WriteItem } from '../platform/table.ts';
import { unchangedSince, versioned } from '../platform/versioned.ts';
import { DomainClaim, Firm } from './firm.ts';
import { isFoundByName } from './rules-likeness.ts';
import type { TaxCode } from './rules-tax-code.ts';

const firms = versioned<Firm>({
  parse(item) {
    const parsed = Firm.safeParse({ ...item, companyId: partitionId(item) });
    if (!parsed.success) throw new CorruptItemError('a firm does not have the shape this version knows');
    return parsed.data;
  },
  // What is part of another firm is listed with that one, and what a post made known by its people: an entry of its own would be written with each.
  toItem: ({ companyId, mergedInto, ...firm }) => ({
    ...keys.firm(companyId),
    ...(mergedInto === null ? {} : { mergedInto }),
    ...(mergedInto === null && firm.createdBy.kind === 'user' ? indexKeys.firm(companyId) : {}),
    ...(firm.nameDigest !== undefined && isFoundByName(firm) ? indexKeys.firmName(companyId, firm.nameDigest) : {}),
    ...firm,
  }),
});

/** The claim of a domain, by its digest. */
type HeldDomain = DomainClaim & { readonly digest: FirmDigest };

const domains = versioned<HeldDomain>({
  parse(item) {
    const claim = DomainClaim.safeParse(item);
    if (!claim.success) throw new CorruptItemError('the claim of a domain does not have the shape this version knows');
    return { digest: FirmDigest.parse(partitionId(item)), ...claim.data };
  },
  toItem: ({ digest, isShared, ...claim }) => ({ ...keys.domainClaim(digest), ...claim, ...(isShared ? { isShared } : {}) }),
});

/** Writes a firm; refused when it changed since it was read. */
export const putFirm = (before: Firm | null, after: Firm): WriteItem => firms.put(before, after);

/** Gives a tax code to a firm for good; refused when another has it. */
export function putTaxCode(digest: FirmDigest, companyId: CompanyId): WriteItem {
  return { Put: { Item: { ...keys.taxCodeGuard(digest), companyId }, ConditionExpression: 'attribute_not_exists(pk)' } };
}

/** Takes a tax code from a firm; refused where another has it. */
export function deleteTaxCode(digest: string, companyId: CompanyId): WriteItem {
  return {
    Delete: {
      Key: keys.taxCodeGuard(FirmDigest.parse(digest)),
      ConditionExpression: 'companyId = :companyId',
      ExpressionAttributeValues: { ':companyId': companyId },
    },
  };
}

/** Takes a domain from a firm; refused when its claim changed since it was read. */
export function deleteDomain(claim: NonNullable<DomainHolder>): WriteItem {
  return { Delete: { Key: keys.domainClaim(claim.digest), ...unchangedSince(claim) } };
}

/** Reads which firm has a tax code; undefined where none has. */
export async function readTaxCodeHolder(table: Pick<Table, 'batchGet'>, digest: FirmDigest): Promise<CompanyId | undefined> {
  const [guard] = await table.batchGet([keys.taxCodeGuard(digest)], { consistent: true });
  return guard && CompanyId.parse(guard.companyId);
}

/** Reads who has some domains; those that nobody has are left out. */
export async function readDomainHolders(
  table: Pick<Table, 'batchGet'>,
  digests: readonly FirmDigest[],
): Promise<ReadonlyMap<FirmDigest, NonNullable<DomainHolder>>> {
  const items = await table.batchGet(
    digests.map((digest) => keys.domainClaim(digest)),
    { consistent: true },
  );
  return new Map(items.map((item) => domains.parse(item)).map((claim) => [claim.digest, claim]));
}

/** Gives a domain to a firm, or says that it is nobody's alone; refused when that changed since it was read. */
export function putDomain(digest: FirmDigest, companyId: CompanyId, before: DomainHolder, isShared = false): WriteItem {
  return domains.put(before, { digest, companyId, isShared, version: (before?.version ?? 0) + 1 });
}

export type DomainHolder = HeldDomain | null;

/** Who holds a tax code and a domain, and the firms that hold them, by the ids of the holders; of one that is part of another that one. */
export interface FirmHolders {
  /** Null where nobody has it. */
  readonly taxCode: CompanyId | null;
  readonly domain: DomainHolder;
  readonly firms: ReadonlyMap<CompanyId, Firm>;
}

type FirmParts = { readonly table: Pick<Table, 'batchGet'>; readonly digests: Pick<Digests, 'taxCode' | 'firmDomain'> };

/** Reads who holds a tax code and a domain, consistently: an index would be a moment late and make a second firm. */
export async function readFirmHolders(
  { table, digests }: FirmParts,
  said: { readonly taxCode: TaxCode | null; readonly domain: string | null },
): Promise<FirmHolders> {
  const taxKey = said.taxCode && keys.taxCodeGuard(digests.taxCode(said.taxCode.code));
  const domainKey = said.domain === null ? null : keys.domainClaim(digests.firmDomain(said.domain));
  const wanted = [taxKey, domainKey].filter((key) => key !== null);
  if (wanted.length === 0) return { taxCode: null, domain: null, firms: new Map() };
  const items = await table.batchGet(wanted, { consistent: true });
  const [byTax, byDomain] = [taxKey, domainKey].map((key) => items.find(({ pk }) => pk === key?.pk));
  const taxCode = byTax ? CompanyId.parse(byTax.companyId) : null;
  const domain = byDomain ? domains.parse(byDomain) : null;
  const ids = [taxCode, domain?.companyId ?? null].filter((id) => id !== null);
  return { taxCode, domain, firms: await readFirms(table, ids, { consistent: true }) };
}

/**
 * Reads firms by their ids, of one that became part of another that one, by the same object for all of its ids; one that is not there is left out.
 * @throws CorruptItemError
 */
export async function readFirms(
  table: Pick<Table, 'batchGet'>,
  ids: readonly CompanyId[],
  options: { readonly consistent?: boolean } = {},
): Promise<ReadonlyMap<CompanyId, Firm>> {
  const known = new Map<CompanyId, Firm>();
  for (let wanted = [...new Set(ids)]; wanted.length > 0; ) {
    const items = await table.batchGet(
      wanted.map((id) => keys.firm(id)),
      options,
    );
    const found = items.map((item) => firms.parse(item));
    for (const firm of found) known.set(firm.companyId, firm);
    // Hardly a firm is part of another one: then nothing more is read.
    wanted = [...new Set(found.flatMap(({ mergedInto }) => mergedInto ?? []))].filter((id) => !known.has(id));
  }
  return new Map(
    [...new Set(ids)].flatMap((id) => {
      const firm = leftOf(known.get(id), known);
      return firm ? [[id, firm] as const] : [];
    }),
  );
}

/** Returns the firm that is left of one, however many merges have led there. */
function leftOf(firm: Firm | undefined, known: ReadonlyMap<CompanyId, Firm>): Firm | undefined {
  let left = firm;
  for (let step = 0; left && left.mergedInto !== null && step < known.size; step += 1) left = known.get(left.mergedInto);
  return left;
}

/** Reads a firm as it stands now, also what is part of another one; undefined where there is none. @throws CorruptItemError */
export const readFirmItself = (table: Pick<Table, 'get'>, companyId: CompanyId): Promise<Firm | undefined> =>
  firms.read(table, keys.firm(companyId), { consistent: true });

/** Reads a firm as it stands now, of one that became part of another that one; undefined where there is none. @throws CorruptItemError */
export async function readFirm(table: Pick<Table, 'get'>, companyId: CompanyId): Promise<Firm | undefined> {
  const passed = new Set<CompanyId>();
  let firm = await readFirmItself(table, companyId);
  while (firm && firm.mergedInto !== null && !passed.has(firm.companyId)) {
    passed.add(firm.companyId);
    firm = await readFirmItself(table, firm.mergedInto);
  }
  return firm;
}
