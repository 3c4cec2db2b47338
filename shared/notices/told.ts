import { addMs, epochSeconds } from '../platform/clock.ts';
import type { LeadId, MailId, RepId, Source } from '../platform/ids.ts';
import { keys } from '../platform/keys.ts';
import type { Table, WriteItem } from '../platform/table.ts';
import { toldPauseMs } from './rules-notices.ts';

/** When a rep last heard of a source's repeats of a lead, and by which mail: of two teams that work with a person each hears of its own need. */
export interface Told {
  readonly at: string;
  readonly mailId: string;
}

export async function readTold(table: Table, leadId: LeadId, source: Source, repId: RepId): Promise<Told | undefined> {
  const item = await table.get(keys.told(leadId, source, repId));
  return item && { at: String(item.at), mailId: String(item.mailId) };
}

/** Guards a repeat notice's claim; a second attempt of the same notice passes. */
export function takeTellingTurn(
  { leadId, source, repId }: { readonly leadId: LeadId; readonly source: Source; readonly repId: RepId },
  mailId: MailId,
  now: Date,
): WriteItem {
  return {
    Update: {
      Key: keys.told(leadId, source, repId),
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
