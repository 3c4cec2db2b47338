export { answerOnce, type OnceParts } from './answer-once.ts';
export { keyedRequest } from './keyed-request.ts';
export { keptDays } from './store.ts';
