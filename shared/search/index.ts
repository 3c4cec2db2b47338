export { findProjector } from './find-projector.ts';
export { type FindAsk, type FindRow, type FoundRows, readFound } from './find-store.ts';
export { type FindParts, findItemsOf, projectFinds } from './project-finds.ts';
export { type FindReport, rebuildFinds } from './rebuild.ts';
export { findsOf, nameAtPlace } from './rules-finds.ts';
export {
  contactWish,
  isFoundBy,
  isListedBy,
  nameTurns,
  ownTurns,
  type Question,
  questionIn,
  type Turn,
  type Wish,
  wholeWishes,
} from './rules-question.ts';
export { type FindScope, parseScope } from './rules-scope.ts';
export { exactWords, isCommon, type Word, wordsBegin, wordsFit, wordsOf } from './rules-words.ts';
