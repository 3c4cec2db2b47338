import { PheuError } from '../platform/errors.ts';

/** Another firm has what somebody wants to give to one; the message says what, in each language. */
export class FirmHeldError extends PheuError {
  readonly code = 'company_held';
  readonly status = 409;
  readonly retryable = false;
}

/** Two firms cannot become one, or cannot part; the message says why and what to do, in each language. */
export class ImpossibleFirmMergeError extends PheuError {
  readonly code = 'impossible_merge';
  readonly status = 409;
  readonly retryable = false;
}
