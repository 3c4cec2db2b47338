export { findProjector } from './find-projector.ts';
export { type FindRow, readFound } from './find-store.ts';
export { findItemsOf } from './project-finds.ts';
export { rebuildFinds } from './rebuild.ts';
export { findsOf, nameAtPlace } from './rules-finds.ts';
export {
  contactWish,
  isFoundBy,
  isListedBy,
  nameTurns,
  ownTurns,
  type Question,
  questionIn,
  type Wish,
  wholeWishes,
} from './rules-question.ts';
export { parseScope } from './rules-scope.ts';
export { exactWords, foldedOf, isCommon, type Word, wordsBegin, wordsFit, wordsOf } from './rules-words.ts';
