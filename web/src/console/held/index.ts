export { HeldBars } from './held-bars.tsx';
export { useHeldActs, useHeldEnds, useHeldOffers, useHold } from './use-held.ts';
export { offerName } from './waiting.ts';
