import { listCallsContract } from './calls/list-calls.ts';
import { listOutcomesContract } from './calls/list-outcomes.ts';
import { logCallContract } from './calls/log-call.ts';
import { undoCallContract } from './calls/undo-call.ts';
import { changeCompanyContract } from './companies/change-company.ts';
import { dropCompanyCandidateContract } from './companies/drop-company-candidate.ts';
import { listCompaniesContract } from './companies/list-companies.ts';
import { listCompanyCandidatesContract } from './companies/list-company-candidates.ts';
import { listCompanyPeopleContract } from './companies/list-company-people.ts';
import { makeCompanyContract } from './companies/make-company.ts';
import { mergeCompaniesContract } from './companies/merge-companies.ts';
import { readCompanyContract } from './companies/read-company.ts';
import { setCompanyContract } from './companies/set-company.ts';
import { undoCompanyMergeContract } from './companies/undo-company-merge.ts';
import { diffConfigContract } from './config/diff-config.ts';
import { publishConfigContract } from './config/publish-config.ts';
import { publishTemplatesContract } from './config/publish-templates.ts';
import { readConfigContract } from './config/read-config.ts';
import { confirmDetailsContract } from './confirmations/confirm-details.ts';
import { showConfirmationContract } from './confirmations/show-confirmation.ts';
import { approveConnectorContract, changeConnectorTokenContract } from './connectors/change-connector.ts';
import { postInboundContract, verifyInboundContract } from './connectors/inbound.ts';
import { listConnectorsContract } from './connectors/list-connectors.ts';
import { listConversionsContract } from './connectors/list-conversions.ts';
import { previewConnectorContract } from './connectors/preview-connector.ts';
import { showConnectorContract } from './connectors/show-connector.ts';
import type { Contract } from './contract.ts';
import { readDocsContract } from './docs/read-docs.ts';
import { readOpenApiContract } from './docs/read-openapi.ts';
import { openDownloadContract } from './downloads/open-download.ts';
import { planLeaveContract } from './duty/plan-leave.ts';
import { switchDutyContract } from './duty/switch-duty.ts';
import { withdrawLeaveContract } from './duty/withdraw-leave.ts';
import { cancelErasureContract } from './erasures/cancel-erasure.ts';
import { eraseLeadContract } from './erasures/erase-lead.ts';
import { exportPersonContract } from './erasures/export-person.ts';
import { listErasuresContract } from './erasures/list-erasures.ts';
import { readErasureContract } from './erasures/read-erasure.ts';
import { listExperimentsContract } from './experiments/list-experiments.ts';
import { listExportsContract } from './exports/list-exports.ts';
import { openExportContract } from './exports/open-export.ts';
import { showExportContract } from './exports/show-export.ts';
import { listFieldsContract } from './fields/list-fields.ts';
import { postSubmissionContract } from './forms/post-submission.ts';
import { readSubmissionContract } from './forms/read-submission.ts';
import { showFormContract } from './forms/show-form.ts';
import { holdActContract } from './held/hold-act.ts';
import { performHeldActContract } from './held/perform-held-act.ts';
import { takeBackHeldActContract } from './held/take-back-held-act.ts';
import { listImportRowsContract } from './imports/list-import-rows.ts';
import { listImportsContract } from './imports/list-imports.ts';
import { mapImportContract } from './imports/map-import.ts';
import { openImportContract } from './imports/open-import.ts';
import { readImportFileContract } from './imports/read-import-file.ts';
import { showImportContract } from './imports/show-import.ts';
import { startImportContract } from './imports/start-import.ts';
import { undoImportContract } from './imports/undo-import.ts';
import { applyLateActContract } from './late-acts/apply-late-act.ts';
import { dismissLateActContract } from './late-acts/dismiss-late-act.ts';
import { keepLateActContract } from './late-acts/keep-late-act.ts';
import { acceptProposalContract } from './leads/accept-proposal.ts';
import { checkLeadContract } from './leads/check-lead.ts';
import { claimLeadContract } from './leads/claim-lead.ts';
import { dropMergeCandidateContract } from './leads/drop-merge-candidate.ts';
import { dropProposalContract } from './leads/drop-proposal.ts';
import { editLeadContract } from './leads/edit-lead.ts';
import { enterLeadContract } from './leads/enter-lead.ts';
import { explainScoreContract } from './leads/explain-score.ts';
import { listLeadsContract } from './leads/list-leads.ts';
import { listMergeCandidatesContract } from './leads/list-merge-candidates.ts';
import { mergeLeadsContract } from './leads/merge-leads.ts';
import { moveLeadContract } from './leads/move-lead.ts';
import { noticeTextContract } from './leads/notice-text.ts';
import { qualifyLeadContract } from './leads/qualify-lead.ts';
import { readConsentContract } from './leads/read-consent.ts';
import { readDecisionsContract } from './leads/read-decisions.ts';
import { readLeadContract } from './leads/read-lead.ts';
import { readQualificationContract } from './leads/read-qualification.ts';
import { readTimelineContract } from './leads/read-timeline.ts';
import { releaseLeadContract } from './leads/release-lead.ts';
import { revealNumberContract } from './leads/reveal-number.ts';
import { sayConsentContract } from './leads/say-consent.ts';
import { setOwnerContract } from './leads/set-owner.ts';
import { setStatusContract } from './leads/set-status.ts';
import { tagLeadContract } from './leads/tag-lead.ts';
import { undoMergeContract } from './leads/undo-merge.ts';
import { unlinkVisitorContract } from './leads/unlink-visitor.ts';
import { beginLetterContract } from './letters/begin-letter.ts';
import { listLettersContract } from './letters/list-letters.ts';
import { writeLetterContract } from './letters/write-letter.ts';
import { readMailStateContract } from './mail/read-mail-state.ts';
import { resumeMailContract } from './mail/resume-mail.ts';
import { chooseDigestsContract } from './me/choose-digests.ts';
import { chooseNoticesContract } from './me/choose-notices.ts';
import { proveTelegramContract } from './me/prove-telegram.ts';
import { readDigestsContract } from './me/read-digests.ts';
import { readMeContract } from './me/read-me.ts';
import { readNoticesContract } from './me/read-notices.ts';
import { readTodayContract } from './me/read-today.ts';
import { forecastLeadContract } from './messages/forecast-lead.ts';
import { whyMessageContract } from './messages/why-message.ts';
import { changeNoteContract } from './notes/change-note.ts';
import { deleteNoteContract } from './notes/delete-note.ts';
import { listNotesContract } from './notes/list-notes.ts';
import { writeNoteContract } from './notes/write-note.ts';
import { revealByLinkContract } from './numbers/reveal-by-link.ts';
import { showNumberContract } from './numbers/show-number.ts';
import { acceptLeadContract } from './offers/accept-lead.ts';
import { acceptOfferContract } from './offers/accept-offer.ts';
import { declineLeadContract } from './offers/decline-lead.ts';
import { declineOfferContract } from './offers/decline-offer.ts';
import { showOfferContract } from './offers/show-offer.ts';
import { changeOpportunityContract } from './opportunities/change-opportunity.ts';
import { claimOpportunityContract } from './opportunities/claim-opportunity.ts';
import { listLeadOpportunitiesContract } from './opportunities/list-lead-opportunities.ts';
import { listOpportunitiesContract } from './opportunities/list-opportunities.ts';
import { openOpportunityContract } from './opportunities/open-opportunity.ts';
import { releaseOpportunityContract } from './opportunities/release-opportunity.ts';
import { listFloatingContract } from './pools/list-floating.ts';
import { listSplitsContract } from './pools/list-splits.ts';
import { readPoolDutyContract } from './pools/read-duty.ts';
import { readLedgerContract } from './pools/read-ledger.ts';
import { readSplitContract } from './pools/read-split.ts';
import { startSplitContract } from './pools/start-split.ts';
import { switchPoolDutyContract } from './pools/switch-duty.ts';
import { undoSplitContract } from './pools/undo-split.ts';
import { choosePreferencesContract } from './preferences/choose-preferences.ts';
import { confirmAddressContract } from './preferences/confirm-address.ts';
import { confirmSubscriptionContract } from './preferences/confirm-subscription.ts';
import { showAddressChangeContract } from './preferences/show-address-change.ts';
import { showPreferencesContract } from './preferences/show-preferences.ts';
import { showSubscriptionContract } from './preferences/show-subscription.ts';
import { showUnsubscribeContract } from './preferences/show-unsubscribe.ts';
import { unsubscribeContract } from './preferences/unsubscribe.ts';
import { readProfileContract } from './profiles/read-profile.ts';
import { setProfileContract } from './profiles/set-profile.ts';
import { addPurchaseFactsContract } from './purchases/add-purchase-facts.ts';
import { listPurchasesContract } from './purchases/list-purchases.ts';
import { recordLeadPurchaseContract } from './purchases/record-lead-purchase.ts';
import { recordPurchaseContract } from './purchases/record-purchase.ts';
import { voidPurchaseFactContract } from './purchases/void-purchase-fact.ts';
import { listQuarantineContract } from './quarantine/list-quarantine.ts';
import { rejectHeldContract } from './quarantine/reject-held.ts';
import { releaseHeldContract } from './quarantine/release-held.ts';
import { checkInContract } from './registrations/check-in.ts';
import { givePlaceBackContract } from './registrations/give-place-back.ts';
import { listEventsContract } from './registrations/list-events.ts';
import { listRegistrationsContract } from './registrations/list-registrations.ts';
import { showCalendarContract } from './registrations/show-calendar.ts';
import { showPlaceContract } from './registrations/show-place.ts';
import { undoCheckInContract } from './registrations/undo-check-in.ts';
import { walkInContract } from './registrations/walk-in.ts';
import { listRepliesContract } from './replies/list-replies.ts';
import { noteReplyContract } from './replies/note-reply.ts';
import { listBehindContract } from './reports/list-behind.ts';
import { readReportContract } from './reports/read-report.ts';
import { handOverContract } from './reps/hand-over.ts';
import { readHandOverContract } from './reps/read-hand-over.ts';
import { undoHandOverContract } from './reps/undo-hand-over.ts';
import { changeBreachContract } from './rights/change-breach.ts';
import { changeRequestContract } from './rights/change-request.ts';
import { listBreachesContract } from './rights/list-breaches.ts';
import { listRequestsContract } from './rights/list-requests.ts';
import { noteBreachContract } from './rights/note-breach.ts';
import { noteRequestContract } from './rights/note-request.ts';
import { dryRunContract } from './routing/dry-run.ts';
import { replayContract } from './routing/replay.ts';
import { backtestScoringContract } from './scoring/backtest-scoring.ts';
import { searchLeadsContract } from './search/search-leads.ts';
import { addToSegmentContract } from './segments/add-to-segment.ts';
import { countLeadsContract } from './segments/count-leads.ts';
import { countSegmentContract } from './segments/count-segment.ts';
import { listSegmentsContract } from './segments/list-segments.ts';
import { overlapSegmentsContract } from './segments/overlap-segments.ts';
import { readCountContract } from './segments/read-count.ts';
import { removeFromSegmentContract } from './segments/remove-from-segment.ts';
import { listEnrolledContract } from './sequences/list-enrolled.ts';
import { listSequencesContract } from './sequences/list-sequences.ts';
import { listSequencesOfLeadContract } from './sequences/list-sequences-of-lead.ts';
import { putInSequenceContract } from './sequences/put-in-sequence.ts';
import { takeOutOfSequenceContract } from './sequences/take-out-of-sequence.ts';
import { endSessionContract } from './session/end-session.ts';
import { finishSessionContract } from './session/finish-session.ts';
import { renewSessionContract } from './session/renew-session.ts';
import { startSessionContract } from './session/start-session.ts';
import { importSpendContract } from './spend/import-spend.ts';
import { listSpendContract } from './spend/list-spend.ts';
import { tellSpendContract } from './spend/tell-spend.ts';
import { answerSurveyContract } from './surveys/answer-survey.ts';
import { showSurveyContract } from './surveys/show-survey.ts';
import { listTargetsContract } from './targets/list-targets.ts';
import { setPoolTargetContract, setRepTargetContract } from './targets/set-target.ts';
import { cancelTaskContract } from './tasks/cancel-task.ts';
import { createTaskContract } from './tasks/create-task.ts';
import { finishTaskContract } from './tasks/finish-task.ts';
import { handOverTaskContract } from './tasks/hand-over-task.ts';
import { listTasksContract } from './tasks/list-tasks.ts';
import { reopenTaskContract } from './tasks/reopen-task.ts';
import { showWorkContract } from './tasks/show-work.ts';
import { snoozeTaskContract } from './tasks/snooze-task.ts';
import { tasksOfLeadContract } from './tasks/tasks-of-lead.ts';
import { previewTemplateContract } from './templates/preview-template.ts';
import { listTextsContract } from './texts/list-texts.ts';
import { recordTextContract } from './texts/record-text.ts';
import { undoTextContract } from './texts/undo-text.ts';
import { postEventsContract } from './tracking/post-events.ts';
import { signOutContract } from './users/sign-out.ts';
import { deleteViewContract } from './views/delete-view.ts';
import { listViewsContract } from './views/list-views.ts';
import { saveViewContract } from './views/save-view.ts';
import { changeWebhookContract } from './webhooks/change-webhook.ts';
import { deleteWebhookContract } from './webhooks/delete-webhook.ts';
import { exchangeWebhookSecretContract } from './webhooks/exchange-webhook-secret.ts';
import { listDeliveriesContract } from './webhooks/list-deliveries.ts';
import { listWebhooksContract } from './webhooks/list-webhooks.ts';
import { makeWebhookContract } from './webhooks/make-webhook.ts';
import { pingWebhookContract } from './webhooks/ping-webhook.ts';
import { resendDeliveriesContract } from './webhooks/resend-deliveries.ts';

