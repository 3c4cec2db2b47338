import type { ListLeadsQuery } from '../../api/leads/list-leads.ts';
import type { Principal } from '../access/index.ts';
import { type Card, codeOf } from '../cards/index.ts';
import { kindOf } from '../identity/index.ts';
import { isWaiting, type Lead } from '../leads/index.ts';
import { InvalidInputError } from '../platform/errors.ts';
import { type MacroRegion, macroRegion, resolveProvince } from '../regions/index.ts';
import { isListedBy } from '../search/index.ts';
import { createdIn, questionOf } from './list-query.ts';

/** One thing that a list asks of its leads. */
export interface Filter {
  /** Whether the card leaves it open that the lead fits; null where cards tell nothing of it. */
  readonly byCard: ((card: Card) => boolean) | null;
  /** Whether the lead fits. */
  readonly byLead: (lead: Lead) => boolean;
  /** Whether nearly all rows of the list fit, so that a page needs hardly more of them than it shows. @default - few may */
  readonly isUsual?: true;
}

const usual = { isUsual: true } as const;

const notRetired: Filter = {
  byCard: ({ status }) => status !== 'retired',
  byLead: ({ status }) => status !== 'retired',
  ...usual,
};

/** A part of the country, or a province. */
export type Place = { readonly macroRegion: MacroRegion } | { readonly provinceCode: string };

/** The place that a list is asked for by name; null where it is asked for all of them. @throws InvalidInputError for an unknown one */
export function placeOf(region: string | undefined): Place | null {
  if (region === undefined) return null;
  const part = macroRegion.safeParse(region);
  if (part.success) return { macroRegion: part.data };
  const province = resolveProvince(region)?.provinceCode;
  if (province) return { provinceCode: province };
  throw new InvalidInputError('no such region', [
    { path: 'region', message: 'give a province code, name or slug, or north, central or south' },
  ]);
}

/** What the query asks beside an address, a number and activity. @throws InvalidInputError for a region or a span that cannot be */
export function filtersOf(query: ListLeadsQuery): Filter[] {
  const { owner, product, campaign, source, stage, status, temperature } = query;
  const filters: Filter[] = [];
  // Of cards no other part of the country is gone through, and no other span.
  const isByCards = owner === undefined && !query.waiting && query.segment === undefined;
  const add = <Value>(value: Value | undefined, filter: (value: Value) => Filter) => {
    if (value !== undefined) filters.push(filter(value));
  };
  add(owner, (repId) => {
    const code = codeOf(repId);
    return { byCard: (card) => card.owner === code, byLead: (lead) => lead.owner?.repId === repId };
  });
  add(query.waiting, () => ({
    byCard: (card) => card.owner === null,
    byLead: isWaiting,
  }));
  add(query.state, (state) => {
    const isHeld = state === 'owned' || state === 'offered';
    return { byCard: (card) => (card.owner !== null) === isHeld, byLead: (lead) => lead.routing?.state === state };
  });
  add(placeOf(query.region) ?? undefined, (place) => ({ ...inPlace(place), ...(isByCards && 'macroRegion' in place ? usual : {}) }));
  add(product, (name) => {
    const code = codeOf(name);
    return { byCard: (card) => card.products.includes(code), byLead: (lead) => lead.products.includes(name) };
  });
  add(campaign, (name) => {
    const code = codeOf(name);
    return { byCard: (card) => card.utmCampaign === code, byLead: (lead) => lead.source.first.utm.campaign === name };
  });
  add(source, (name) => {
    const code = codeOf(name);
    return {
      byCard: (card) => card.utmSource === code || card.sourceId === code,
      byLead: (lead) => lead.source.first.utm.source === name || lead.source.first.sourceId === name,
    };
  });
  add(query.tag, (name) => {
    const code = codeOf(name);
    return { byCard: (card) => card.tags.includes(code), byLead: (lead) => lead.tags.includes(name) };
  });
  add(query.kind, (wanted) => ({ byCard: ({ kind }) => kind === null || kind === wanted, byLead: (lead) => kindOf(lead) === wanted }));
  add(stage, (wanted) => ({ byCard: (card) => card.stage === wanted, byLead: (lead) => lead.stage === wanted }));
  add(status, (wanted) => ({ byCard: (card) => card.status === wanted, byLead: (lead) => lead.status === wanted }));
  // Whoever asks for a person finds them, retired or not; and a segment, as it says who is in it.
  const isNamed = [query.email, query.phone, query.segment].some((asked) => asked !== undefined);
  if (status === undefined && !isNamed) filters.push(notRetired);
  add(temperature, (wanted) => ({ byCard: (card) => card.temperature === wanted, byLead: (lead) => lead.evidence.temperature === wanted }));
  add(questionOf(query) ?? undefined, (question) => ({ byCard: null, byLead: (lead) => isListedBy(question, lead) }));
  const { from, to } = createdIn(query);
  if (from || to) {
    const isWithin = ({ createdAt }: { readonly createdAt: string }) => {
      const at = Date.parse(createdAt);
      return at >= (from?.getTime() ?? at) && at <= (to?.getTime() ?? at);
    };
    filters.push({ byCard: isWithin, byLead: isWithin, ...(isByCards && query.sort === 'created' ? usual : {}) });
  }
  return filters;
}

function inPlace(place: Place): Filter {
  if ('macroRegion' in place) {
    return { byCard: (card) => card.region === place.macroRegion, byLead: ({ region }) => region.macroRegion === place.macroRegion };
  }
  return { byCard: (card) => card.provinceCode === place.provinceCode, byLead: ({ region }) => region.provinceCode === place.provinceCode };
}

/**
 * Returns the test whether a lead may be one of the list: of a card that cannot be read, or does not hold all there is, only the lead tells.
 */
export function cardTest(principal: Principal, filters: readonly Filter[]): (card: Card | null) => boolean {
  const isInScope = scopeTest(principal);
  return (card) => card === null || card.overflow || (isInScope(card) && filters.every(({ byCard }) => byCard === null || byCard(card)));
}

/** Whether the caller sees some leads of a part of the country and others not. */
export function isBoundWithinParts(principal: Principal): boolean {
  if (principal.role === 'manager') return principal.regions.some((region) => !macroRegion.safeParse(region).success);
  return principal.role === 'leader';
}

/** Saves reading leads that a manager of provinces or a leader may not see; the right itself is checked on the lead. */
function scopeTest(principal: Principal): (card: Card) => boolean {
  if (principal.role === 'leader') {
    const codes = new Set(principal.pools.map(codeOf));
    return ({ pool, needPools }) => (pool !== null && codes.has(pool)) || needPools.some((code) => codes.has(code));
  }
  if (principal.role !== 'manager' || principal.regions.length === 0) return () => true;
  const { regions } = principal;
  return ({ region, provinceCode }) => regions.includes(region) || (provinceCode !== null && regions.includes(provinceCode));
}
