import { kindOf } from '../identity/rules-kind.ts';
import { type Lead, poolOf } from '../leads/record.ts';
import type { Opportunity } from '../needs/index.ts';
import { digest, leadSubject } from '../platform/ids.ts';
import type { CardRegion } from '../platform/keys.ts';
import { type Card, type FacetCode, facetCode } from './card.ts';

/** Codes of pools, products and tags that fit into a card beside all the rest. */
const maxNeedPools = 8;
const maxProducts = 20;
const maxTags = 12;

/** The code of a text that somebody chose: a product, a campaign, an id. */
export const codeOf = (text: string): FacetCode => facetCode(digest(text));

const codeOrNull = (text: string | null | undefined): FacetCode | null => (text === null || text === undefined ? null : codeOf(text));

/** The part of the country whose partitions list the lead. */
export const regionOf = ({ region }: Pick<Lead, 'region'>): CardRegion => region.macroRegion ?? 'none';

/** What of an opportunity decides who leads those that have it. */
export type NeedOnCard = Pick<Opportunity, 'subject' | 'poolId'>;

/**
 * The card of a lead: nothing but the lead decides what it says, and whose its needs are.
 * @param needs the opportunities of the lead, as far as it has any
 */
export function cardOf(lead: Lead, needs: readonly NeedOnCard[] = []): Card {
  const { provinceCode } = lead.region;
  const isCode = provinceCode === null || /^\d{2}$/.test(provinceCode);
  const products = codesOf(lead.products);
  const tags = codesOf(lead.tags);
  const needPools = needPoolsOf(needs);
  return {
    createdAt: lead.createdAt,
    region: regionOf(lead),
    provinceCode: isCode ? provinceCode : null,
    stage: lead.stage,
    status: lead.status,
    temperature: lead.evidence.temperature,
    kind: kindOf(lead),
    owner: codeOrNull(lead.owner?.repId),
    pool: codeOrNull(poolOf(lead)),
    needPools: needPools.slice(0, maxNeedPools),
    products: products.slice(0, maxProducts),
    tags: tags.slice(0, maxTags),
    sourceId: codeOf(lead.source.first.sourceId),
    utmSource: codeOrNull(lead.source.first.utm.source),
    utmCampaign: codeOrNull(lead.source.first.utm.campaign),
    overflow: !isCode || needPools.length > maxNeedPools || products.length > maxProducts || tags.length > maxTags,
  };
}

/** In one order, whatever the order of the needs: equal cards are written once. */
function needPoolsOf(needs: readonly NeedOnCard[]): FacetCode[] {
  return codesOf(needs.flatMap(({ subject, poolId }) => (subject === leadSubject || poolId === null ? [] : [poolId]))).sort();
}

const codesOf = (texts: readonly string[]): FacetCode[] => [...new Set(texts.map(codeOf))];
