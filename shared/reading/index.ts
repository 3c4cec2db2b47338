export { callsOf } from './calls.ts';
export { type LeadPage, listLeads } from './list-leads.ts';
export { decisionsOf, findLead, submissionOf, timelineOf } from './read-lead.ts';
export { readNames, showLead, showLeads, showQualification, showScore } from './show-leads.ts';
