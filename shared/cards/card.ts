import { z } from 'zod';
import type { LeadStatus, Stage, Temperature } from '../leads/index.ts';
import type { CardRegion } from '../platform/keys.ts';

const FacetCode = z.string().brand<'FacetCode'>();
/** Six characters that stand for a text, which may be long or free: equal texts have equal codes, and nearly all others differ. */
export type FacetCode = z.infer<typeof FacetCode>;
export const facetCode = (digest: string): FacetCode => FacetCode.parse(digest.slice(0, 6));

/**
 * What lists filter a lead by before they read it. A card tells nothing of how to reach or call a person, and it lags behind the lead:
 * a lead that fits must still be read for rights, for the exact match and for display.
 */
export interface Card {
  readonly createdAt: string;
  readonly region: CardRegion;
  /** Two digits; null where nobody knows it. */
  readonly provinceCode: string | null;
  readonly stage: Stage;
  readonly status: LeadStatus;
  readonly temperature: Temperature;
  /** Whether it is a business; null on a card of a version that did not say it. */
  readonly kind: 'b2b' | 'b2c' | null;
  readonly owner: FacetCode | null;
  /** The pool that has the lead. */
  readonly pool: FacetCode | null;
  /** The pools that have needs of the lead which are assigned apart from it, open or closed. */
  readonly needPools: readonly FacetCode[];
  readonly products: readonly FacetCode[];
  readonly tags: readonly FacetCode[];
  /** What the first post came by. */
  readonly sourceId: FacetCode | null;
  readonly utmSource: FacetCode | null;
  readonly utmCampaign: FacetCode | null;
  /** True where pools, products and tags are more than a card holds: only the lead tells whether it fits. */
  readonly overflow: boolean;
}

/** Letters of the stored form; a letter is never given to another value. */
export const regionLetters = { north: 'n', central: 'c', south: 's', none: '-' } as const satisfies Record<CardRegion, string>;
export const stageLetters = {
  anonymous: 'a',
  lead: 'l',
  mql: 'm',
  sql: 's',
  sqo: 'o',
  customer: 'c',
  repeat: 'r',
} as const satisfies Record<Stage, string>;
/** Nearly all are active, which no card needs to say. */
export const statusLetters = { active: '', disqualified: 'd', recycled: 'b', retired: 'r' } as const satisfies Record<LeadStatus, string>;
export const kindLetters = { b2b: 'b', b2c: 'c' } as const satisfies Record<NonNullable<Card['kind']>, string>;
export const temperatureLetters = { cold: 'c', warm: 'w', hot: 'h' } as const satisfies Record<Temperature, string>;
