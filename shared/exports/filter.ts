import { ListLeadsQuery } from '../../api/leads/list-leads.ts';
import type { Export } from './export.ts';

/** Reads kept filters; null for some that only another version knows. */
export function queryOf({ filter }: Pick<Export, 'filter'>): ListLeadsQuery | null {
  return ListLeadsQuery.safeParse(Object.fromEntries(new URLSearchParams(filter))).data ?? null;
}
