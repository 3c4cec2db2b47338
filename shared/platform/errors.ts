/** Base of every error Phễu throws; messages never carry personal data, because messages are logged. */
export abstract class PheuError extends Error {
  abstract readonly code: string;
  abstract readonly status: number;
  /** True: the same call may succeed later, so a queue consumer throws it; false: it never will, so the item is set aside. */
  abstract readonly retryable: boolean;
  /** Seconds after which a caller that was turned away may try again, where the error knows. */
  readonly retryAfterSeconds?: number;

  constructor(message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = new.target.name;
  }
}

export interface FieldFault {
  readonly path: string;
  readonly message: string;
}

/** The caller's input is wrong; `faults` names each field and what to do. */
export class InvalidInputError extends PheuError {
  readonly code = 'invalid_input';
  readonly status: number = 422;
  readonly retryable = false;
  readonly faults: readonly FieldFault[];
  constructor(message: string, faults: readonly FieldFault[] = []) {
    super(message);
    this.faults = faults;
  }
}

/** A well-formed wish that the caller's role may not have; to be told apart from a slip, because it belongs on record. */
export class BeyondRoleError extends InvalidInputError {}

/** The body of a request is not what its route reads, as a whole. */
export class UnreadableBodyError extends PheuError {
  readonly code = 'unreadable_body';
  readonly status = 400;
  readonly retryable = false;
}

export class BodyTooLargeError extends PheuError {
  readonly code = 'body_too_large';
  readonly status = 413;
  readonly retryable = false;
}

/** There is no such thing, or the caller may not know of it (the contract answers 404 for both). */
export class NotFoundError extends PheuError {
  readonly code = 'not_found';
  readonly status = 404;
  readonly retryable = false;
}

export class UnauthenticatedError extends PheuError {
  readonly code = 'unauthenticated';
  readonly status = 401;
  readonly retryable = false;
}

/** Somebody else changed the item first; read again and decide again. */
export class ConflictError extends PheuError {
  readonly code = 'conflict';
  readonly status = 409;
  readonly retryable = true;
}

/** What is asked for cannot be done with the thing as it stands; the message says why, and what would help. */
export class NotPossibleNowError extends PheuError {
  readonly code = 'not_possible_now';
  readonly status = 409;
  readonly retryable = false;
}

/** What the caller saw is not the current version any more. */
export class PreconditionFailedError extends PheuError {
  readonly code = 'precondition_failed';
  readonly status = 412;
  readonly retryable = false;
}

/** The caller must say which version the change was made on, so that nobody overwrites what they never saw. */
export class PreconditionRequiredError extends PheuError {
  readonly code = 'precondition_required';
  readonly status = 428;
  readonly retryable = false;
}

/** A service we depend on did not answer or refused for now. */
export class UnavailableError extends PheuError {
  readonly code = 'unavailable';
  readonly status = 503;
  readonly retryable = true;
}

/** A page of another origin asks for what is for pages of ours, or nobody knows which page asks. */
export class ForeignPageError extends PheuError {
  readonly code = 'foreign_page';
  readonly status = 403;
  readonly retryable = false;
}

/** The deployment's configuration is missing or contradicts itself; ops must act, the item must wait. */
export class ConfigurationError extends PheuError {
  readonly code = 'configuration';
  readonly status = 500;
  readonly retryable = true;
}

/** A stored item or message does not have the shape this version knows. */
export class CorruptItemError extends PheuError {
  readonly code = 'corrupt_item';
  readonly status = 500;
  readonly retryable = false;
}

export function isRetryable(error: unknown): boolean {
  return error instanceof PheuError ? error.retryable : true;
}

/** Marks the branch that the compiler proves unreachable. */
export function assertNever(value: never, what: string): never {
  throw new CorruptItemError(`${what} has a value this version does not know: ${typeof value === 'string' ? value : typeof value}`);
}
