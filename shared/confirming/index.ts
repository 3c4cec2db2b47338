export { type Company, type Confirmation, type ConfirmingParts, confirmDetails, showConfirmation } from './confirm.ts';
export { confirmUrl } from './link.ts';
export { type Offer, offersOf } from './offer.ts';
