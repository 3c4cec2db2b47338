export { type AnsweringParts, answerByLink, type OfferPage, type ShownOffer, showOffer } from './answer-by-link.ts';
export { declinedBy, type OpenedTo, type OwnOffer, offerOf, openedTo } from './offer-of.ts';
