export { type Answers, answersOf, joinAnswers, splitAnswers } from './answers.ts';
export { parseLead } from './item.ts';
export * from './record.ts';
export * from './store.ts';
export * from './timeline.ts';
export * from './walk-leads.ts';
