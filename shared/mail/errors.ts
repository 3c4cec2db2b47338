import { PheuError } from '../platform/errors.ts';

/** A mail did not reach its receiver, and a person has to do something about it. */
export class MailNotDeliveredError extends PheuError {
  readonly code = 'mail_not_delivered';
  readonly status = 502;
  readonly retryable = false;
}
