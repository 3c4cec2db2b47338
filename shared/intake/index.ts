export { intakeSubmission, quarantineSubmission } from './intake-submission.ts';
export type { IntakeParts } from './parts.ts';
