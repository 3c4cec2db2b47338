import { PheuError } from '../platform/errors.ts';

/** Whoever may not see a person may ask about few: else a list of numbers could be read off one by one. */
export class TooManyChecksError extends PheuError {
  readonly code = 'too_many_requests';
  readonly status = 429;
  readonly retryable = false;
  override readonly retryAfterSeconds: number;
  constructor(message: string, retryAfterSeconds: number) {
    super(message);
    this.retryAfterSeconds = retryAfterSeconds;
  }
}
