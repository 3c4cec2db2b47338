import { PheuError } from '../platform/errors.ts';

/** A task cannot be treated like this as it stands; the message says why, in each language. */
export class ImpossibleTaskActError extends PheuError {
  readonly code = 'impossible_task_act';
  readonly status = 409;
  readonly retryable = false;
}
