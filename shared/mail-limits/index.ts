export { noteReturned } from './breaker.ts';
export { endMailPause, type MailStatus, readMailStatus } from './by-hand.ts';
export { type HeldBack, letThrough, type MailToPerson } from './let-through.ts';
export type { MailLimits } from './rules-counters.ts';
