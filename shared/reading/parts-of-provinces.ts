import { companyKind } from '../company/company-config.ts';
import type { ConfigReader } from '../config/index.ts';
import { type MacroRegion, provinceOf } from '../regions/index.ts';

/** By reader, what each version of the company says; versions never change. */
const knownVersions = new WeakMap<ConfigReader, Map<number, Readonly<Record<string, MacroRegion>>>>();

/**
 * Returns the parts of the country that leads of a province may be listed in: the usual one, and each that the company ever counted it to,
 * because a lead keeps the part that it was given.
 */
export async function partsOfProvince(provinceCode: string, config: ConfigReader): Promise<MacroRegion[]> {
  const known = knownVersions.get(config) ?? new Map<number, Readonly<Record<string, MacroRegion>>>();
  knownVersions.set(config, known);
  const { version: latest } = await config.current(companyKind);
  const missing = Array.from({ length: latest }, (_, index) => index + 1).filter((version) => !known.has(version));
  await Promise.all(
    missing.map(async (version) => {
      const company = (await config.version(companyKind, version)).documents.get('company');
      known.set(version, company?.macroRegions ?? {});
    }),
  );
  const usual = provinceOf(provinceCode)?.macroRegion ?? [];
  const all = [usual, ...known.values().map((parts) => parts[provinceCode] ?? [])].flat();
  return [...new Set(all)];
}
