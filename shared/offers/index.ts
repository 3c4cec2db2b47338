export {
  type DueOffer,
  decideOffer,
  dueMoment,
  holds,
  isLongDue,
  type OfferedLine,
  offersAfter,
} from './rules-offer.ts';
export { putOfferTimer, suggestRequest } from './suggest-request.ts';
