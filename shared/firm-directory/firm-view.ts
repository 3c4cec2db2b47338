import type { CompanyView } from '../../api/companies/company-view.ts';
import { type Firm, shownTaxCode } from '../firms/index.ts';
import type { RepConfig } from '../routing/rep-config.ts';

/** Shows a firm. */
export function firmView(
  { companyId, name, taxCode, domains, owner, members = [], createdAt, updatedAt, version }: Firm,
  reps: ReadonlyMap<string, Pick<RepConfig, 'name'>>,
): CompanyView {
  const shownOwner = owner && { repId: owner.repId, name: reps.get(owner.repId)?.name ?? null, since: owner.since };
  return {
    companyId,
    name,
    taxCode: taxCode && shownTaxCodeOf(taxCode),
    domains: [...domains],
    owner: shownOwner,
    members: [...members],
    createdAt,
    updatedAt,
    version,
  };
}

/** A person's code that was kept before it counted as one stands there whole. */
export const shownTaxCodeOf = ({ kind, shown }: NonNullable<Firm['taxCode']>): string =>
  kind === 'household' ? shown : shownTaxCode({ kind, code: shown });
