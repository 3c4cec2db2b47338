export type { Card, FacetCode } from './card.ts';
export { cardProjector } from './card-projector.ts';
export { readActivity } from './read-activity.ts';
export { type RebuildReport, rebuildCards } from './rebuild.ts';
export { activityAt, activityStepMs } from './rules-activity.ts';
export { cardOf, codeOf, regionOf } from './rules-card.ts';
export { packCard, parseCard } from './rules-pack.ts';
export { type CardCopy, cardCopy, cardItem, parseCardItem } from './store.ts';
export { type CardRow, walkCards } from './walk-cards.ts';
