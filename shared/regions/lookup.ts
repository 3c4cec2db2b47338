import { fold } from '../identity/text.ts';
import { once } from '../platform/once.ts';
import { type FormerUnitRecord, furtherAliases, type ProvinceRecord, provinceRecords } from './data.ts';

/** What a key stands for; `formerUnit` only when the key means a unit of before 1 Jul 2025 and no present one. */
export type Place = { province: ProvinceRecord; formerUnit: FormerUnitRecord | null; matchedBy: 'name' | 'alias' };

/** The key under which a name is looked up: folded, letters and digits only. */
export function placeKey(name: string): string {
  return fold(name).replace(/[^\p{L}\p{N}]+/gu, '');
}

function addAll(table: Map<string, Place>, names: readonly string[], place: Place): void {
  for (const name of names) {
    const key = placeKey(name);
    const known = table.get(key);
    if (known && known.province.code !== place.province.code) {
      throw new Error(`"${name}" names two provinces: ${known.province.code} and ${place.province.code}`);
    }
    if (!known) table.set(key, place);
  }
}

function tableOfNames(): ReadonlyMap<string, Place> {
  const table = new Map<string, Place>();
  const presentSlugs = new Set(provinceRecords().map(({ slug }) => slug));
  // First come, first kept: "Gia Lai" is the present province, "Thừa Thiên Huế" the former unit although also an alias of Huế.
  for (const province of provinceRecords()) {
    addAll(table, [province.name, province.fullName, province.slug], { province, formerUnit: null, matchedBy: 'name' });
  }
  for (const province of provinceRecords()) {
    for (const formerUnit of province.formerUnits) {
      addAll(table, [formerUnit.name, formerUnit.slug], { province, formerUnit, matchedBy: 'name' });
      addAll(table, formerUnit.aliases, { province, formerUnit, matchedBy: 'alias' });
      if (!presentSlugs.has(formerUnit.slug)) {
        addAll(table, furtherAliases[formerUnit.slug] ?? [], { province, formerUnit, matchedBy: 'alias' });
      }
    }
  }
  for (const province of provinceRecords()) {
    const aliases = [province.nameEn, ...province.aliases, ...(furtherAliases[province.slug] ?? [])];
    addAll(table, aliases, { province, formerUnit: null, matchedBy: 'alias' });
  }
  return table;
}

/** Where each name and alias is; made with the first name that is looked up, as is each of these. */
export const placesByName = once(tableOfNames);

export const provincesByCode = once(
  (): ReadonlyMap<string, ProvinceRecord> => new Map(provinceRecords().map((province) => [province.code, province])),
);

type Former = { province: ProvinceRecord; formerUnit: FormerUnitRecord };

const formerUnits = (): readonly Former[] =>
  provinceRecords().flatMap((province) => province.formerUnits.map((formerUnit) => ({ province, formerUnit })));

export const formerByCode = once(
  (): ReadonlyMap<string, Former> => new Map(formerUnits().map((former) => [former.formerUnit.oldCode, former])),
);

/** Landline area codes did not change with the mergers, so each still tells the former unit. */
export const formerByAreaCode = once(
  (): ReadonlyMap<string, Former> => new Map(formerUnits().map((former) => [former.formerUnit.areaCode, former])),
);
