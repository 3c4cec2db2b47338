import type { readReportRoute } from '../../../../api/reports/read-report.ts';
import type { RequestOf } from '../api/index.ts';
import type { Period } from './period.ts';

export type ReportName = RequestOf<typeof readReportRoute>['params']['name'];

/** What else a page keeps in its address. */
export const keys = [
  'period',
  'from',
  'to',
  'compare',
  'basis',
  'by',
  'touch',
  'order',
  'within',
  'credit',
  'stage',
  'figure',
  'sort',
  'row',
  'column',
] as const;
export type Key = (typeof keys)[number];
export type Chosen = { readonly [K in Key]?: string | undefined };

/** Where somebody is in the room: which page, and what they chose of it. */
export interface Place {
  readonly page: string;
  readonly chosen: Chosen;
}

/** Reads an address; what it does not know of it is left out. */
export function placeIn(hash: string): Place {
  const [, page = '', said = ''] = /^#?\/bao-cao(?:\/([^/]*))?(?:\/(.*))?$/.exec(hash) ?? [];
  const parameters = new URLSearchParams(said);
  const chosen = Object.fromEntries(keys.flatMap((key) => (parameters.get(key) ? [[key, parameters.get(key)]] : [])));
  return { page: page === '' ? 'overview' : page, chosen };
}

/** Writes an address, as it stands behind the `#`. */
export function addressOf(page: string, chosen: Chosen = {}): string {
  const parameters = new URLSearchParams(keys.flatMap((key): [string, string][] => (chosen[key] ? [[key, chosen[key]]] : [])));
  const said = parameters.toString();
  return said === '' ? `/bao-cao/${page}` : `/bao-cao/${page}/${said}`;
}

/** What of a page goes along to another one: the days and what they are compared with. */
export const keptAcross = ({ period, from, to, compare }: Chosen): Chosen => ({ period, from, to, compare });

export type ReportQuery = NonNullable<RequestOf<typeof readReportRoute>['query']>;

/** What the API is asked for. */
export function queryOf(
  { basis, by, touch, order, within, credit, stage, compare = 'previous' }: Chosen,
  { from, to }: Period,
  lang: 'vi' | 'en',
): ReportQuery {
  return { from, to, compare, basis, by, touch, order, within, credit, stage, lang } as ReportQuery;
}

/** What the leads behind a number are asked for with: what the report is, without what it is compared with. */
export function behindQueryOf({ compare: _, format: __, ...query }: ReportQuery): Omit<ReportQuery, 'compare' | 'format'> {
  return query;
}
