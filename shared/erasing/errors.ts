import { InvalidInputError, PheuError } from '../platform/errors.ts';

/** An erasure has begun, and cannot be called off; the message says so in each language. */
export class BegunErasureError extends PheuError {
  readonly code = 'begun_erasure';
  readonly status = 409;
  readonly retryable = false;
}

/** A list would make somebody a lead anew whom the company erased. */
export class WasErasedError extends InvalidInputError {}
