import type { AddressChoices } from '../mail/index.ts';
import type { AddressDigest } from '../platform/digests.ts';
import { keys } from '../platform/keys.ts';
import type { WriteItem } from '../platform/table.ts';

/** Returns the write that replaces the choices of an address, refused when somebody was quicker; what else is known of the address stays. */
export function writeChoices(address: AddressDigest, before: AddressChoices | undefined, after: AddressChoices): WriteItem {
  return {
    Update: {
      Key: keys.address(address),
      UpdateExpression: 'SET choices = :after',
      ...(before
        ? {
            ConditionExpression: 'choices.version = :read',
            ExpressionAttributeValues: { ':after': after, ':read': before.version },
          }
        : { ConditionExpression: 'attribute_not_exists(choices)', ExpressionAttributeValues: { ':after': after } }),
    },
  };
}
