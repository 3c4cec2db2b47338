import type { LeadPageView } from '../../../../api/leads/lead-page-view.ts';
import type { MergePreview } from '../../../../api/leads/merge-leads.ts';

/** A lead that may be the person of the page. */
export type Candidate = NonNullable<LeadPageView['samePerson']>['candidates'][number];

/** What two records say of one thing. */
export interface Compared {
  readonly name: string;
  readonly lead: string | null;
  readonly other: string | null;
  /** Which of the two stays; both: it is a list of what either has. */
  readonly from: 'lead' | 'other' | 'both';
}

/**
 * Returns what two records say, side by side: first where they differ. What neither says, and what the page has no word for, is left out.
 * @param nameOf what a field is called; null: not shown
 */
export function compared(
  { fields }: Pick<MergePreview, 'fields'>,
  nameOf: (field: string) => string | null,
  written: (field: string, text: string) => string,
): Compared[] {
  const shown = fields.flatMap(({ field, lead, other, from }): Compared[] => {
    const name = nameOf(field);
    const text = (value: string | null) => (value === null || value === '' ? null : written(field, value));
    const row = { lead: text(lead), other: text(other) };
    return name === null || (row.lead ?? row.other) === null ? [] : [{ name, ...row, from }];
  });
  const differs = ({ lead, other }: Compared): boolean => lead !== other;
  return [...shown.filter(differs), ...shown.filter((one) => !differs(one))];
}
