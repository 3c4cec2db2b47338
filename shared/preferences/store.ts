import type { AddressChoices } from '../mail/index.ts';
import type { AddressDigest } from '../platform/digests.ts';
import { keys } from '../platform/keys.ts';
import type { WriteItem } from '../platform/table.ts';

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
