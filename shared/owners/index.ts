export { type Claimed, claimLead } from './claim-lead.ts';
export { type Gave, type GiveAsked, giveByHand } from './give-by-hand.ts';
export { listFloating } from './list-floating.ts';
export type { OwnerParts } from './parts.ts';
export { type Released, releaseLead } from './release-lead.ts';
