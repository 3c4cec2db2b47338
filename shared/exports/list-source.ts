import type { Principal } from '../access/index.ts';
import { PheuError } from '../platform/errors.ts';
import { likelyPlaces, showMasked, type WholeListParts, wholeListFaults, wholeListPart } from '../reading/index.ts';
import { eventAsked, eventPlaces, wholeEventPart } from '../registrations/index.ts';
import type { Export } from './export.ts';
import { queryOf } from './filter.ts';
import type { ListedRow } from './rules-columns.ts';

/** Where the rows of an export come from. */
export interface ListSource {
  /** Walks through the places of the list, as far as is known without its leads; null: a place at which nobody of the list stands. */
  readonly places: (from: string | null) => AsyncGenerator<string | null>;
  /** Reads on behind a place, by the rights and masks of now. */
  readonly part: (from: string | null) => Promise<{ readonly rows: readonly ListedRow[]; readonly next: string | null }>;
}

/** What an export is of that is no more: nobody can say any more who would be in it. */
export type SourceGone = 'filterGone' | 'eventGone';

/** Finds what an export reads its rows from, or says why it cannot any more. */
export function sourceOf(one: Export, principal: Principal, parts: WholeListParts): Promise<ListSource | SourceGone> {
  return one.event ? eventSource({ ...one, event: one.event }, principal, parts) : leadsSource(one, principal, parts);
}

async function leadsSource(one: Export, principal: Principal, parts: WholeListParts): Promise<ListSource | SourceGone> {
  const query = queryOf(one);
  if (query === null) return 'filterGone';
  try {
    await wholeListFaults(query, principal, parts.config);
  } catch (error) {
    // A segment or a field that it asks for is no more: what the list was asked for, there is nobody to answer.
    if (error instanceof PheuError && !error.retryable && error.status < 500) return 'filterGone';
    throw error;
  }
  return {
    places: (from) => likelyPlaces(parts, principal, query, from),
    async part(from) {
      const { leads, next } = await wholeListPart(parts, principal, query, from);
      // Who waits for an owner since a moment after it was asked for was read before, or came later.
      const listed = leads.filter(({ waitingSince }) => waitingSince === null || waitingSince <= one.askedAt);
      return { rows: listed.map((lead) => ({ lead, registered: null })), next };
    },
  };
}

async function eventSource(
  { event, askedAt: until }: Pick<Export, 'askedAt'> & { readonly event: NonNullable<Export['event']> },
  principal: Principal,
  parts: WholeListParts,
): Promise<ListSource | SourceGone> {
  if ((await eventAsked(event.formId, parts)) === null) return 'eventGone';
  return {
    places: (from) => eventPlaces(event.formId, { until, from }, parts),
    async part(from) {
      const { rows, next } = await wholeEventPart(event, { until, from }, principal, parts);
      const page = { leads: rows.map(({ lead }) => lead), scores: new Map(), waitingSince: new Map() };
      const views = await showMasked(page, principal, parts);
      return { rows: views.map((lead, index) => ({ lead, registered: rows[index] ?? null })), next };
    },
  };
}
