import type { MacroRegion } from './codes.ts';
import { provinceRecords } from './data.ts';
import type { FormerUnit, MacroRegions } from './resolve-province.ts';

export { type MacroRegion, macroRegion, provinceCodes } from './codes.ts';
export {
  type CodeSystem,
  type FormerUnit,
  type MacroRegions,
  type ProvinceMatch,
  type ResolveOptions,
  resolveProvince,
} from './resolve-province.ts';
export { type Region, type RegionInput, resolveRegion } from './resolve-region.ts';

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

/** The part of the country of each province by default: a grouping of the six economic regions. */
export const macroRegions: MacroRegions = Object.fromEntries(provinceRecords.map(({ code, macroRegion }) => [code, macroRegion]));

const vietnamese = new Intl.Collator('vi');

/** Lists the 34 provinces in the order of the Vietnamese alphabet. */
export function provinces(overrides: MacroRegions = {}): Province[] {
  return provinceRecords
    .map(({ aliases: _aliases, formerUnits, ...province }) => ({
      ...province,
      macroRegion: overrides[province.code] ?? province.macroRegion,
      formerUnits: formerUnits.map(({ oldCode, name }) => ({ code: oldCode, name })),
    }))
    .sort((a, b) => vietnamese.compare(a.name, b.name));
}
