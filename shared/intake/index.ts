export {
  type Entered,
  enterPerson,
  followEntry,
  foreseeRow,
  intakeSubmission,
  listedFields,
  quarantineSubmission,
  type RowTaken,
  takeInAtOnce,
  takeInRow,
} from './intake-submission.ts';
export type { IntakeParts, SubmissionParts } from './parts.ts';
export { type PostAgain, readPostAgain } from './post-again.ts';
export { heldOutcome } from './release.ts';
export { leadRegion } from './rules-record.ts';
