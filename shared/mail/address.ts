import { addMs } from '../platform/clock.ts';
import type { AddressDigest, Digests } from '../platform/digests.ts';
import type { MailId } from '../platform/ids.ts';
import { keys } from '../platform/keys.ts';
import type { Table, WriteItem } from '../platform/table.ts';
import { AddressState } from './record.ts';
import { welcomePauseMs } from './rules-plan.ts';

export async function readAddress(
  { table, digests }: { readonly table: Table; readonly digests: Digests },
  email: string,
  options: { consistent?: boolean } = {},
): Promise<AddressState> {
  const item = await table.get(keys.address(digests.address(email)), options);
  return item ? AddressState.parse(item) : {};
}

/** Guards a claim: refused when the address bounced for good or complained. */
export function addressOpen(address: AddressDigest): WriteItem {
  return { ConditionCheck: { Key: keys.address(address), ConditionExpression: 'attribute_not_exists(suppression)' } };
}

/** Guards a welcome's claim and takes the address's turn; a second attempt of the same mail keeps its turn. */
export function takeWelcomeTurn(address: AddressDigest, mailId: MailId, now: Date): WriteItem {
  return {
    Update: {
      Key: keys.address(address),
      UpdateExpression: 'SET lastWelcomeAt = :now, lastWelcomeMailId = :mailId',
      ConditionExpression:
        'attribute_not_exists(suppression) AND (attribute_not_exists(lastWelcomeAt) OR lastWelcomeAt <= :before OR lastWelcomeMailId = :mailId)',
      ExpressionAttributeValues: {
        ':now': now.toISOString(),
        ':mailId': mailId,
        ':before': addMs(now, -welcomePauseMs).toISOString(),
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
