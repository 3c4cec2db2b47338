import type { MacroRegion } from './codes.ts';
import { type ProvinceRecord, provinceRecords } from './data.ts';
import { provincesByCode } from './lookup.ts';
import type { FormerUnit, MacroRegions } from './resolve-province.ts';
import type { Region } from './resolve-region.ts';

export { type MacroRegion, macroRegion, provinceCodes } from './codes.ts';
export {
  type CodeSystem,
  type FormerUnit,
  type MacroRegions,
  type ProvinceMatch,
  type ResolveOptions,
  resolveProvince,
} from './resolve-province.ts';
export { type Region, type RegionInput, regionOfPost, resolveRegion } from './resolve-region.ts';

/** One entry of a drop-down; `fullName` carries the type of today ("Thành phố Đồng Nai" since 2026). */
export type Province = {
  code: string;
  name: string;
  fullName: string;
  nameEn: string;
  slug: string;
  type: 'city' | 'province';
  macroRegion: MacroRegion;
  economicRegion: string;
  formerUnits: FormerUnit[];
};

function describe({ aliases: _aliases, formerUnits, ...province }: ProvinceRecord): Province {
  return { ...province, formerUnits: formerUnits.map(({ oldCode, name }) => ({ code: oldCode, name })) };
}

/** The province of a code of today; undefined for any other text. */
export function provinceOf(code: string): Province | undefined {
  const record = provincesByCode().get(code);
  return record && describe(record);
}

/** Lists the 34 provinces in the order of the Vietnamese alphabet. */
export function provinces(overrides: MacroRegions = {}): Province[] {
  const vietnamese = new Intl.Collator('vi');
  return provinceRecords()
    .map((record) => ({ ...describe(record), macroRegion: overrides[record.code] ?? record.macroRegion }))
    .sort((a, b) => vietnamese.compare(a.name, b.name));
}

/** Names where somebody is, as people write it: `TP. Hồ Chí Minh`, `Gia Lai`; what they wrote where that is no province we know. Null: they said nothing. */
export function placeName({ provinceCode, raw }: Pick<Region, 'provinceCode' | 'raw'>, locale: 'vi' | 'en'): string | null {
  const province = provinceOf(provinceCode ?? '');
  if (!province) return raw || null;
  if (locale === 'en') return province.nameEn;
  return province.type === 'city' ? `TP. ${province.name}` : province.name;
}
