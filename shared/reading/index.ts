export { type LeadPage, ListLeadsQuery, listLeads } from './list-leads.ts';
export { decisionsOf, findLead, submissionOf, TimelineQuery, timelineOf } from './read-lead.ts';
export { DecisionListView, EntryView, LeadListView, LeadView, SubmissionView, TimelineView } from './schemas.ts';
export { decisionView, entryView, leadView, type Names } from './views.ts';
