import { z } from 'zod';
import type { Lead } from '../leads/record.ts';

/** Where a lead is, as far as it decides who may see it. */
export type Place = Pick<Lead['region'], 'provinceCode' | 'macroRegion'>;

/** How many leads there are in each place: one count answers whoever asks, each by the places that they see. */
export const PlaceCounts = z.record(z.string(), z.number().int().nonnegative());
export type PlaceCounts = z.infer<typeof PlaceCounts>;

const unknown = '-';

/** Adds leads to the counts of their places. */
export function addPlaces(counts: PlaceCounts, places: readonly Place[]): PlaceCounts {
  const sum = new Map(Object.entries(counts));
  for (const { macroRegion, provinceCode } of places) {
    const name = `${macroRegion ?? unknown}/${provinceCode ?? unknown}`;
    sum.set(name, (sum.get(name) ?? 0) + 1);
  }
  return Object.fromEntries(sum);
}

/** Returns how many leads are in places that pass. */
export function sumPlaces(counts: PlaceCounts, isSeen: (place: Place) => boolean): number {
  const seen = Object.entries(counts).filter(([name]) => isSeen(placeNamed(name)));
  return seen.reduce((sum, [, count]) => sum + count, 0);
}

function placeNamed(name: string): Place {
  const [region = unknown, province = unknown] = name.split('/');
  const macroRegion = (['north', 'central', 'south'] as const).find((one) => one === region) ?? null;
  return { macroRegion, provinceCode: province === unknown ? null : province };
}
