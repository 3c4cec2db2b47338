export { clockOffsetMs } from './beacon.ts';
export { askForCartLook, type CartLookRequest, cartLookRequest, isOfCart, putCartLook } from './cart-looks.ts';
export { comparePlaces, type EventPlace, type EventProps, type VisitEvent } from './event.ts';
export {
  hasRoomForDevice,
  type LinkedSegment,
  linksIn,
  readIdentity,
  readLinks,
  type VisitorIdentity,
  type VisitorLink,
} from './identity-store.ts';
export { readKnownAnswers } from './known-answers.ts';
export { type Linking, linkVisitor, type VisitorPost, visitorPostOf } from './link-visitor.ts';
export { type NamedLeads, readNamedLeads, weakHolder } from './link-writes.ts';
export {
  type JudgedMailToken,
  judgeMailToken,
  mailTokenDays,
  mailTokenParameter,
  signMailToken,
  withoutMailToken,
} from './mail-token.ts';
export { passDeviceWork } from './pass-device.ts';
export {
  type Behaviour,
  type LeadCart,
  type LinkedEvent,
  type LinkedSignal,
  readBehaviour,
  readLeadCart,
  readLeadEvents,
  readLeadSignals,
  readLinksOf,
  readNewestSignals,
  readVisitSignals,
} from './read-behaviour.ts';
export type { Answered } from './rules-answered.ts';
export { addressWithoutPersonalData, withoutPersonalData } from './rules-personal.ts';
export { type Segment, segmentAt, segmentsOf } from './rules-segments.ts';
export { recounts } from './scores.ts';
export { Cart, mergeTotals, Touch, totalsOf, VisitTotals } from './session.ts';
export { readSignals, type Signal } from './signals.ts';
export { stopTracking } from './stop-tracking.ts';
export {
  type EventQuery,
  keepSessions,
  readEvents,
  readSessions,
  releaseSessions,
  type SessionEvent,
  type Span,
  type VisitSession,
  visitEnd,
} from './store.ts';
export { askForSum, sumVisits } from './sum-visits.ts';
export { type TrackedMessage, type TrackParts, trackVisits } from './track-visits.ts';
export { finishUnlinking, type UnlinkParts, unlinkVisitor, unlinkVisitors } from './unlink-visitor.ts';
