export { entryView } from './entries.ts';
export { type LeadPage, listLeads } from './list-leads.ts';
export { ListLeadsQuery } from './list-query.ts';
export { decisionsOf, findLead, ScoreQuery, submissionOf, TimelineQuery, timelineOf } from './read-lead.ts';
export { DecisionListView, EntryView, LeadListView, LeadView, ScoreView, SubmissionView, TimelineView } from './schemas.ts';
export { decisionView, leadView, type Names, scoreView } from './views.ts';
