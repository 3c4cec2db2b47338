export {
  type DueOffer,
  decideOffer,
  type OfferedLine,
  offersAfter,
} from './rules-offer.ts';
export { putOfferTimer, suggestRequest } from './suggest-request.ts';
