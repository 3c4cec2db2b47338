export { intakeSubmission, quarantineSubmission, takeInAtOnce } from './intake-submission.ts';
export type { IntakeParts, SubmissionParts } from './parts.ts';
