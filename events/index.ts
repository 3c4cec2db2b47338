import { callLogged } from './calls/call-logged.v1.ts';
import { callUndone } from './calls/call-undone.v1.ts';
import { consentChanged } from './leads/consent-changed.v1.ts';
import { fitChanged } from './leads/fit-changed.v1.ts';
import { handoverFlagged } from './leads/handover-flagged.v1.ts';
import { lateActChanged } from './leads/late-act-changed.v1.ts';
import { leadAccepted } from './leads/lead-accepted.v1.ts';
import { leadAssigned } from './leads/lead-assigned.v1.ts';
import { leadCreated } from './leads/lead-created.v1.ts';
import { leadErased } from './leads/lead-erased.v1.ts';
import { leadMerged } from './leads/lead-merged.v1.ts';
import { leadMergedInto } from './leads/lead-merged-into.v1.ts';
import { leadOfferRetimed } from './leads/lead-offer-retimed.v1.ts';
import { leadOffered } from './leads/lead-offered.v1.ts';
import { leadProposed } from './leads/lead-proposed.v1.ts';
import { leadQualified } from './leads/lead-qualified.v1.ts';
import { leadReady } from './leads/lead-ready.v1.ts';
import { leadRerouted } from './leads/lead-rerouted.v1.ts';
import { leadRevealed } from './leads/lead-revealed.v1.ts';
import { leadUnassigned } from './leads/lead-unassigned.v1.ts';
import { leadUpdated } from './leads/lead-updated.v1.ts';
import { mergeCandidateDropped } from './leads/merge-candidate-dropped.v1.ts';
import { mergeCandidateFound } from './leads/merge-candidate-found.v1.ts';
import { mergeUndone } from './leads/merge-undone.v1.ts';
import { proposalAccepted } from './leads/proposal-accepted.v1.ts';
import { proposalDropped } from './leads/proposal-dropped.v1.ts';
import { stageChanged } from './leads/stage-changed.v1.ts';
import { statusChanged } from './leads/status-changed.v1.ts';
import { submissionLinked } from './leads/submission-linked.v1.ts';
import { submissionReleased } from './leads/submission-released.v1.ts';
import { surveyAnswered } from './leads/survey-answered.v1.ts';
import { temperatureChanged } from './leads/temperature-changed.v1.ts';
import { letterWritten } from './letters/letter-written.v1.ts';
import { engagementRegraded } from './mail/engagement-regraded.v1.ts';
import { mailBounced } from './mail/mail-bounced.v1.ts';
import { mailFailed } from './mail/mail-failed.v1.ts';
import { mailGathered } from './mail/mail-gathered.v1.ts';
import { mailReplied } from './mail/mail-replied.v1.ts';
import { mailSent } from './mail/mail-sent.v1.ts';
import { noteChanged } from './notes/note-changed.v1.ts';
import { offerSuggested } from './offers/offer-suggested.v1.ts';
import { opportunityChanged } from './opportunities/opportunity-changed.v1.ts';
import { opportunityLost } from './opportunities/opportunity-lost.v1.ts';
import { opportunityOpened } from './opportunities/opportunity-opened.v1.ts';
import { opportunityReopened } from './opportunities/opportunity-reopened.v1.ts';
import { opportunityWon } from './opportunities/opportunity-won.v1.ts';
import { purchaseFactVoided } from './purchases/purchase-fact-voided.v1.ts';
import { purchaseRecorded } from './purchases/purchase-recorded.v1.ts';
import { registrationChanged } from './registrations/registration-changed.v1.ts';
import { segmentEntered } from './segments/segment-entered.v1.ts';
import { segmentLeft } from './segments/segment-left.v1.ts';
import { sequenceEnded } from './sequences/sequence-ended.v1.ts';
import { sequenceEnrolled } from './sequences/sequence-enrolled.v1.ts';
import { taskCancelled } from './tasks/task-cancelled.v1.ts';
import { taskCreated } from './tasks/task-created.v1.ts';
import { taskDone } from './tasks/task-done.v1.ts';
import { taskHandedOver } from './tasks/task-handed-over.v1.ts';
import { taskReopened } from './tasks/task-reopened.v1.ts';
import { taskSnoozed } from './tasks/task-snoozed.v1.ts';
import { textSent } from './texts/text-sent.v1.ts';
import { textUndone } from './texts/text-undone.v1.ts';
import { cartBought } from './tracking/cart-bought.v1.ts';
import { cartLeft } from './tracking/cart-left.v1.ts';
import { visitorLinked } from './tracking/visitor-linked.v1.ts';
import { visitorUnlinked } from './tracking/visitor-unlinked.v1.ts';

