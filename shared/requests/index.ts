export { type Act, answerOnce, type KeepAnswer } from './answer-once.ts';
export { keyedRequest } from './keyed-request.ts';
export { keptDays } from './store.ts';
