export { type Activity, parseActivities, type RepActivity } from './activity.ts';
export { type Answers, answersOf, joinAnswers, ownPlaces, splitAnswers } from './answers.ts';
export { anyLead } from './any-lead.ts';
export { type Act, type ChangedLead, changeLead, createLead, noteOnLead, UntoldChangeError } from './change.ts';
export { draftEntry, type EntryDraft, type LeadDraft, type LeadFields } from './draft.ts';
export * from './evidence.ts';
export { imageOf, leadOfImage } from './item.ts';
export { hasProfile, isProfileOf, parseLead, parsePastLead } from './lead-parts.ts';
export { type NotedPair, noteMergeCandidate } from './merge-candidates.ts';
export * from './merge-follower.ts';
export * from './posts.ts';
export * from './read-leads.ts';
export * from './record.ts';
export { consentAtMailbox, consentsInForce, type MailboxWord, mailboxWordIn } from './rules-consent.ts';
export {
  type DecideStage,
  decideStage,
  type LifecycleRules,
  noLifecycleRules,
  type StageMove,
} from './rules-lifecycle.ts';
export { type Recounted, recountStage } from './rules-recount.ts';
export { zoneOf } from './rules-zone.ts';
export { movedByPerson, movedByRules } from './stage-entry.ts';
export { type ChangeBeside, type KnownDraft, statusDraft } from './status-entry.ts';
export {
  areMergeCandidates,
  leadExists,
  leadUnchanged,
  provenanceIn,
  putNewLead,
  putProvenance,
  readProvenance,
  readTimeline,
  readTimelineEntry,
  type StoredProvenance,
} from './store.ts';
export * from './timeline.ts';
export { isContactField, seenChangeOf } from './unseen.ts';
export * from './walk-leads.ts';
