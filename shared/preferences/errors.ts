import { PheuError } from '../platform/errors.ts';

/** What a colleague heard cannot be noted; the message says why, in each language. */
export class ImpossibleConsentError extends PheuError {
  readonly code = 'impossible_consent';
  readonly status = 409;
  readonly retryable = false;
}
