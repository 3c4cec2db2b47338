import type { CompanyConfig } from '../company/company-config.ts';
import type { LeadId } from '../platform/ids.ts';

/** Returns where the company's people look at a lead: on the page that the company names, else in the console. */
export function leadPageUrl({ leadPage }: Pick<CompanyConfig, 'leadPage'>, leadId: LeadId): string {
  return leadPage === undefined ? '' : leadPage.replace('{leadId}', leadId);
}
