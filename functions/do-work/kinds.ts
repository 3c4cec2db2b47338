import { signOutWork } from '../../shared/accounts/sign-out-work.ts';
import { syncUsersWork } from '../../shared/accounts/sync-work.ts';
import { lookAtCartWork } from '../../shared/carts/look-work.ts';
import { followPlatformCallWork } from '../../shared/connectors/follow-call-work.ts';
import { lookAtConnectorWork } from '../../shared/connectors/look-work.ts';
import { releaseConnectorsWork } from '../../shared/connectors/release-work.ts';
import { takeDeliveryWork } from '../../shared/connectors/take-work.ts';
import { followConversionsWork } from '../../shared/conversions/follow-work.ts';
import { noteConversionsWork } from '../../shared/conversions/note-work.ts';
import { tellConversionsWork } from '../../shared/conversions/tell-work.ts';
import { recountDatesWork } from '../../shared/dates/recount-work.ts';
import { makeDigestWork } from '../../shared/digests/make-work.ts';
import { sendDigestsWork } from '../../shared/digests/send-work.ts';
import { erasePersonWork } from '../../shared/erasing-registry/index.ts';
import { webhookEndedWork } from '../../shared/event-webhooks/ended-work.ts';
import { resendWebhooksWork } from '../../shared/event-webhooks/resend-work.ts';
import { tellWebhooksWork } from '../../shared/event-webhooks/tell-work.ts';
import { advanceExportWork } from '../../shared/exports/advance-work.ts';
import { lookAtMailDomainWork, recheckMailDomainsWork } from '../../shared/findings/domain-work.ts';
import { performHeldWork } from '../../shared/held/perform-work.ts';
import { advanceImportWork } from '../../shared/imports/advance-work.ts';
import { recountStagesWork } from '../../shared/lifecycle/recount-work.ts';
import { nameMailsWork } from '../../shared/mail/name-mails.ts';
import { reconcileSuppressionWork } from '../../shared/mail/reconcile-work.ts';
import { recompileTemplateWork } from '../../shared/mail-templates/recompile-work.ts';
import { fillMergesWork, mergeByRuleWork, moveItemsWork } from '../../shared/merging/index.ts';
import { closeTelegramWork } from '../../shared/notices/close-telegram.ts';
import { escalateWork } from '../../shared/notices/escalate.ts';
import { tellDeclinedWork } from '../../shared/notices/tell-declined.ts';
import { tellExportsWork } from '../../shared/notices/tell-exports.ts';
import { tellLeadersWork } from '../../shared/notices/tell-leaders.ts';
import { tellMorningWork } from '../../shared/notices/tell-morning.ts';
import { tellOverdueWork } from '../../shared/notices/tell-overdue.ts';
import { tellReadingWork } from '../../shared/notices/tell-reading.ts';
import { remindOfRightsWork } from '../../shared/notices/tell-rights.ts';
import { tellSplitWork } from '../../shared/notices/tell-split.ts';
import { tellWebhookOffWork } from '../../shared/notices/tell-webhook.ts';
import { releaseAfterCallWork, releaseByRuleWork } from '../../shared/owners/release-work.ts';
import { afterSaleWork } from '../../shared/purchases/after-sale-work.ts';
import { suggestOfferWork } from '../../shared/purchases/suggest-offer.ts';
import { closeEventWork, followEventWork } from '../../shared/registrations/follow-work.ts';
import { registerWork } from '../../shared/registrations/register-work.ts';
import { settlePersonWork } from '../../shared/registrations/settle-person.ts';
import { settleEventWork } from '../../shared/registrations/settle-work.ts';
import { takeForecastWork } from '../../shared/reports/forecast-work.ts';
import { expirePostsWork } from '../../shared/retention/expire-posts-work.ts';
import { eraseOutdatedWork } from '../../shared/retention/retention-work.ts';
import { beginLeaveWork } from '../../shared/routing/begin-leave.ts';
import { handOverWork, lookAtMarketingWork } from '../../shared/routing/hand-over-work.ts';
import { retimeOffersWork } from '../../shared/routing/retime-offers.ts';
import { retryWaitingWork } from '../../shared/routing/retry-waiting.ts';
import { tellDutyWork } from '../../shared/routing/tell-duty.ts';
import { recountWork } from '../../shared/scoring/recount-work.ts';
import { countSegmentWork } from '../../shared/segments/count-work.ts';
import { recountByFieldsWork } from '../../shared/segments/fields-work.ts';
import { followListsWork } from '../../shared/segments/follow-lists.ts';
import { lookAtSegmentsWork } from '../../shared/segments/look-work.ts';
import { recountSegmentsWork } from '../../shared/segments/recount-work.ts';
import { advanceEnrolmentWork, hastenEnrolmentsWork, tasksMovedWork } from '../../shared/sequences/advance-work.ts';
import { lookAtDatesWork } from '../../shared/sequences/date-look-work.ts';
import { enrolLeadWork } from '../../shared/sequences/enrol-work.ts';
import { stopRunsByReplyWork } from '../../shared/sequences/stop-work.ts';
import { sweepSequencesWork } from '../../shared/sequences/sweep-work.ts';
import { splitLeadsWork } from '../../shared/splits/split-work.ts';
import { comeBackWork } from '../../shared/status/come-back-work.ts';
import { retireSilentWork } from '../../shared/status/retire-work.ts';
import { passDeviceWork, sumVisits } from '../../shared/tracking/index.ts';
import { forwardWork, type WorkKind } from '../../shared/work/index.ts';

