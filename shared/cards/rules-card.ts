import { type Lead, poolOf } from '../leads/record.ts';
import { digest } from '../platform/ids.ts';
import type { CardRegion } from '../platform/keys.ts';
import { type Card, type FacetCode, facetCode } from './card.ts';

/** Codes of products and tags that fit into a card beside all the rest. */
const maxProducts = 20;
const maxTags = 12;

/** The code of a text that somebody chose: a product, a campaign, an id. */
export const codeOf = (text: string): FacetCode => facetCode(digest(text));

const codeOrNull = (text: string | null | undefined): FacetCode | null => (text === null || text === undefined ? null : codeOf(text));

/** The part of the country whose partitions list the lead. */
export const regionOf = ({ region }: Pick<Lead, 'region'>): CardRegion => region.macroRegion ?? 'none';

/** The card of a lead: nothing but the lead decides what it says. */
export function cardOf(lead: Lead): Card {
  const { provinceCode } = lead.region;
  const isCode = provinceCode === null || /^\d{2}$/.test(provinceCode);
  const products = codesOf(lead.products);
  const tags = codesOf(lead.tags);
  return {
    createdAt: lead.createdAt,
    region: regionOf(lead),
    provinceCode: isCode ? provinceCode : null,
    stage: lead.stage,
    status: lead.status,
    temperature: lead.evidence.temperature,
    owner: codeOrNull(lead.owner?.repId),
    pool: codeOrNull(poolOf(lead)),
    products: products.slice(0, maxProducts),
    tags: tags.slice(0, maxTags),
    sourceId: codeOf(lead.source.first.sourceId),
    utmSource: codeOrNull(lead.source.first.utm.source),
    utmCampaign: codeOrNull(lead.source.first.utm.campaign),
    overflow: !isCode || products.length > maxProducts || tags.length > maxTags,
  };
}

const codesOf = (texts: readonly string[]): FacetCode[] => [...new Set(texts.map(codeOf))];
