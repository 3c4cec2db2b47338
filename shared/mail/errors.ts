import { PheuError } from '../platform/errors.ts';
import type { Log, LogFields } from '../platform/logging.ts';
import type { Mail } from './record.ts';

/** A mail did not reach its receiver, and a person has to do something about it. */
export class MailNotDeliveredError extends PheuError {
  readonly code = 'mail_not_delivered';
  readonly status = 502;
  readonly retryable = false;
}

/** SES takes no more mails in these 24 hours, and what is kept for notices is not for others: a person has to ask AWS for more, or send less. */
export class MailQuotaSpentError extends PheuError {
  readonly code = 'mail_quota_spent';
  readonly status = 503;
  readonly retryable = true;
}

/** A rep who was not told of a lead is for a person to mend; a stranger's address that takes no mail is not, nor that nobody has a lead. */
export function noteLost(message: string, { audience }: Pick<Mail, 'audience'>, fields: LogFields, log: Log): void {
  if (audience === 'rep' && fields.reason !== 'nobodyToTell')
    log.error(message, new MailNotDeliveredError('a rep was not told of a lead'), fields);
  else log.warn(message, fields);
}
