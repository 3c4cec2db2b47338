export { countRule, overlapOf } from './count-rules.ts';
export { gatherFacts } from './gather-facts.ts';
export { type Membership, membershipsIn } from './membership.ts';
export { recountAfterPublication } from './recount-request.ts';
export { factsOf, type LeadFacts } from './rules-facts.ts';
export { nextFlipAt } from './rules-flip.ts';
export { isIn } from './rules-membership.ts';
export { type Needs, needsOf, type Segments, segmentsInForce, timeZoneOf } from './segments-in-force.ts';
