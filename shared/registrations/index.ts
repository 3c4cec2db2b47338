export { asksForRegistrations } from './asks.ts';
export { settleAfterPublication } from './settle-work.ts';