export { Channel } from './channel.ts';
export { Actor, type EventContract, ProposedField } from './contract.ts';
export { DeclineReason } from './leads/decline-reason.ts';
export { GiveReason } from './leads/give-reason.ts';
export { ReleaseRule } from './leads/release-rule.ts';
export * from './queues/assign-message.ts';
export * from './queues/mail-requests.ts';
export * from './queues/messages.ts';
export * from './queues/work.ts';
export { RegistrationReason } from './registrations/registration-changed.v1.ts';
export type { UnknownWord } from './tolerant.ts';
export {
  callLogged,
  callUndone,
  cartBought,
  cartLeft,
  consentChanged,
  engagementRegraded,
  fitChanged,
  handoverFlagged,
  lateActChanged,
  leadAccepted,
  leadAssigned,
  leadCreated,
  leadErased,
  leadMerged,
  leadMergedInto,
  leadOffered,
  leadOfferRetimed,
  leadProposed,
  leadQualified,
  leadReady,
  leadRerouted,
  leadRevealed,
  leadUnassigned,
  leadUpdated,
  letterWritten,
  mailBounced,
  mailFailed,
  mailGathered,
  mailReplied,
  mailSent,
  mergeCandidateDropped,
  mergeCandidateFound,
  mergeUndone,
  noteChanged,
  offerSuggested,
  opportunityChanged,
  opportunityLost,
  opportunityOpened,
  opportunityReopened,
  opportunityWon,
  proposalAccepted,
  proposalDropped,
  purchaseFactVoided,
  purchaseRecorded,
  registrationChanged,
  segmentEntered,
  segmentLeft,
  sequenceEnded,
  sequenceEnrolled,
  stageChanged,
  statusChanged,
  submissionLinked,
  submissionReleased,
  surveyAnswered,
  taskCancelled,
  taskCreated,
  taskDone,
  taskHandedOver,
  taskReopened,
  taskSnoozed,
  temperatureChanged,
  textSent,
  textUndone,
  visitorLinked,
  visitorUnlinked,
};

/** Every event that Phễu publishes, in the order of a lead's life. */
export const eventContracts = [
  leadCreated,
  leadUpdated,
  submissionLinked,
  surveyAnswered,
  leadProposed,
  proposalAccepted,
  proposalDropped,
  submissionReleased,
  mergeCandidateFound,
  mergeCandidateDropped,
  leadErased,
  leadMerged,
  leadMergedInto,
  mergeUndone,
  leadAssigned,
  leadOffered,
  leadOfferRetimed,
  lateActChanged,
  leadAccepted,
  leadUnassigned,
  leadReady,
  leadRerouted,
  leadRevealed,
  temperatureChanged,
  fitChanged,
  leadQualified,
  stageChanged,
  statusChanged,
  handoverFlagged,
  consentChanged,
  callLogged,
  callUndone,
  textSent,
  textUndone,
  taskCreated,
  taskReopened,
  taskSnoozed,
  taskHandedOver,
  taskDone,
  taskCancelled,
  opportunityOpened,
  noteChanged,
  registrationChanged,
  opportunityChanged,
  opportunityWon,
  opportunityLost,
  opportunityReopened,
  purchaseRecorded,
  purchaseFactVoided,
  offerSuggested,
  segmentEntered,
  segmentLeft,
  sequenceEnrolled,
  sequenceEnded,
  letterWritten,
  mailGathered,
  mailReplied,
  mailSent,
  mailFailed,
  mailBounced,
  engagementRegraded,
  cartLeft,
  cartBought,
  visitorLinked,
  visitorUnlinked,
] as const;

/** The names of all events. */
export type DetailType = (typeof eventContracts)[number]['detailType'];
