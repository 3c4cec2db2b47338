import { fold } from '../identity/text.ts';
import type { FormerUnitRecord, ProvinceRecord } from './data.ts';
import { type Place, placeKey, placesByName } from './lookup.ts';

const leadIns = [['nay', 'la'], ['nay', 'thuoc'], ['khu', 'vuc'], ['thuoc'], ['tai'], ['o']];
const leadingWords = [['thanh', 'pho'], ['tinh'], ['tp'], ['t', 'p'], ['t'], ['province', 'of'], ['city', 'of']];
const trailingWords = [['province'], ['city'], ['viet', 'nam'], ['vietnam'], ['vn'], ['cu'], ['moi']];
const gluedPrefixes = ['thanhpho', 'tinh', 'tp'];
const gluedSuffixes = ['province', 'city', 'vietnam'];

/** The place that a text names as a whole, whatever stands around the name by habit; null when it says anything else. */
export function placeNamed(raw: string): Place | null {
  const words = wordsOf(raw);
  const place = spellings(words)
    .map((key) => placesByName().get(key))
    .find((found) => found !== undefined);
  if (!place) return null;
  // "Gia Lai cũ" is the unit of before the mergers.
  return words.at(-1) === 'cu' ? { ...place, formerUnit: formerUnitOf(place) } : place;
}

/** The folded words of a text. */
export function wordsOf(raw: string): string[] {
  return fold(raw)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
}

/** The unit of before 1 Jul 2025 that a name meant then. */
export function formerUnitOf({ province, formerUnit }: Place): FormerUnitRecord | null {
  return formerUnit ?? province.formerUnits.find((unit) => placeKey(unit.name) === placeKey(province.name)) ?? soleUnit(province);
}

function soleUnit(province: ProvinceRecord): FormerUnitRecord | null {
  return province.formerUnits.length === 1 ? (province.formerUnits[0] ?? null) : null;
}

/** The keys to try, the whole text first: "Hà Tĩnh" must keep its "tĩnh" and "TP.HCM" is an alias as it stands. */
function spellings(typed: readonly string[]): string[] {
  const keys = [typed.join('')];
  const leadIn = leadIns.find((unit) => startsWith(typed, unit));
  let words = leadIn ? typed.slice(leadIn.length) : typed;
  if (leadIn) keys.push(words.join(''));
  for (;;) {
    const ending = trailingWords.find((unit) => endsWith(words, unit));
    if (!ending) break;
    words = words.slice(0, -ending.length);
    keys.push(words.join(''));
  }
  const beginning = leadingWords.find((unit) => startsWith(words, unit));
  if (beginning) keys.push(words.slice(beginning.length).join(''));
  const glued = words.join('');
  for (const prefix of gluedPrefixes) if (glued.startsWith(prefix)) keys.push(glued.slice(prefix.length));
  for (const suffix of gluedSuffixes) if (glued.endsWith(suffix)) keys.push(glued.slice(0, -suffix.length));
  return keys;
}

function startsWith(words: readonly string[], unit: readonly string[]): boolean {
  return unit.every((word, index) => words[index] === word);
}

function endsWith(words: readonly string[], unit: readonly string[]): boolean {
  return unit.every((word, index) => words[words.length - unit.length + index] === word);
}
