export { proveAnew, proveByVisits } from './prove-by-visits.ts';
export { reclassify } from './reclassify.ts';
export type { MailEngagements } from './record.ts';
export { type RecordParts, recordDelivery, recordEngagements, type SeenEngagement, type WatchedMail } from './record-engagements.ts';
export { paceSeconds } from './rules-grade.ts';
export { beganVisit, humans, mayProve, type Views } from './rules-mail.ts';
export { parseEngagements, readEngagements, readEngagementsOf } from './store.ts';
