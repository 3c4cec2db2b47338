import type { MailKind } from '../../events/index.ts';
import { addMs, epochSeconds } from '../platform/clock.ts';
import type { Digests } from '../platform/digests.ts';
import { keys } from '../platform/keys.ts';
import type { WriteItem } from '../platform/table.ts';
import type { AddressParts } from './address.ts';
import { mailboxOf } from './address-problem.ts';
import { LastMail, type PlannedMail } from './record.ts';

/** Finds which mail of a kind went last to a mailbox, in any spelling, while that counts. */
export async function readLastMail(
  { table, digests }: AddressParts,
  kind: MailKind,
  email: string,
  options: { consistent?: boolean } = {},
): Promise<LastMail | undefined> {
  const item = await table.get(keys.mailbox(digests.mailbox(mailboxOf(email))), options);
  if (item?.[`${kind}At`] === undefined) return undefined;
  return LastMail.parse({ at: item[`${kind}At`], mailId: item[`${kind}MailId`], leadId: item[`${kind}LeadId`] });
}

type Turn = Pick<PlannedMail, 'kind' | 'leadId' | 'mailId'>;
interface TurnParts {
  readonly now: Date;
  readonly pauseMs: number;
  readonly digests: Digests;
}

/** Takes a mailbox's turn for mails of a kind, one in `pauseMs`; a second attempt of the same mail keeps its turn. */
export const takeMailboxTurn = (email: string, planned: Turn, parts: TurnParts): WriteItem =>
  takeTurn(email, planned, parts, '#mailId = :mailId');

/** Takes a mailbox for the mails of a kind to one record: those to another record that has the same mailbox wait until `pauseMs` after the last of them. */
export const takeMailboxForLead = (email: string, planned: Turn, parts: TurnParts): WriteItem =>
  takeTurn(email, planned, parts, '#mailId = :mailId OR #leadId = :leadId');

function takeTurn(email: string, { kind, leadId, mailId }: Turn, { now, pauseMs, digests }: TurnParts, isOwn: string): WriteItem {
  return {
    Update: {
      Key: keys.mailbox(digests.mailbox(mailboxOf(email))),
      UpdateExpression: 'SET #at = :now, #mailId = :mailId, #leadId = :leadId, expiresAt = :expiresAt',
      ConditionExpression: `attribute_not_exists(#at) OR #at <= :before OR ${isOwn}`,
      ExpressionAttributeNames: { '#at': `${kind}At`, '#mailId': `${kind}MailId`, '#leadId': `${kind}LeadId` },
      ExpressionAttributeValues: {
        ':now': now.toISOString(),
        ':mailId': mailId,
        ':leadId': leadId,
        ':before': addMs(now, -pauseMs).toISOString(),
        ':expiresAt': epochSeconds(addMs(now, 2 * pauseMs)),
      },
    },
  };
}
