import { PheuError } from '../platform/errors.ts';

/** A person cannot move a lead like this; the message says what is missing, in each language. */
export class ImpossibleMoveError extends PheuError {
  readonly code = 'impossible_move';
  readonly status = 409;
  readonly retryable = false;
}
