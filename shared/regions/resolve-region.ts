import { areaCodeOf, type Phone } from '../identity/phone.ts';
import { cleanText } from '../identity/text.ts';
import type { MacroRegion } from './codes.ts';
import { formerByAreaCode } from './lookup.ts';
import { type CodeSystem, type FormerUnit, type MacroRegions, type ProvinceMatch, resolveProvince, toMatch } from './resolve-province.ts';

/** Where a lead is, and how we know. */
export type Region = {
  provinceCode: string | null;
  provinceName: string | null;
  macroRegion: MacroRegion | null;
  formerUnit: FormerUnit | null;
  reason: 'given' | 'areaCodeHint' | 'unknown';
  /** What was typed, where it says more than the province: an unknown place, or an address. A person can read it. */
  raw: string | null;
};

export type RegionInput = {
  province?: string | null | undefined;
  codeSystem?: CodeSystem | undefined;
  phone?: Phone | null | undefined;
};

/** Gives the region of a lead from its province, or from a landline's area code when no province was given. */
export function resolveRegion({ province, codeSystem, phone }: RegionInput, macroRegions: MacroRegions = {}): Region {
  const raw = cleanText(province ?? '');
  if (raw !== '') {
    // A given but unknown place is not overruled by the hint: somebody abroad or between provinces said so on purpose.
    const match = resolveProvince(province ?? '', { codeSystem, macroRegions });
    return toRegion(match, 'given', match === null || match.matchedBy === 'address' ? raw : null);
  }
  const hint = formerByAreaCode().get(areaCodeOf(phone ?? null) ?? '');
  return toRegion(hint ? toMatch(hint.province, hint.formerUnit, 'alias', macroRegions) : null, 'areaCodeHint', null);
}

/** Gives the region of whoever posted these fields. @param phone the number among them */
export function regionOfPost(fields: Readonly<Record<string, string>>, phone: Phone | null, macroRegions?: MacroRegions): Region {
  const codeSystem = fields.provinceCodeSystem === 'former' ? 'former' : undefined;
  return resolveRegion({ province: fields.province, codeSystem, phone }, macroRegions);
}

function toRegion(match: ProvinceMatch | null, reason: 'given' | 'areaCodeHint', raw: string | null): Region {
  return {
    provinceCode: match?.provinceCode ?? null,
    provinceName: match?.provinceName ?? null,
    macroRegion: match?.macroRegion ?? null,
    formerUnit: match?.formerUnit ?? null,
    reason: match ? reason : 'unknown',
    raw,
  };
}
