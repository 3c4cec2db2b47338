import type { Places } from './rules-coverage.ts';
import { isFallback } from './rules-territory.ts';
import type { TerritoryConditions } from './territory-conditions.ts';
import type { TerritoryConfig } from './territory-config.ts';

/** What leads may ask about, and where they may be. */
interface Field {
  readonly products: readonly string[];
  readonly places: Places;
}

/** Names, in sentences, the provinces and products that no territory but the fallback takes. Where there is only the fallback, it is meant so. */
export function gapsOf(territories: readonly TerritoryConfig[], { products, places }: Field): string[] {
  const others = territories.filter((territory) => !isFallback(territory));
  if (others.length === 0) return [];
  const provinces = [...places.macroRegions.keys()].sort();
  const gaps = [...products, null].map((product) => {
    const left = provinces.filter((code) => !others.some(({ when }) => mayTake(when, product, code, places)));
    return { product, left: left.join(', ') };
  });
  const byPlace = Map.groupBy(
    gaps.filter(({ left }) => left !== ''),
    ({ left }) => left,
  );
  return [...byPlace].map(([left, of]) => {
    const named = of.flatMap(({ product }) => product ?? []);
    const isAny = of.length === products.length + 1;
    const what = isAny
      ? ''
      : named.length === 0
        ? 'without a product '
        : `for ${named.join(', ')}${of.length > named.length ? ' or without a product' : ''} `;
    const where = left === provinces.join(', ') ? 'of every province' : `of the provinces ${left}`;
    return `only the fallback takes leads ${what}${where}`;
  });
}

/** Whether a territory takes some of the leads that ask for a product in a province. */
function mayTake({ not = {}, ...when }: TerritoryConditions, product: string | null, province: string, places: Places): boolean {
  const region = places.macroRegions.get(province);
  const isHere =
    (when.provinceCodes?.includes(province) ?? true) &&
    (when.macroRegions?.some((one) => one === region) ?? true) &&
    (when.formerCodes?.some((code) => places.provinceOfFormer.get(code) === province) ?? true);
  const isExcluded = not.provinceCodes?.includes(province) || not.macroRegions?.some((one) => one === region);
  const isAsked = when.products === undefined || (product !== null && when.products.includes(product));
  return isHere && !isExcluded && isAsked && !(product !== null && not.products?.includes(product));
}
