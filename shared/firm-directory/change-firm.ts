import type { Principal } from '../access/index.ts';
import {
  deleteDomain,
  deleteTaxCode,
  type Firm,
  firmIdsOf,
  keptTaxCode,
  named,
  newFirm,
  noteAlikeFirms,
  putDomain,
  putFirm,
  putTaxCode,
  readDomainHolders,
  readFirm,
  readTaxCode,
  readTaxCodeHolder,
  registeredBy,
  type TaxCode,
} from '../firms/index.ts';
import type { Clock } from '../platform/clock.ts';
import { type Digests, FirmDigest } from '../platform/digests.ts';
import { InvalidInputError, NotFoundError } from '../platform/errors.ts';
import type { CompanyId, IdSource, RepId } from '../platform/ids.ts';
import { type Table, type WriteItem, writeIfAny } from '../platform/table.ts';
import { refuseOtherVersion, untilWritten } from '../platform/versioned.ts';
import { FirmHeldError } from './errors.ts';

export interface ChangeFirmParts {
  readonly table: Table;
  readonly digests: Pick<Digests, 'taxCode' | 'firmDomain' | 'firmName'>;
  readonly ids: Pick<IdSource, 'companyId'>;
  readonly clock: Clock;
}

/** What somebody says of a firm; what is left out stays. */
export interface FirmWish {
  readonly name?: string | undefined;
  readonly taxCode?: string | null | undefined;
  readonly domains?: readonly string[] | undefined;
  /** Of a rep who is there. */
  readonly ownerRepId?: RepId | null | undefined;
}

type Along = (firm: Firm) => readonly WriteItem[];

/** Makes a firm known by somebody's word. @throws InvalidInputError; FirmHeldError */
export async function makeFirm(wish: FirmWish, { userId }: Principal, along: Along, parts: ChangeFirmParts): Promise<Firm> {
  const read = await readWish(wish);
  const firm = await untilWritten(async () => {
    const at = parts.clock();
    const made = newFirm(parts.ids.companyId(at), { kind: 'user', id: userId }, at.toISOString());
    const { after, writes } = await changed(made, read, at, parts);
    await parts.table.transact([putFirm(null, after), ...writes, ...along(after)]);
    return after;
  });
  // Beside the change: whoever asks again has an answer, and its first person has it looked at again.
  await noteAlikeFirms(firm.companyId, null, parts.clock(), parts);
  return firm;
}

/**
 * Puts right what is known of a firm, or says whose it is.
 * @param seen the firm as it was just read, consistently
 * @returns the firm as it stands after it
 * @throws NotFoundError; PreconditionFailedError; InvalidInputError; FirmHeldError
 */
export async function changeFirm(
  seen: Firm,
  wish: FirmWish,
  seenVersion: number | undefined,
  along: Along,
  parts: ChangeFirmParts,
): Promise<Firm> {
  const read = await readWish(wish);
  const { companyId } = seen;
  const changedTo = await untilWritten(async (round) => {
    // Whoever lets the caller change it has just read it; it is read anew where somebody was quicker.
    const before = round === 1 ? seen : await readFirm(parts.table, companyId);
    if (!before) throw new NotFoundError('no such company');
    refuseOtherVersion('company', before, seenVersion);
    const at = parts.clock();
    const { after, writes } = await changed(before, read, at, parts);
    if (after === before) {
      await writeIfAny(parts.table, along(before));
      return before;
    }
    const changedFirm = { ...after, version: before.version + 1, updatedAt: at.toISOString() };
    await parts.table.transact([putFirm(before, changedFirm), ...writes, ...along(changedFirm)]);
    return changedFirm;
  });
  if (wish.name !== undefined || wish.domains !== undefined) await noteAlikeFirms(companyId, null, parts.clock(), parts);
  return changedTo;
}

