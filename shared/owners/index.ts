export { type Gave, type GiveAsked, giveByHand, type OwnerParts } from './give-by-hand.ts';
