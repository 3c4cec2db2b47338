export { domainAsker } from './domain-asker.ts';
export { putRecheck } from './domain-request.ts';
export type { Finding } from './finding.ts';
export { readFindings } from './read-findings.ts';
export { type CheckedFacts, type CheckedLead, findingsOf } from './rules-findings.ts';
export { slipsOf } from './slips.ts';
export { findingViews } from './view.ts';
