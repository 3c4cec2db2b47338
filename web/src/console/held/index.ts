export { useHeldOffers, useHold } from './use-held.ts';
export { heldOffers, offerName } from './waiting.ts';
