import { cleanText } from '../identity/text.ts';
import { type Place, placeKey, placesByName } from './lookup.ts';
import { placeNamed, wordsOf } from './place-named.ts';

/** A stretch of an address between two separators. */
type Part = {
  text: string;
  /** A dash stands before it, and no comma. */
  dashed: boolean;
  /** What it names as a whole. */
  named: Place | null;
  /** What it says is a province or city, or abbreviates: it can be no street's or ward's name. */
  sure: Place | null;
};

/**
 * The province of an address as people write one ("12 Lê Lợi, Quận 1, TP.HCM"). The end counts, because streets, wards and districts bear the
 * names of provinces too. What stands in brackets is read by itself; if it names another place, neither is taken.
 */
export function placeInAddress(raw: string): Place | null {
  const asides = [...raw.matchAll(/[([]([^()[\]]*)[)\]]/g)].map(([, inside = '']) => inside);
  const main = raw.replace(/[([][^()[\]]*[)\]]/g, ' ');
  const found = [main, ...asides].map((text) => placeNamed(text) ?? placeIn(partsOf(text))).filter(isKnown);
  return agreed(found);
}

/** The one province of several places, with the former unit if one of them tells it. */
function agreed(places: readonly Place[]): Place | null {
  const [first] = places;
  if (!first || places.some(({ province }) => province !== first.province)) return null;
  return places.find(({ formerUnit }) => formerUnit !== null) ?? first;
}

const isKnown = (place: Place | null): place is Place => place !== null;

const separators = /(\s[-–—]+\s|[–—]|[,;:|/•·_>&\n\r\u2028\u2029]+|\s(?:và|hoặc|hay|va|hoac|or|and)\s)/iu;

function partsOf(raw: string): Part[] {
  const pieces: Pick<Part, 'text' | 'dashed'>[] = [];
  let dashed = false;
  for (const [index, piece] of raw.split(separators).entries()) {
    if (index % 2 === 1) dashed = /[-–—]/u.test(piece);
    else
      for (const [place, text] of piecesOf(cleanText(piece)).entries())
        pieces.push({ text: withoutNumbers(text), dashed: dashed || place > 0 });
  }
  return pieces.filter(({ text }) => !saysNothing(text)).map(({ text, dashed }) => ({ text, dashed, ...placesOf(text) }));
}

function placesOf(text: string): Pick<Part, 'named' | 'sure'> {
  // Alone ĐN is Đà Nẵng; after a district it may be Đồng Nai.
  const named = placeKey(text) === 'dn' ? null : placeNamed(text);
  const saysSo = startsWithUnit.test(text) || /\b(?:province|city)\b/i.test(text) || isAbbreviation(text);
  return { named, sure: named ? (saysSo ? named : null) : placeAtEnd(text) };
}

/** "Thanh Xuân-Hà Nội" is two parts, "Hà-Nội" one; a slug ("duong-ha-noi") is not taken apart, or a street would become its city. */
function piecesOf(text: string): string[] {
  const pieces = text.split('-');
  if (pieces.length < 2 || placeNamed(text)) return [text];
  return /[\s.]/.test(text) || isAbbreviation(pieces.at(-1) ?? '') ? pieces : [text];
}

/** Without the number of a list ("01. Hà Nội") and a postal code ("Hà Nội 100000", as maps write it). */
function withoutNumbers(text: string): string {
  return text
    .replace(/^\d{1,2}\s*[.)]\s*/, '')
    .replace(/^\d{5,6}\s+|\s+\d{5,6}\.?$/g, '')
    .trim();
}

const ofNoPlace: ReadonlySet<string> = new Set(['', 'vn', 'vietnam', 'mienbac', 'mientrung', 'miennam']);

function saysNothing(text: string): boolean {
  const key = placeKey(text);
  return ofNoPlace.has(key) || /^\d+$/.test(key);
}

function placeIn(parts: readonly Part[]): Place | null {
  const last = parts.at(-1);
  if (!last) return null;
  const before = parts.at(-2);
  const joined = before ? placeNamed(`${before.text} ${last.text}`) : null;
  const named = parts.map((part) => part.named);
  // A list of places and no address: one of them, but which?
  if (!joined && before && named.every(isKnown)) return agreed(named);
  const place = joined ?? last.named ?? last.sure;
  // Some begin with the largest; then only what can be no street or ward counts.
  if (!place)
    return agreed(
      parts
        .filter((part) => part.named)
        .map(({ sure }) => sure)
        .filter(isKnown),
    );
  if (!last.sure && last.dashed && before && isRoadTo(before.text)) return null;
  // "Bình Dương, TP.HCM": who names the old province before the new one means the old one's part of it.
  const within = named.filter(isKnown).filter(({ province }) => province === place.province);
  return agreed([place, ...within, ...parts.map(({ sure }) => sure).filter(isKnown)]);
}

const unitWords = /(?<![\p{L}\p{N}])(?:(?<!h[aà]\s)(?:tỉnh|tinh)|thành phố|thanh pho|t\.?p)[\s.]*(?=\p{L})/gu;

const startsWithUnit = /^(?:tỉnh|tinh|thành phố|thanh pho|t\.?p)(?!\p{L}*\s*$)[\s.]*\p{L}/iu;

/** A place at the end of a part that has no comma before it, where its own words set it off: "Quận 1 TP.HCM", "Dĩ An tỉnh Bình Dương". */
function placeAtEnd(text: string): Place | null {
  const lower = text.toLowerCase();
  for (const { index, 0: word } of lower.matchAll(unitWords)) {
    const place = placesByName().get(placeKey(lower.slice(index + word.length)));
    if (place) return place;
  }
  const words = wordsOf(text);
  const end = words.at(-1) ?? '';
  if (isAbbreviation(end) && end.length > 2) return placeNamed(end);
  if (end !== 'province' && end !== 'city') return null;
  return longestAtEnd(words.slice(0, -1));
}

// The longest name (Bà Rịa - Vũng Tàu) has four words.
function longestAtEnd(words: readonly string[]): Place | null {
  for (const count of [4, 3, 2, 1]) {
    const place = words.length >= count ? placesByName().get(words.slice(-count).join('')) : undefined;
    if (place) return place;
  }
  return null;
}

/** No vowel, so no word: HCM, TPHCM, HN, BRVT. */
function isAbbreviation(text: string): boolean {
  const key = placeKey(text);
  return /^[^aeiouy\d]+$/.test(key) && placeNamed(key) !== null;
}

const roadWords = /^(?:cao toc|quoc lo|tinh lo|xa lo|dai lo|duong|tuyen|pho|cau)(?: |$)/;

/** "Cao tốc Hà Nội - Hải Phòng" lies between two provinces. */
function isRoadTo(text: string): boolean {
  const words = wordsOf(text);
  return roadWords.test(words.join(' ')) && longestAtEnd(words) !== null;
}
