export { type HeldBack, letThrough, type MailToPerson } from './let-through.ts';
export type { MailLimits } from './rules-counters.ts';
export { isPaused, readStrangersState, StrangersState } from './store.ts';