/** Every kind of work; the rights that they need together stand in infra/grants.ts. */
export const workKinds: readonly WorkKind[] = [
  advanceEnrolmentWork,
  advanceExportWork,
  advanceImportWork,
  afterSaleWork,
  beginLeaveWork,
  closeEventWork,
  closeTelegramWork,
  comeBackWork,
  countSegmentWork,
  enrolLeadWork,
  fillMergesWork,
  makeDigestWork,
  sendDigestsWork,
  erasePersonWork,
  eraseOutdatedWork,
  expirePostsWork,
  followConversionsWork,
  followEventWork,
  followListsWork,
  followPlatformCallWork,
  forwardWork,
  handOverWork,
  hastenEnrolmentsWork,
  lookAtCartWork,
  lookAtConnectorWork,
  lookAtDatesWork,
  lookAtMailDomainWork,
  lookAtMarketingWork,
  lookAtSegmentsWork,
  mergeByRuleWork,
  moveItemsWork,
  nameMailsWork,
  noteConversionsWork,
  passDeviceWork,
  performHeldWork,
  recheckMailDomainsWork,
  recompileTemplateWork,
  reconcileSuppressionWork,
  registerWork,
  settleEventWork,
  settlePersonWork,
  recountByFieldsWork,
  recountDatesWork,
  recountSegmentsWork,
  recountStagesWork,
  recountWork,
  releaseAfterCallWork,
  releaseByRuleWork,
  releaseConnectorsWork,
  retireSilentWork,
  remindOfRightsWork,
  retimeOffersWork,
  retryWaitingWork,
  signOutWork,
  splitLeadsWork,
  stopRunsByReplyWork,
  suggestOfferWork,
  sumVisits,
  sweepSequencesWork,
  syncUsersWork,
  takeDeliveryWork,
  takeForecastWork,
  tasksMovedWork,
  tellConversionsWork,
  escalateWork,
  tellDeclinedWork,
  tellDutyWork,
  tellExportsWork,
  tellLeadersWork,
  tellMorningWork,
  tellOverdueWork,
  tellReadingWork,
  tellSplitWork,
  tellWebhookOffWork,
  tellWebhooksWork,
  resendWebhooksWork,
  webhookEndedWork,
];
