export { type ClaimAsked, type Claimed, claimFloating } from './claim-floating.ts';
export { type FoundSubject, subjectOf } from './find-subject.ts';
export { type Gave, type GiveAsked, giveByHand } from './give-by-hand.ts';
export { countHoldings, type Holding, type HoldingCounts, type Holdings, whatRepHolds } from './holdings.ts';
export { type Publication, type Warning, warnOfLeavers } from './leavers.ts';
export { listFloating } from './list-floating.ts';
export { type CreditMove, heldBefore, moveSubject } from './move-subject.ts';
export type { OwnerParts } from './parts.ts';
export { type ReleaseAsked, type Released, releaseByHand } from './release-by-hand.ts';
