import type { MailRequestOf } from '../../events/index.ts';
import { addMs, daysMs, epochSeconds } from '../platform/clock.ts';
import type { MailId } from '../platform/ids.ts';
import { keys } from '../platform/keys.ts';
import type { WriteItem } from '../platform/table.ts';

const keptDays = 7;

/** Guards the claim of a leader's morning: one for each, whichever lead it was first kept with. A second attempt of the same mail passes. */
export function takeLeaderMorning({ userId, morning, leadId }: MailRequestOf<'morningNotice'>, mailId: MailId, now: Date): WriteItem {
  return {
    Update: {
      Key: keys.leaderMorning(userId),
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