/** In the order of the API document. */
const all: readonly (() => Contract)[] = [
  showFormContract,
  postSubmissionContract,
  postEventsContract,
  showConfirmationContract,
  confirmDetailsContract,
  showUnsubscribeContract,
  unsubscribeContract,
  showPreferencesContract,
  choosePreferencesContract,
  openDownloadContract,
  showPlaceContract,
  givePlaceBackContract,
  showCalendarContract,
  listEventsContract,
  listRegistrationsContract,
  checkInContract,
  undoCheckInContract,
  walkInContract,
  showSurveyContract,
  answerSurveyContract,
  showSubscriptionContract,
  confirmSubscriptionContract,
  showAddressChangeContract,
  confirmAddressContract,
  listFieldsContract,
  listLeadsContract,
  searchLeadsContract,
  listViewsContract,
  saveViewContract,
  deleteViewContract,
  readLeadContract,
  editLeadContract,
  tagLeadContract,
  holdActContract,
  performHeldActContract,
  takeBackHeldActContract,
  keepLateActContract,
  applyLateActContract,
  dismissLateActContract,
  listNotesContract,
  writeNoteContract,
  listLettersContract,
  beginLetterContract,
  writeLetterContract,
  listRepliesContract,
  noteReplyContract,
  changeNoteContract,
  deleteNoteContract,
  readConsentContract,
  readTimelineContract,
  explainScoreContract,
  readDecisionsContract,
  enterLeadContract,
  checkLeadContract,
  noticeTextContract,
  whyMessageContract,
  forecastLeadContract,
  readQualificationContract,
  readSubmissionContract,
  moveLeadContract,
  setOwnerContract,
  listMergeCandidatesContract,
  dropMergeCandidateContract,
  exportPersonContract,
  noteRequestContract,
  listRequestsContract,
  changeRequestContract,
  noteBreachContract,
  listBreachesContract,
  changeBreachContract,
  eraseLeadContract,
  cancelErasureContract,
  readErasureContract,
  listErasuresContract,
  mergeLeadsContract,
  undoMergeContract,
  releaseLeadContract,
  claimLeadContract,
  listFloatingContract,
  sayConsentContract,
  setStatusContract,
  qualifyLeadContract,
  logCallContract,
  listCallsContract,
  undoCallContract,
  listTextsContract,
  recordTextContract,
  undoTextContract,
  listOutcomesContract,
  acceptProposalContract,
  dropProposalContract,
  unlinkVisitorContract,
  openOpportunityContract,
  listLeadOpportunitiesContract,
  listOpportunitiesContract,
  revealNumberContract,
  showNumberContract,
  revealByLinkContract,
  acceptLeadContract,
  acceptOfferContract,
  declineLeadContract,
  declineOfferContract,
  showOfferContract,
  changeOpportunityContract,
  releaseOpportunityContract,
  claimOpportunityContract,
  showWorkContract,
  listTasksContract,
  tasksOfLeadContract,
  createTaskContract,
  finishTaskContract,
  reopenTaskContract,
  snoozeTaskContract,
  handOverTaskContract,
  cancelTaskContract,
  switchDutyContract,
  planLeaveContract,
  withdrawLeaveContract,
  readPoolDutyContract,
  switchPoolDutyContract,
  readMeContract,
  readTodayContract,
  signOutContract,
  readNoticesContract,
  chooseNoticesContract,
  readDigestsContract,
  chooseDigestsContract,
  proveTelegramContract,
  handOverContract,
  readHandOverContract,
  undoHandOverContract,
  recordPurchaseContract,
  readLedgerContract,
  startSplitContract,
  listSplitsContract,
  readSplitContract,
  undoSplitContract,
  addPurchaseFactsContract,
  voidPurchaseFactContract,
  listPurchasesContract,
  recordLeadPurchaseContract,
  readReportContract,
  listBehindContract,
  listExperimentsContract,
  listQuarantineContract,
  releaseHeldContract,
  rejectHeldContract,
  dryRunContract,
  replayContract,
  backtestScoringContract,
  postInboundContract,
  verifyInboundContract,
  listConnectorsContract,
  showConnectorContract,
  listConversionsContract,
  previewConnectorContract,
  approveConnectorContract,
  changeConnectorTokenContract,
  openImportContract,
  listImportsContract,
  showImportContract,
  readImportFileContract,
  mapImportContract,
  startImportContract,
  listImportRowsContract,
  undoImportContract,
  openExportContract,
  listExportsContract,
  showExportContract,
  listSegmentsContract,
  countSegmentContract,
  readCountContract,
  countLeadsContract,
  overlapSegmentsContract,
  addToSegmentContract,
  removeFromSegmentContract,
  listSequencesContract,
  listEnrolledContract,
  listSequencesOfLeadContract,
  putInSequenceContract,
  takeOutOfSequenceContract,
  readProfileContract,
  setProfileContract,
  listCompaniesContract,
  makeCompanyContract,
  readCompanyContract,
  changeCompanyContract,
  mergeCompaniesContract,
  undoCompanyMergeContract,
  dropCompanyCandidateContract,
  listCompanyCandidatesContract,
  listCompanyPeopleContract,
  setCompanyContract,
  readConfigContract,
  publishConfigContract,
  publishTemplatesContract,
  previewTemplateContract,
  diffConfigContract,
  listWebhooksContract,
  makeWebhookContract,
  changeWebhookContract,
  deleteWebhookContract,
  exchangeWebhookSecretContract,
  pingWebhookContract,
  listDeliveriesContract,
  resendDeliveriesContract,
  listSpendContract,
  tellSpendContract,
  importSpendContract,
  listTargetsContract,
  setRepTargetContract,
  setPoolTargetContract,
  readMailStateContract,
  resumeMailContract,
  startSessionContract,
  finishSessionContract,
  renewSessionContract,
  endSessionContract,
  readOpenApiContract,
  readDocsContract,
];

/** Every route of the API. A route that is not here is neither deployed nor documented. */
export const contracts: readonly Contract[] = all.map((contract) => contract());
