import type { LeadView } from '../../api/leads/lead-view.ts';
import { ListLeadsQuery } from '../../api/leads/list-leads.ts';
import type { Principal } from '../access/index.ts';
import { companyKind } from '../company/company-config.ts';
import { defaultTimeZone } from '../company/zone-config.ts';
import { fieldKind } from '../fields/field-config.ts';
import { fold } from '../identity/text.ts';
import { secondsMs } from '../platform/clock.ts';
import { likelyPlaces, type WholeListParts, wholeListPart } from '../reading/index.ts';
import { repKind } from '../routing/rep-config.ts';
import type { Export, Ruler } from './export.ts';
import { mostLeads } from './export.ts';
import type { CellParts } from './rules-columns.ts';
import { lengthened } from './rules-ruler.ts';

/** A function has a minute; what is read until then is kept, and the next one goes on. */
const budgetMs = 20 * secondsMs;
/** Of a short list fewer at a time, so that its progress is told. */
const mostAtOnce = 2_000;
const leastAtOnce = 100;
const partsOfShort = 25;
const rowsPerCount = 50_000;

/** Reads kept filters; null for some that only another version knows. */
export function queryOf({ filter }: Pick<Export, 'filter'>): ListLeadsQuery | null {
  return ListLeadsQuery.safeParse(Object.fromEntries(new URLSearchParams(filter))).data ?? null;
}

export interface Counted {
  readonly ruler: Ruler;
  /** Where counting goes on; null at its end. */
  readonly place: string | null;
}

/** Counts on how long a list is, as far as cards tell. */
export async function countOn(
  { ruler, place }: Pick<Export, 'ruler' | 'place'>,
  query: ListLeadsQuery,
  principal: Principal,
  parts: WholeListParts,
): Promise<Counted> {
  const until = parts.clock().getTime() + budgetMs;
  let [counted, rows, last] = [ruler, 0, place];
  for await (const one of likelyPlaces(parts, principal, query, place)) {
    rows += 1;
    if (one !== null) {
      counted = lengthened(counted, one);
      last = one;
    }
    // A part ends at a likely lead, which the next one begins behind.
    if (one !== null && (rows >= rowsPerCount || parts.clock().getTime() > until)) return { ruler: counted, place: last };
    if (counted.rows > 2 * mostLeads) break;
  }
  return { ruler: counted, place: null };
}

export interface PartRead {
  readonly leads: readonly LeadView[];
  readonly place: string | null;
}

/** Reads on, as much as a function has time for. Who waits for an owner since a moment after it was asked for was read before, or came later. */
export async function readOn(
  { place, ruler, askedAt, leads: before }: Pick<Export, 'place' | 'ruler' | 'askedAt' | 'leads'>,
  query: ListLeadsQuery,
  principal: Principal,
  parts: WholeListParts,
): Promise<PartRead> {
  const until = parts.clock().getTime() + budgetMs;
  const most = Math.min(mostAtOnce, Math.max(leastAtOnce, Math.ceil(ruler.rows / partsOfShort)));
  const leads: LeadView[] = [];
  let next = place;
  do {
    const part = await wholeListPart(parts, principal, query, next);
    leads.push(...part.leads.filter(({ waitingSince }) => waitingSince === null || waitingSince <= askedAt));
    next = part.next;
  } while (next !== null && leads.length < most && before + leads.length <= mostLeads && parts.clock().getTime() < until);
  return { leads, place: next };
}

/** What cells are written by, as the configuration has it now. */
export async function cellPartsOf({ language }: Pick<Export, 'language'>, { config }: Pick<WholeListParts, 'config'>): Promise<CellParts> {
  const [companies, fields, reps] = await Promise.all([config.current(companyKind), config.current(fieldKind), config.current(repKind)]);
  const named = Map.groupBy(reps.documents.values(), ({ name }) => fold(name));
  return {
    language,
    timeZone: companies.documents.get('company')?.timeZone ?? defaultTimeZone,
    fields: fields.documents,
    ownerName: ({ repId, name }) => {
      const isOnly = name !== null && named.get(fold(name))?.length === 1;
      return isOnly ? name : (reps.documents.get(repId)?.email ?? repId);
    },
  };
}
