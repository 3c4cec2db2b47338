import { PheuError } from '../platform/errors.ts';
import type { Log, LogFields } from '../platform/logging.ts';
import type { Mail } from './record.ts';

/** A mail did not reach its receiver, and a person has to do something about it. */
export class MailNotDeliveredError extends PheuError {
  readonly code = 'mail_not_delivered';
  readonly status = 502;
  readonly retryable = false;
}

/** A rep who was not told of a lead is for a person to mend; a stranger's address that takes no mail is not. */
export function noteLost(message: string, { audience }: Pick<Mail, 'audience'>, fields: LogFields, log: Log): void {
  if (audience === 'rep') log.error(message, new MailNotDeliveredError('a rep was not told of a lead'), fields);
  else log.warn(message, fields);
}
