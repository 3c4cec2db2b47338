import type { MailRequestOf } from '../../events/index.ts';
import { addMs, daysMs, epochSeconds } from '../platform/clock.ts';
import { type MailId, RepId } from '../platform/ids.ts';
import { keys } from '../platform/keys.ts';
import type { WriteItem } from '../platform/table.ts';

const keptDays = 7;

/**
 * Guards the claim of a notice of overdue tasks: one for each rep and morning, also where another lead's task stands first by then. A second
 * attempt of the same notice passes.
 */
export function takeMorning({ repId, morning, leadId }: MailRequestOf<'overdueNotice'>, mailId: MailId, now: Date): WriteItem {
  return {
    Update: {
      Key: keys.overdueTurn(RepId.parse(repId)),
      UpdateExpression: 'SET morning = :morning, mailId = :mailId, leadId = :leadId, expiresAt = :expiresAt',
      ConditionExpression: 'attribute_not_exists(pk) OR morning < :morning OR (mailId = :mailId AND leadId = :leadId)',
      ExpressionAttributeValues: {
        ':morning': morning,
        ':mailId': mailId,
        ':leadId': leadId,
        ':expiresAt': epochSeconds(addMs(now, keptDays * daysMs)),
      },
    },
  };
}
