import type { MailToLead } from '../mail-requests/index.ts';
import { addMs, epochSeconds } from '../platform/clock.ts';
import type { AddressDigest, Digests } from '../platform/digests.ts';
import { keys } from '../platform/keys.ts';
import type { Table, WriteItem } from '../platform/table.ts';
import { mailboxOf } from './address-problem.ts';
import { AddressState, MailboxState, type PlannedMail } from './record.ts';
import { mailboxPauseMs } from './rules-plan.ts';

export async function readAddress(
  { table, digests }: { readonly table: Table; readonly digests: Digests },
  email: string,
  options: { consistent?: boolean } = {},
): Promise<AddressState> {
  const item = await table.get(keys.address(digests.address(email)), options);
  return item ? AddressState.parse(item) : {};
}

export async function readMailbox(
  { table, digests }: { readonly table: Table; readonly digests: Digests },
  email: string,
  options: { consistent?: boolean } = {},
): Promise<MailboxState> {
  const item = await table.get(keys.mailbox(digests.mailbox(mailboxOf(email))), options);
  return item ? MailboxState.parse(item) : {};
}

/** Guards a claim: refused when the address bounced for good or complained. */
export function addressOpen(address: AddressDigest): WriteItem {
  return { ConditionCheck: { Key: keys.address(address), ConditionExpression: 'attribute_not_exists(suppression)' } };
}

/** Guards a claim and takes the mailbox's turn for mails of this kind; a second attempt of the same mail keeps its turn. */
export function takeMailboxTurn(
  kind: MailToLead,
  email: string,
  { leadId, mailId }: Pick<PlannedMail, 'leadId' | 'mailId'>,
  now: Date,
  digests: Digests,
): WriteItem {
  return {
    Update: {
      Key: keys.mailbox(digests.mailbox(mailboxOf(email))),
      UpdateExpression: 'SET #at = :now, #mailId = :mailId, #leadId = :leadId, expiresAt = :expiresAt',
      ConditionExpression: 'attribute_not_exists(#at) OR #at <= :before OR #mailId = :mailId',
      ExpressionAttributeNames: { '#at': `${kind}At`, '#mailId': `${kind}MailId`, '#leadId': `${kind}LeadId` },
      ExpressionAttributeValues: {
        ':now': now.toISOString(),
        ':mailId': mailId,
        ':leadId': leadId,
        ':before': addMs(now, -mailboxPauseMs).toISOString(),
        ':expiresAt': epochSeconds(addMs(now, 2 * mailboxPauseMs)),
      },
    },
  };
}

/** Closes an address for good; the first reason stays, nothing removes it. */
export function suppressAddress(address: AddressDigest, reason: NonNullable<AddressState['suppression']>['reason'], at: string): WriteItem {
  return {
    Update: {
      Key: keys.address(address),
      UpdateExpression: 'SET suppression = if_not_exists(suppression, :suppression)',
      ExpressionAttributeValues: { ':suppression': { reason, at } },
    },
  };
}
