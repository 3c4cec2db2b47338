import { addMs, daysMs, epochSeconds } from '../platform/clock.ts';
import type { MailId } from '../platform/ids.ts';
import type { Key } from '../platform/keys.ts';
import type { WriteItem } from '../platform/table.ts';

const keptDays = 7;

/** A mail of a morning, by what it is asked for. */
interface MorningMail {
  readonly morning: string;
  readonly leadId: string;
}

/**
 * Guards the claim of a mail that somebody gets once a morning, whichever lead it was first kept with. A second attempt of the same mail passes.
 * @param turn the item that holds the last morning of it
 */
export function takeMorning(turn: Key, { morning, leadId }: MorningMail, mailId: MailId, now: Date): WriteItem {
  return {
    Update: {
      Key: turn,
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
