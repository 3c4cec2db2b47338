export { noteReturned } from './breaker.ts';
export { endMailPause, type MailStatus, readMailStatus } from './by-hand.ts';
export { type HeldBack, letThrough, type MailToPerson } from './let-through.ts';
