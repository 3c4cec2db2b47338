export { type LinkedSegment, readIdentity, readLinks, type VisitorIdentity, VisitorLink } from './identity-store.ts';
export { linkVisitor, type VisitorPost } from './link-visitor.ts';
export { type Segment, segmentAt, segmentsOf } from './rules-segments.ts';
