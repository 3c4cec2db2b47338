import { readUnmergedLeads } from '../leads/index.ts';
import type { Digests } from '../platform/digests.ts';
import { CompanyId, LeadId } from '../platform/ids.ts';
import { idAtPlace, indexAttributes, indexes, indexKeys } from '../platform/keys.ts';
import { ConditionFailedError, type Table } from '../platform/table.ts';
import { walkIndex } from '../platform/walk-index.ts';
import type { Firm } from './firm.ts';
import { putFirmPair, readFirmPair } from './pair.ts';
import { firmIdsOf } from './rules-firm-ids.ts';
import { domainsLike, likenessOf, nameDigestOf } from './rules-likeness.ts';
import { readDomainHolders, readFirm, readFirms } from './store.ts';

export interface AlikeParts {
  readonly table: Table;
  readonly digests: Pick<Digests, 'firmDomain' | 'firmName'>;
}

/** As many firms of one name as are looked at, and as many of the latest people of each. */
const mostNamesakes = 10;
const mostPeople = 20;

/**
 * Notes the firms that may be the same as one, for people to decide. What was decided once stays so. Safe to repeat.
 * @param provinceCode where one of its people is; null: nobody knows
 * @returns how many were noted
 */
export async function noteAlikeFirms(companyId: CompanyId, provinceCode: string | null, at: Date, parts: AlikeParts): Promise<number> {
  const { table } = parts;
  const firm = await readFirm(table, companyId);
  if (!firm) return 0;
  let noted = 0;
  for (const alike of [...(await byDomains(firm, parts)), ...(await byName(firm, provinceCode, parts))]) {
    const reason = likenessOf(firm, alike);
    const [one, other] = [firm.companyId, alike.firm.companyId];
    if (reason === null || (await readFirmPair(table, one, other))) continue;
    try {
      await table.put(putFirmPair(undefined, one, other, { state: 'candidate', reason, at: at.toISOString() }).Put);
      noted += 1;
    } catch (error) {
      // Somebody noted it, or decided about it, meanwhile.
      if (!(error instanceof ConditionFailedError)) throw error;
    }
  }
  return noted;
}

async function byDomains(firm: Firm, { table, digests }: AlikeParts) {
  const wanted = new Map(domainsLike(firm).map((domain) => [digests.firmDomain(domain), domain]));
  if (wanted.size === 0) return [];
  const claims = [...(await readDomainHolders(table, [...wanted.keys()])).values()].filter(({ isShared }) => !isShared);
  const firms = await readFirms(
    table,
    claims.map(({ companyId }) => companyId),
  );
  return claims.flatMap(({ digest, companyId }) => {
    const other = firms.get(companyId);
    return other ? [{ firm: other, domain: wanted.get(digest) ?? null, isNear: null }] : [];
  });
}

async function byName(firm: Firm, provinceCode: string | null, { table, digests }: AlikeParts) {
  const digest = nameDigestOf(firm.name, digests);
  if (digest === null) return [];
  const { pk, sk } = indexAttributes[indexes.gsi2];
  const { items } = await table.query({
    IndexName: indexes.gsi2,
    KeyConditionExpression: `${pk} = :name`,
    ExpressionAttributeValues: { ':name': indexKeys.firmNamePartition(digest) },
    ScanIndexForward: false,
    Limit: mostNamesakes,
  });
  const ids = items.map((item) => CompanyId.parse(item[sk])).filter((id) => !firmIdsOf(firm).includes(id));
  const firms = [...new Set((await readFirms(table, ids)).values())];
  return Promise.all(
    firms.map(async (other) => {
      const provinces = provinceCode === null ? [] : await provincesOf(other, table);
      return {
        firm: other,
        domain: null,
        isNear: provinceCode === null || provinces.length === 0 ? null : provinces.includes(provinceCode),
      };
    }),
  );
}

/** Reads where the latest people of a firm are. */
async function provincesOf(firm: Firm, table: Table): Promise<readonly string[]> {
  const listing = { index: indexes.gsi3, partitions: firmIdsOf(firm).map(indexKeys.peoplePartition) };
  const leadIds: LeadId[] = [];
  for await (const { place } of walkIndex(table, listing, { from: null, to: null, before: null }, mostPeople)) {
    leadIds.push(LeadId.parse(idAtPlace(place)));
    if (leadIds.length >= mostPeople) break;
  }
  const leads = await readUnmergedLeads(table, leadIds, { onMalformed: () => undefined });
  return [...leads.values()].flatMap(({ region }) => region.provinceCode ?? []);
}
