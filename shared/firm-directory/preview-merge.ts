import type { CompanyMergePreview } from '../../api/companies/merge-companies.ts';
import type { Firm } from '../firms/index.ts';
import { shownTaxCodeOf } from './firm-view.ts';
import type { FirmMergePlan } from './merge-firms.ts';

type Shown = CompanyMergePreview['fields'][number];

/** Tells field by field what a merge would make of a company, as far as either says something. */
export function previewOfFirms({ survivor, loser, firm }: FirmMergePlan): CompanyMergePreview {
  const single = (field: Shown['field'], textOf: (one: Firm) => string | null): Shown => {
    const [company, other, result] = [survivor, loser, firm].map(textOf);
    return { field, company: company ?? null, other: other ?? null, result: result ?? null, from: company === null ? 'other' : 'company' };
  };
  const domains = single('domains', (one) => (one.domains.length === 0 ? null : one.domains.join(', ')));
  const fields: readonly Shown[] = [
    single('name', ({ name }) => name),
    single('taxCode', ({ taxCode }) => taxCode && shownTaxCodeOf(taxCode)),
    { ...domains, from: 'both' },
    single('owner', ({ owner }) => owner?.repId ?? null),
  ];
  return { fields: fields.filter(({ company, other }) => company !== null || other !== null) };
}
