export { CompanyConfig, companyKind } from './company-config.ts';
export { CompetitorConfig, competitorKind } from './competitor-config.ts';
export type { HoursSpan, Leave, OwnHours, PublicHolidays, Week, WorkingHours } from './hours-config.ts';
export { DataQuality, NeededField } from './quality-config.ts';
export { readCompany } from './read-company.ts';
export { readZones, type ZoneSince, zoneAt } from './read-zones.ts';
