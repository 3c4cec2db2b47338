export {
  type DueOffer,
  decideOffer,
  dueMoment,
  holds,
  type OfferedLine,
  offersAfter,
} from './rules-offer.ts';
export { putOfferTimer, suggestRequest } from './suggest-request.ts';
