export { findGround } from './find-ground.ts';
export { numberUrl } from './number-link.ts';
export { NotAcceptedYetError, type Revealed, type RevealParts, revealNumber } from './reveal-number.ts';
export { type NumberPage, type NumberPageParts, revealByLink, type ShownNumber, showNumber } from './show-number.ts';
export { type TellReadingRequest, tellReadingRequest } from './tell-reading-request.ts';
export { revealedView } from './view.ts';
