import type { LeadView } from '../../api/leads/lead-view.ts';
import type { ListLeadsQuery } from '../../api/leads/list-leads.ts';
import { hideIn, maskingOf, masksAnything, type Principal, readMaskRules, seesUnmasked } from '../access/index.ts';
import type { ConfigReader } from '../config/index.ts';
import type { Cursors } from '../platform/cursor.ts';
import { fieldFilters } from './list-fields.ts';
import { cardTest, filtersOf } from './list-filters.ts';
import { findingFilters } from './list-findings.ts';
import { checkWho, type ListParts, listLeads } from './list-leads.ts';
import { activeIn, questionOf, refuseOtherOrder } from './list-query.ts';
import { rowsOf } from './list-rows.ts';
import { segmentOf } from './list-segment.ts';
import { leftOutTo } from './readable.ts';
import { type ShowParts, showLeads } from './show-leads.ts';

export type WholeListParts = Omit<ListParts, 'cursors'>;

/** A place is kept by whoever reads the whole list, and given to nobody. */
const plainCursors: Cursors = { seal: (place) => place, open: (cursor) => cursor };

/** As many as one request may read. */
const leadsPerPart = 200;
const rowsAtOnce = 5_000;

/** Refuses what the caller cannot ask of a list. @throws BeyondRoleError; InvalidInputError with each fault */
export async function wholeListFaults(query: ListLeadsQuery, principal: Principal, config: ConfigReader): Promise<void> {
  checkWho(query, principal);
  refuseOtherOrder(query);
  filtersOf(query);
  activeIn(query);
  await Promise.all([fieldFilters(query, principal, config), findingFilters(query, config), segmentOf(query, config)]);
}

export interface WholeListPart {
  /** As the caller sees them, with what is masked masked. */
  readonly leads: readonly LeadView[];
  /** Where the list goes on; null at its end. */
  readonly next: string | null;
}

/**
 * Reads a part of a list by the rights and masks of now. Reads on in an order of moments that do not change, so that who is in the list all the while is read
 * once. @param from where the part before ended; null: at the beginning
 */
export async function wholeListPart(
  parts: WholeListParts,
  principal: Principal,
  query: ListLeadsQuery,
  from: string | null,
): Promise<WholeListPart> {
  const asked = { ...query, sort: 'created' as const, limit: leadsPerPart, ...(from === null ? {} : { cursor: from }) };
  const page = await listLeads({ ...parts, cursors: plainCursors }, principal, asked);
  return { leads: await showMasked(page, principal, parts), next: page.nextCursor };
}

/** Shows leads as answers have them: with what is masked for the caller masked. */
export async function showMasked(page: Parameters<typeof showLeads>[0], principal: Principal, parts: ShowParts): Promise<LeadView[]> {
  const [views, rules] = await Promise.all([showLeads(page, principal, parts), readMaskRules(parts.config)]);
  if (!masksAnything(rules) || seesUnmasked(principal, rules)) return views;
  const leads = new Map(page.leads.map((lead) => [lead.leadId as string, lead]));
  return hideIn(views, (leadId) => maskingOf(leads.get(leadId ?? '') ?? null, rules), null);
}

/**
 * Walks through the places of a list at which a lead may stand, as far as cards tell: by them it is known how far somebody is who reads the list. Empty where
 * the list names somebody and has a few leads at most. @param from the place at which a walk before ended
 */
export async function* likelyPlaces(
  parts: WholeListParts,
  principal: Principal,
  query: ListLeadsQuery,
  from: string | null,
): AsyncGenerator<string | null> {
  const asked = { ...query, sort: 'created' as const };
  if (asked.email !== undefined || asked.phone !== undefined || questionOf(asked) !== null) return;
  const filters = [
    ...filtersOf(asked),
    ...(await fieldFilters(asked, principal, parts.config)),
    ...(await findingFilters(asked, parts.config)),
  ];
  const mayFit = cardTest(principal, filters);
  const segment = await segmentOf(asked, parts.config);
  const wish = { before: from, rowsWanted: rowsAtOnce, segment };
  const rows = await rowsOf({ ...parts, onMalformed: leftOutTo(parts.log) }, principal, asked, wish);
  for await (const { card, place } of rows) yield mayFit(card) ? place : null;
}

/** The place within what a part goes on from, in the words of `likelyPlaces`. */
export const placeWithin = (from: string): string => from.replace(/^\d+!/, '');
