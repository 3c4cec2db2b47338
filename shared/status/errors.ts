import { PheuError } from '../platform/errors.ts';

/** A lead cannot come to this status for this reason; the message says why, in each language. */
export class ImpossibleStatusError extends PheuError {
  readonly code = 'impossible_status';
  readonly status = 409;
  readonly retryable = false;
}
