import { type AddressChoices, readAddressState } from '../mail/index.ts';
import type { AddressDigest } from '../platform/digests.ts';
import { keys } from '../platform/keys.ts';
import type { Table, WriteItem } from '../platform/table.ts';

/**
 * Returns the write that replaces the choices of an address, refused when somebody was quicker; what else is known of the address stays.
 * `provenAt`: when it was shown to be its person's, where this act shows it; the first time stays.
 */
export function writeChoices(
  address: AddressDigest,
  before: AddressChoices | undefined,
  after: AddressChoices,
  provenAt: Date | null = null,
): WriteItem {
  return {
    Update: {
      Key: keys.address(address),
      UpdateExpression: `SET choices = :after${provenAt ? ', provenAt = if_not_exists(provenAt, :provenAt)' : ''}`,
      ConditionExpression: before ? 'choices.version = :read' : 'attribute_not_exists(choices)',
      ExpressionAttributeValues: {
        ':after': after,
        ...(before ? { ':read': before.version } : {}),
        ...(provenAt ? { ':provenAt': provenAt.toISOString() } : {}),
      },
    },
  };
}

/**
 * Returns the write by which an address whose person was erased refuses all advertising, for good; what else its person had chosen, and when it was
 * proven, goes. Whoever asks for mails there later confirms it anew.
 */
export async function refuseForErased(table: Pick<Table, 'get'>, address: AddressDigest, at: string): Promise<WriteItem | null> {
  const { choices: before } = await readAddressState(table, address, { consistent: true });
  // Whoever asked for mails after that did so as somebody new.
  if (Object.values(before?.confirmed ?? {}).some((confirmed) => confirmed.at > at)) return null;
  const refusedAll = before?.refusedAll ?? at;
  return {
    Update: {
      Key: keys.address(address),
      UpdateExpression: 'SET choices = :after REMOVE provenAt',
      ConditionExpression: before ? 'choices.version = :read' : 'attribute_not_exists(choices)',
      ExpressionAttributeValues: {
        ':after': { version: (before?.version ?? 0) + 1, refusedAll, refused: {}, confirmed: {} } satisfies AddressChoices,
        ...(before ? { ':read': before.version } : {}),
      },
    },
  };
}
