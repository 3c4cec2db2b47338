export type { Card, FacetCode } from './card.ts';
export { activityAt } from './rules-activity.ts';
export { cardOf, codeOf, regionOf } from './rules-card.ts';
export { packCard, parseCard } from './rules-pack.ts';
export { type CardCopy, cardCopy, cardItem, parseCardItem } from './store.ts';
