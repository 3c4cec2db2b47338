export { Purchase } from './record.ts';
export { type Recorded, recordFacts, recordOrder } from './record-purchase.ts';
export { factsTold } from './rules-facts.ts';
export { numberOf } from './rules-number.ts';
export { sourceFor } from './source-for.ts';
export { purchaseIdOf, readPlace } from './store.ts';
export { takeOrder } from './take-order.ts';
export { purchaseView } from './view.ts';
