export {
  type AnsweredOffer,
  acceptedEntry,
  acceptOffer,
  type FoundOffer,
  findOffer,
  type OfferAnswer,
  OfferOverError,
  type OfferParts,
} from './answer-offer.ts';
export { readAskedNext } from './asked-next.ts';
export { assignLeads, leadsPerTransaction } from './assign-leads.ts';
export { Assignment, type AssignmentTarget, type Given } from './assignment.ts';
export { assignmentView } from './assignment-view.ts';
export { type Booking, readBookings } from './booking.ts';
export { type AssignmentChange, changeAssignment } from './change-assignment.ts';
export { type ClaimAnswer, ClaimRefusedError, ClaimTakenError, claimOpen, type FoundClaim, findClaim } from './claim-open.ts';
export { takenByHand } from './count-by-hand.ts';
export { creditHeld } from './credit-held.ts';
export { decide, dryRun, nextPool, rerun, territoryFor } from './decide.ts';
export * from './decision.ts';
export { longestDeclineNote, readDeclineNotes } from './decline-note.ts';
export { checkDecline, declineOffer, type OfferDecline } from './decline-offer.ts';
export { type DutySwitch, dutyView, readSwitch, switchDuty, tellPools } from './duty.ts';
export { type EscalateRequest, escalateRequest, escalationAt, escalationOf, putEscalation } from './escalation.ts';
export { findContactDue } from './first-contact.ts';
export { gatedReps } from './gated-reps.ts';
export { renderLacking, renderMarketing } from './marketing-sentence.ts';
export { askForMany, assignMessageFor, bookMessageFor, ofGroup } from './messages.ts';
export { type ClaimClaims, claimUrl, type OfferClaims, offerUrl, readClaimLink, readOfferLink } from './offer-link.ts';
export type { AssignParts } from './parts.ts';
export { type LeaveParts, leaveAhead, planLeave, withdrawLeave } from './planned-leave.ts';
export { preferredFor } from './preferred.ts';
export { putBooking } from './put-booking.ts';
export { type PoolLedger, readLedger } from './read-ledger.ts';
export { currentRules, recordedRules, territoryRules } from './read-rules.ts';
export { readTurns } from './read-turns.ts';
export { releasedWrites, restingWrites } from './release-load.ts';
export {
  departureGraceMs,
  putDeparture,
  putReleaseNight,
  type ReleaseRequest,
  releaseAfterCallRequest,
  releaseRequest,
} from './release-request.ts';
export { type Replayed, replay } from './replay.ts';
export { routingKinds } from './routing-kinds.ts';
export type { RoutingRules, RuleSet, TerritoryRules } from './rules.ts';
export { afterSalePool, wasTakenOver } from './rules-after-sale.ts';
export { ForbiddenMoveError, mayMove, ownerOf, poolInCharge } from './rules-assignment.ts';
export { creditOf } from './rules-credit.ts';
export type { RoutingFacts } from './rules-facts.ts';
export { comesBackToMarketing, lackingForHandOver, readinessOf, waitsForLevel } from './rules-hand-over.ts';
export { decisionsInForce } from './rules-in-force.ts';
export { emptyPool, type Ledger, ledgerAfter } from './rules-ledger.ts';
export { attributesOfNeed, poolOfNeed } from './rules-matter.ts';
export { type AskedNext, isOffered, type Offered, type OfferStanding } from './rules-offers.ts';
export { isOwned, isProtected, type Owned, protectedUntil, protectionBy } from './rules-protection.ts';
export { stickyOf } from './rules-sticky.ts';
export { attributesOf, chooseTerritory, fallbackTerritory, type RoutableLead, territoryInstead } from './rules-territory.ts';
export type { Turn } from './rules-turn.ts';
export { pathOf, whyNot } from './rules-why-not.ts';
export type { WindowChange } from './rules-window.ts';
export { type DecisionNames, renderGiven, renderReason, renderReject } from './sentences.ts';
export { type ReplayBounds, showReplay } from './show-replay.ts';
export { mostLeaveShown, shownLeave } from './shown-leave.ts';
export {
  parseDecision,
  protectAssignment,
  readAssignment,
  readAssignments,
  readDecision,
  readDecisionAbout,
  readDecisions,
  readPoolState,
  touchAssignment,
} from './store.ts';
export { type TellDeclinedRequest, tellDeclinedRequest } from './tell-declined-request.ts';
export { type TellLeadersRequest, tellLeadersRequest } from './tell-leaders-request.ts';
export { putTellSplitLater, splitQuietMs, type TellSplitRequest, tellSplitRequest } from './tell-split-request.ts';
export { type Tried, tryLead } from './try-lead.ts';
export { retryAfterPublication } from './waiting-request.ts';
export { walkDecisions } from './walk-decisions.ts';
export { byFloating, byWaiting, type WaitingSubject, walkWaiting } from './walk-waiting.ts';
