import { fold } from '../identity/text.ts';
import type { FormerUnitRecord, MacroRegion, ProvinceRecord } from './data.ts';
import { formerByCode, type Place, placeKey, placesByName, provincesByCode } from './lookup.ts';

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
  matchedBy: 'name' | 'alias' | 'currentCode' | 'formerCode';
};

export type ResolveOptions = { codeSystem?: CodeSystem | undefined; macroRegions?: MacroRegions | undefined };

// Far above the longest name with its prefix; longer text is an address or an attack.
const maxInput = 100;

/** Finds the province that a text or code names, or null: never a guess, so unknown places reach the fallback pool. */
export function resolveProvince(raw: string, options: ResolveOptions = {}): ProvinceMatch | null {
  if (raw.length > maxInput) return null;
  const text = fold(raw);
  return /^\d+$/.test(text) ? byCode(text, options) : byName(text, options);
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
  const current = provincesByCode.get(code);
  const former = formerByCode.get(code);
  // Without the system a re-used code still gives the right province (the old unit is part of the new one), but not the unit.
  if (current && codeSystem !== 'former') return toMatch(current, null, 'currentCode', macroRegions);
  // A code of the former list alone has no other meaning, whatever list the form believes it shows.
  return former ? toMatch(former.province, former.formerUnit, 'formerCode', macroRegions) : null;
}

function byName(text: string, { codeSystem, macroRegions }: ResolveOptions): ProvinceMatch | null {
  const place = spellings(text)
    .map((key) => placesByName.get(key))
    .find((found) => found !== undefined);
  if (!place) return null;
  return toMatch(place.province, codeSystem === 'former' ? formerUnitOf(place) : place.formerUnit, place.matchedBy, macroRegions);
}

/** In an old drop-down "Gia Lai" is the former Gia Lai, not the province that now includes Bình Định. */
function formerUnitOf({ province, formerUnit }: Place): FormerUnitRecord | null {
  return formerUnit ?? province.formerUnits.find((unit) => placeKey(unit.name) === placeKey(province.name)) ?? soleUnit(province);
}

function soleUnit(province: ProvinceRecord): FormerUnitRecord | null {
  return province.formerUnits.length === 1 ? (province.formerUnits[0] ?? null) : null;
}

const leadingWords = [['thanh', 'pho'], ['tinh'], ['tp'], ['t', 'p'], ['t'], ['province', 'of'], ['city', 'of']];
const trailingWords = [['province'], ['city'], ['viet', 'nam'], ['vietnam'], ['vn']];
const gluedPrefixes = ['thanhpho', 'tinh', 'tp'];
const gluedSuffixes = ['province', 'city', 'vietnam'];

/** The keys to try, the whole text first: "Hà Tĩnh" must keep its "tĩnh" and "TP.HCM" is an alias as it stands. */
function spellings(text: string): string[] {
  let words = text.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '');
  const keys = [words.join('')];
  for (;;) {
    const ending = trailingWords.find((unit) => endsWith(words, unit));
    if (!ending) break;
    words = words.slice(0, -ending.length);
    keys.push(words.join(''));
  }
  const beginning = leadingWords.find((unit) => unit.every((word, index) => words[index] === word));
  if (beginning) keys.push(words.slice(beginning.length).join(''));
  const glued = words.join('');
  for (const prefix of gluedPrefixes) if (glued.startsWith(prefix)) keys.push(glued.slice(prefix.length));
  for (const suffix of gluedSuffixes) if (glued.endsWith(suffix)) keys.push(glued.slice(0, -suffix.length));
  return keys;
}

function endsWith(words: readonly string[], unit: readonly string[]): boolean {
  return unit.every((word, index) => words[words.length - unit.length + index] === word);
}
