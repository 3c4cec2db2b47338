import type { LeadView } from '../../api/leads/lead-view.ts';
import type { Fields } from '../fields/index.ts';
import { localSeconds } from '../platform/zones.ts';
import type { WrittenCell } from '../sheets/index.ts';

export type Language = 'vi' | 'en';

/** What a cell is written by beside its lead. */
export interface CellParts {
  readonly language: Language;
  /** In which a moment is a day and an hour. */
  readonly timeZone: string;
  readonly fields: Fields;
  /** What a rep is called in lists: the name, or the address where several are called so. */
  readonly ownerName: (owner: NonNullable<LeadView['owner']>) => string;
}

export const empty: WrittenCell = { kind: 'empty' };
export const text = (value: string | null | undefined): WrittenCell =>
  value === null || value === undefined || value === '' ? empty : { kind: 'text', text: value };

/** Writes a moment as a day and an hour of the company. */
export function moment(at: string, { timeZone }: Pick<CellParts, 'timeZone'>): WrittenCell {
  const seconds = Math.floor(Date.parse(at) / 1000);
  return { kind: 'date', iso: new Date(localSeconds(timeZone, seconds) * 1000).toISOString().slice(0, 16) };
}