interface ReadWish extends Pick<FirmWish, 'name' | 'ownerRepId'> {
  readonly taxCode: TaxCode | null | undefined;
  readonly domains: readonly string[] | undefined;
}

async function readWish({ name, taxCode: typed, domains: named, ownerRepId }: FirmWish): Promise<ReadWish> {
  const taxCode = typed === undefined || typed === null ? typed : readTaxCode(typed);
  if (typed && !taxCode) {
    throw new InvalidInputError('this is no tax code', [
      { path: 'taxCode', message: 'give its ten digits, the last of which checks the others, or the twelve of a household business' },
    ]);
  }
  if (named === undefined) return { name, taxCode, domains: named, ownerRepId };
  const domains = await Promise.all(
    named.map(async (domain, place) => {
      const registered = await registeredBy(domain);
      if (registered !== null) return registered;
      throw new InvalidInputError('this domain tells of no company', [
        { path: `domains.${place}`, message: 'give a domain that the company has registered for itself, such as songthu.vn' },
      ]);
    }),
  );
  return { name, taxCode, domains: [...new Set(domains)], ownerRepId };
}

/** Returns a firm as somebody wants it, the very object where nothing changes, and the writes of its guards. */
async function changed(
  firm: Firm,
  { name, taxCode, domains, ownerRepId }: ReadWish,
  at: Date,
  { table, digests }: ChangeFirmParts,
): Promise<{ after: Firm; writes: WriteItem[] }> {
  const { companyId } = firm;
  const own = new Set<CompanyId>(firmIdsOf(firm));
  const writes: WriteItem[] = [];
  let after = firm;
  if (name !== undefined && name !== firm.name) after = named(after, name, digests);
  const digest = taxCode && digests.taxCode(taxCode.code);
  if (taxCode !== undefined && digest !== (firm.taxCode?.digest ?? null)) {
    const holder = digest ? await readTaxCodeHolder(table, digest) : undefined;
    if (holder !== undefined && !own.has(holder)) throw held('tax code', 'mã số thuế');
    const stood = firm.taxCode && FirmDigest.parse(firm.taxCode.digest);
    const stoodAt = stood ? await readTaxCodeHolder(table, stood) : undefined;
    // The code may be that of a firm that is part of this one.
    if (stood && stoodAt !== undefined && own.has(stoodAt)) writes.push(deleteTaxCode(stood, stoodAt));
    if (digest && holder === undefined) writes.push(putTaxCode(digest, companyId));
    after = { ...after, taxCode: taxCode && keptTaxCode(taxCode, digests) };
  }
  const gone = domains === undefined ? [] : firm.domains.filter((domain) => !domains.includes(domain));
  const fresh = domains === undefined ? [] : domains.filter((domain) => !firm.domains.includes(domain));
  if (domains !== undefined && gone.length + fresh.length > 0) {
    const claims = await readDomainHolders(
      table,
      [...gone, ...fresh].map((domain) => digests.firmDomain(domain)),
    );
    for (const domain of fresh) {
      const claim = claims.get(digests.firmDomain(domain));
      if (claim && !own.has(claim.companyId)) throw held(`domain ${domain}`, `tên miền ${domain}`);
      if (!claim) writes.push(putDomain(digests.firmDomain(domain), companyId, null));
    }
    for (const domain of gone) {
      const claim = claims.get(digests.firmDomain(domain));
      // One that is of several firms stays so: whoever posts from it next would else make one more firm.
      if (claim && own.has(claim.companyId) && !claim.isShared) writes.push(deleteDomain(claim));
    }
    after = { ...after, domains: [...domains] };
  }
  if (ownerRepId !== undefined && ownerRepId !== (firm.owner?.repId ?? null)) {
    after = { ...after, owner: ownerRepId === null ? null : { repId: ownerRepId, since: at.toISOString() } };
  }
  return { after, writes };
}

const held = (en: string, vi: string) => new FirmHeldError(`Another company has the ${en}. Công ty khác đã có ${vi} này.`);
