export { entryView } from './entries.ts';
export { type LeadPage, listLeads } from './list-leads.ts';
export { decisionsOf, findLead, submissionOf, timelineOf } from './read-lead.ts';
export { decisionView, leadView, type Names, scoreView } from './views.ts';
