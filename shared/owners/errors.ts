import { PheuError } from '../platform/errors.ts';

/** What somebody wants to give to somebody cannot go there; the message says why, in each language. */
export class ImpossibleGiftError extends PheuError {
  readonly code = 'impossible_owner';
  readonly status = 409;
  readonly retryable = false;
}
