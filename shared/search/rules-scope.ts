import { regionLetters } from '../cards/card.ts';
import { codeOf, type NeedOnCard, regionOf } from '../cards/rules-card.ts';
import { type Lead, poolOf } from '../leads/record.ts';
import { leadSubject } from '../platform/ids.ts';
import { type CardRegion, cardRegions } from '../platform/keys.ts';

/** By what a lead is in the scope of managers of provinces and of leaders: it saves reading leads that they may not see. */
export interface FindScope {
  readonly region: CardRegion;
  readonly provinceCode: string | null;
  /** The codes of the pools that have the lead or needs of it. */
  readonly pools: readonly string[];
  /** Whether those are all of them. */
  readonly isWhole: boolean;
}

const mostPools = 6;
const codeLength = 6;

/** Returns the scope of a lead as its rows keep it: a letter for its part of the country, the two digits of its province, codes of pools, and a sign where there are more of them. */
export function packScope(lead: Pick<Lead, 'region' | 'owner' | 'routing'>, needs: readonly NeedOnCard[]): string {
  const poolId = poolOf(lead);
  const ofNeeds = needs.flatMap(({ subject, poolId: pool }) => (subject === leadSubject || pool === null ? [] : [pool])).sort();
  const pools = [...new Set([...(poolId === null ? [] : [poolId]), ...ofNeeds])].map(codeOf);
  return `${regionLetters[regionOf(lead)]}${lead.region.provinceCode ?? ''};${pools.slice(0, mostPools).join('')}${pools.length > mostPools ? '+' : ''}`;
}

/** Reads a scope; null for what this version cannot read: then only the lead tells. */
export function parseScope(packed: unknown): FindScope | null {
  if (typeof packed !== 'string') return null;
  const [whole, letter, province = '', codes = '', more] = /^(.)(\d*);([\w-]*)(\+?)$/.exec(packed) ?? [];
  const region = cardRegions.find((one) => regionLetters[one] === letter);
  if (whole === undefined || region === undefined || codes.length % codeLength !== 0) return null;
  const pools = Array.from({ length: codes.length / codeLength }, (_, index) => codes.slice(index * codeLength, (index + 1) * codeLength));
  return { region, provinceCode: province === '' ? null : province, pools, isWhole: more === '' };
}
