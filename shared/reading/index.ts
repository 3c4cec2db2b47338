export { callsOf } from './calls.ts';
export { type LeadPage, listLeads } from './list-leads.ts';
export { showPoolDuty } from './pool-duty.ts';
export { showLedger } from './pool-ledger.ts';
export { decisionsOf, findLead, submissionOf } from './read-lead.ts';
export { rowsPerSearch, searchLeads } from './search-leads.ts';
export { showFound } from './show-found.ts';
export { readNames, showLead, showLeads, showQualification, showScore } from './show-leads.ts';
export { timelineOf } from './timeline-of.ts';
