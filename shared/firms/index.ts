export type { Firm } from './firm.ts';
export { firmPersonProjector } from './person-row.ts';
export { type Placed, placeAtFirm } from './place-lead.ts';
export { withoutCitizenNumber } from './rules-tax-code.ts';
