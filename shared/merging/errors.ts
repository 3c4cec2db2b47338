import { PheuError } from '../platform/errors.ts';

/** Two leads cannot become one, or cannot part; the message says why and what to do, in each language. */
export class ImpossibleMergeError extends PheuError {
  readonly code = 'impossible_merge';
  readonly status = 409;
  readonly retryable = false;
}
