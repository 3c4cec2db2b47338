export { noteReturned } from './breaker.ts';
export { type MailStatus, readMailStatus } from './by-hand.ts';
export { type HeldBack, letThrough, type MailToPerson } from './let-through.ts';
export { endPauses } from './resume.ts';
