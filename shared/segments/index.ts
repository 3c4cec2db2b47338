export { overlapOf } from './compare-segments.ts';
export { countRule } from './count-rules.ts';
export { keepByHand } from './keep-by-hand.ts';
export { byEntering } from './list-members.ts';
export { type Membership, membersAmong, membershipsIn } from './membership.ts';
export { recountAfterPublication } from './recount-request.ts';
export { segmentsInForce } from './segments-in-force.ts';
export { listSegments, showCount } from './show-segments.ts';
export { type StartCountParts, startCount } from './start-count.ts';
