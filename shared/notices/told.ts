import { addMs, epochSeconds } from '../platform/clock.ts';
import type { LeadId, MailId, Source } from '../platform/ids.ts';
import { keys } from '../platform/keys.ts';
import type { Table, WriteItem } from '../platform/table.ts';
import { toldPauseMs } from './rules-notices.ts';

/** When the owner last heard of a source's repeats, and by which mail. */
export interface Told {
  readonly at: string;
  readonly mailId: string;
}

export async function readTold(table: Table, leadId: LeadId, source: Source): Promise<Told | undefined> {
  const item = await table.get(keys.told(leadId, source));
  return item && { at: String(item.at), mailId: String(item.mailId) };
}

/** Guards a repeat notice's claim; a second attempt of the same notice passes. */
export function takeTellingTurn(leadId: LeadId, source: Source, mailId: MailId, now: Date): WriteItem {
  return {
    Update: {
      Key: keys.told(leadId, source),
      UpdateExpression: 'SET #at = :now, mailId = :mailId, expiresAt = :expiresAt',
      ConditionExpression: 'attribute_not_exists(pk) OR #at <= :before OR mailId = :mailId',
      ExpressionAttributeNames: { '#at': 'at' },
      ExpressionAttributeValues: {
        ':now': now.toISOString(),
        ':mailId': mailId,
        ':before': addMs(now, -toldPauseMs).toISOString(),
        ':expiresAt': epochSeconds(addMs(now, 2 * toldPauseMs)),
      },
    },
  };
}
