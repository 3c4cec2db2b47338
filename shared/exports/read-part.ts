import { companyKind } from '../company/company-config.ts';
import { defaultTimeZone } from '../company/zone-config.ts';
import { fieldKind } from '../fields/field-config.ts';
import { fold } from '../identity/text.ts';
import { secondsMs } from '../platform/clock.ts';
import type { WholeListParts } from '../reading/index.ts';
import { repKind } from '../routing/rep-config.ts';
import type { Export, Ruler } from './export.ts';
import { mostLeads } from './export.ts';
import type { ListSource } from './list-source.ts';
import type { CellParts } from './rules-cells.ts';
import type { ListedRow } from './rules-columns.ts';
import { lengthened } from './rules-ruler.ts';

/** A function has a minute; what is read until then is kept, and the next one goes on. */
const budgetMs = 20 * secondsMs;
/** Of a short list fewer at a time, so that its progress is told. */
const mostAtOnce = 2_000;
const leastAtOnce = 100;
const partsOfShort = 25;
const rowsPerCount = 50_000;

export interface Counted {
  readonly ruler: Ruler;
  /** Where counting goes on; null at its end. */
  readonly place: string | null;
}

/** Counts on how long a list is, as far as cards tell. */
export async function countOn(
  { ruler, place }: Pick<Export, 'ruler' | 'place'>,
  source: ListSource,
  parts: Pick<WholeListParts, 'clock'>,
): Promise<Counted> {
  const until = parts.clock().getTime() + budgetMs;
  let [counted, rows, last] = [ruler, 0, place];
  for await (const one of source.places(place)) {
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
  readonly rows: readonly ListedRow[];
  readonly place: string | null;
}

/** Reads on, as much as a function has time for. */
export async function readOn(
  { place, ruler, leads: before }: Pick<Export, 'place' | 'ruler' | 'leads'>,
  source: ListSource,
  parts: Pick<WholeListParts, 'clock'>,
): Promise<PartRead> {
  const until = parts.clock().getTime() + budgetMs;
  const most = Math.min(mostAtOnce, Math.max(leastAtOnce, Math.ceil(ruler.rows / partsOfShort)));
  const rows: ListedRow[] = [];
  let next = place;
  do {
    const part = await source.part(next);
    rows.push(...part.rows);
    next = part.next;
  } while (next !== null && rows.length < most && before + rows.length <= mostLeads && parts.clock().getTime() < until);
  return { rows, place: next };
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
