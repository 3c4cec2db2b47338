import { PheuError } from '../platform/errors.ts';

/** Another firm has what somebody wants to give to one; the message says what, in each language. */
export class FirmHeldError extends PheuError {
  readonly code = 'company_held';
  readonly status = 409;
  readonly retryable = false;
}
