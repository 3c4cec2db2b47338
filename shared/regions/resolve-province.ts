import { fold } from '../identity/text.ts';
import type { MacroRegion } from './codes.ts';
import type { FormerUnitRecord, ProvinceRecord } from './data.ts';
import { isoCodes } from './iso-codes.ts';
import { formerByCode, type Place, placeKey, placesByName, provincesByCode } from './lookup.ts';
import { formerUnitOf, placeNamed } from './place-named.ts';
import { placeInAddress } from './read-address.ts';

/** Which list a two-digit code was taken from: seven codes mean different places in the two. */
export type CodeSystem = 'current' | 'former';

/** Province code → part of the country; a company may count provinces elsewhere (Lâm Đồng often in the south). */
export type MacroRegions = Readonly<Record<string, MacroRegion>>;

export type FormerUnit = { code: string; name: string };

export type ProvinceMatch = {
  provinceCode: string;
  codeSystem: '2025';
  provinceName: string;
  provinceSlug: string;
  macroRegion: MacroRegion;
  economicRegion: string;
  /** The unit of before 1 Jul 2025 that was meant, when the input says so; null when it named a present province. */
  formerUnit: FormerUnit | null;
  matchedBy: 'name' | 'alias' | 'currentCode' | 'formerCode' | 'isoCode' | 'address';
};

export type ResolveOptions = { codeSystem?: CodeSystem | undefined; macroRegions?: MacroRegions | undefined };

// Far above the longest address; longer text is a letter or an attack.
const maxInput = 300;

/** Finds the province that a text, a code or an address names, or null: never a guess, so unknown places reach the fallback pool. */
export function resolveProvince(raw: string, options: ResolveOptions = {}): ProvinceMatch | null {
  if (raw.length > maxInput) return null;
  const text = fold(raw);
  // Spreadsheets make numbers of codes, and number types lose the zero in front. Three digits are a district's code.
  const number = /^(\d{1,2})(?:\.0)?$/.exec(text)?.[1];
  if (number !== undefined) return byCode(number.padStart(2, '0'), options);
  const isoCode = /^vn[-_]([a-z]{2}|\d{2})$/.exec(text)?.[1];
  const isoPlace = placesByName().get(placeKey(isoCodes.get(isoCode ?? '') ?? ''));
  if (isoPlace) return byPlace(isoPlace, 'isoCode', options);
  const named = placeNamed(raw);
  if (named) return byPlace(named, named.matchedBy, options);
  const found = placeInAddress(raw);
  return found && byPlace(found, 'address', options);
}

/** Completes a province record with what a lead stores about its place. */
export function toMatch(
  province: ProvinceRecord,
  formerUnit: FormerUnitRecord | null,
  matchedBy: ProvinceMatch['matchedBy'],
  macroRegions: MacroRegions = {},
): ProvinceMatch {
  return {
    provinceCode: province.code,
    codeSystem: '2025',
    provinceName: province.name,
    provinceSlug: province.slug,
    macroRegion: macroRegions[province.code] ?? province.macroRegion,
    economicRegion: province.economicRegion,
    formerUnit: formerUnit && { code: formerUnit.oldCode, name: formerUnit.name },
    matchedBy,
  };
}

function byCode(code: string, { codeSystem, macroRegions }: ResolveOptions): ProvinceMatch | null {
  const current = provincesByCode().get(code);
  const former = formerByCode().get(code);
  // Without the system a re-used code still gives the right province (the old unit is part of the new one), but not the unit.
  if (current && codeSystem !== 'former') return toMatch(current, null, 'currentCode', macroRegions);
  // A code of the former list alone has no other meaning, whatever list the form believes it shows.
  return former ? toMatch(former.province, former.formerUnit, 'formerCode', macroRegions) : null;
}

function byPlace(place: Place, matchedBy: ProvinceMatch['matchedBy'], { codeSystem, macroRegions }: ResolveOptions): ProvinceMatch {
  // In an old drop-down "Gia Lai" is the former Gia Lai, not the province that now includes Bình Định.
  return toMatch(place.province, codeSystem === 'former' ? formerUnitOf(place) : place.formerUnit, matchedBy, macroRegions);
}
