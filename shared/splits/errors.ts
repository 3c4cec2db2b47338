import { PheuError } from '../platform/errors.ts';

/** Many leads cannot go now; the message says why, in each language. */
export class ImpossibleSplitError extends PheuError {
  readonly code = 'impossible_split';
  readonly status = 409;
  readonly retryable = false;
}
