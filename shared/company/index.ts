export { CompanyConfig, companyKind } from './company-config.ts';
export { CompetitorConfig, competitorKind } from './competitor-config.ts';
