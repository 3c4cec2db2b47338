import { cleanText } from '../identity/index.ts';
import type { Lead, Locale } from '../leads/index.ts';
import { placeName, provinceOf } from '../regions/index.ts';

/** `TP. Hồ Chí Minh`, and the unit before July 2025 where the person named it: many still think in those. */
export function placeValues({ region }: Lead, locale: Locale): { place: string; formerPlace: string } {
  const province = provinceOf(region.provinceCode ?? '');
  const place = cleanText(placeName(region, locale) ?? '');
  if (!province) return { place, formerPlace: '' };
  const former = province.formerUnits.find(({ code }) => code === region.formerCode)?.name;
  if (!former || former === province.name) return { place, formerPlace: '' };
  return { place, formerPlace: locale === 'vi' ? ` (trước đây: ${former})` : ` (formerly ${former})` };
}

/** The province as a sentence names it. */
export function placeOf(lead: Lead, locale: Locale): string | null {
  return placeValues(lead, locale).place || null;
}
