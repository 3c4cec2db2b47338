export { type AnsweringParts, answerByLink, type OfferPage, type ShownOffer, showOffer } from './answer-by-link.ts';
export { type OwnOffer, offerOf } from './offer-of.ts';
