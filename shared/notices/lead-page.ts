import type { CompanyConfig } from '../company/company-config.ts';
import type { LeadId } from '../platform/ids.ts';

/** Returns where the company's people look at a lead; empty where the company names no such page. */
export function leadPageUrl({ leadPage }: Pick<CompanyConfig, 'leadPage'>, leadId: LeadId): string {
  return leadPage === undefined ? '' : leadPage.replace('{leadId}', leadId);
}
