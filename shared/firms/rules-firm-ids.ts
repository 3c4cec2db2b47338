import type { CompanyId } from '../platform/ids.ts';
import type { Firm } from './firm.ts';

/** As many domains as one firm has. */
export const mostDomains = 20;

/** As many firms as are part of another one. */
export const mostMembers = 10;

/** Returns the ids by which leads and guards name a firm: its own, and those of all that is part of it. */
export function firmIdsOf({ companyId, members = [] }: Pick<Firm, 'companyId' | 'members'>): readonly CompanyId[] {
  return [companyId, ...members];
}
