export { clockOffsetMs, PostedBeacon } from './beacon.ts';
export { comparePlaces, type EventPlace, type EventProps, EventType, type VisitEvent } from './event.ts';
export { type LinkedSegment, readIdentity, readLinks, type VisitorIdentity, VisitorLink } from './identity-store.ts';
export { linkVisitor, type VisitorPost, visitorPostOf } from './link-visitor.ts';
export { type LeadVersions, readVersions, weakHolder } from './link-writes.ts';
export {
  type JudgedMailToken,
  judgeMailToken,
  mailTokenDays,
  mailTokenParameter,
  signMailToken,
  withoutMailToken,
} from './mail-token.ts';
export { type Behaviour, type LinkedEvent, readBehaviour, readLeadEvents } from './read-behaviour.ts';
export { type Segment, segmentAt, segmentsOf } from './rules-segments.ts';
export { Cart, mergeTotals, Touch, totalsOf, VisitTotals } from './session.ts';
export {
  type EventQuery,
  keepSessions,
  readEvents,
  readSessions,
  releaseSessions,
  type SessionEvent,
  type Span,
  type VisitSession,
} from './store.ts';
export { type TrackedMessage, type TrackParts, trackVisits } from './track-visits.ts';
export { type UnlinkParts, unlinkVisitor } from './unlink-visitor.ts';
